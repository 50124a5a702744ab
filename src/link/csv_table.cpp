// From the bytes of a CSV file to rows: encoding, separator, columns, pieces for threads.
#include "link/csv_table.hpp"

#include "link/csv_piece.hpp"
#include "link/mapped_file.hpp"
#include "link/parallel.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace jingzhun::link {
namespace {

constexpr std::size_t guessed_by = std::size_t{1} << 20;
constexpr std::size_t bytes_worth_a_thread = std::size_t{1} << 20;

// The text as UTF-8: the mapped bytes themselves, or what they were decoded to.
struct Text {
    std::string decoded;
    std::string_view text;
};

Text text_of(std::string_view bytes, std::string const &file) {
    if (bytes.empty()) throw base::Error("file_empty", {}, {.file = file});
    auto const guessed = base::guess_encoding(bytes.substr(0, guessed_by));
    if (!guessed) throw base::Error("encoding_unknown", {}, {.file = file});
    Text text;
    if (*guessed == base::Encoding::utf8) {
        text.text = bytes;
    } else {
        auto decoded = base::decode(bytes, *guessed);
        if (!decoded)
            throw base::Error(
                "encoding_broken",
                {{"bytes", "?"}, {"encoding", std::string(base::to_string(*guessed))}},
                {.file = file});
        text.decoded = std::move(*decoded);
        text.text = text.decoded;
    }
    if (text.text.starts_with("\xEF\xBB\xBF")) text.text.remove_prefix(3);
    return text;
}

char separator_of(std::string_view header) {
    auto const count = [&](char c) { return std::ranges::count(header, c); };
    char best = ',';
    for (auto const c : {'\t', ';'})
        if (count(c) > count(best)) best = c;
    return best;
}

std::string joined(std::vector<std::string> const &names) {
    std::string all;
    for (auto const &name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

// Where a column with one of these headers stands.
std::optional<std::size_t> column_of(std::vector<std::string> const &headers,
                                     std::vector<std::string> const &wanted) {
    for (auto const &name : wanted)
        for (std::size_t i = 0; i < headers.size(); ++i)
            if (base::fold(headers[i]) == base::fold(name)) return i;
    return std::nullopt;
}

[[noreturn]] void fail_column(std::vector<std::string> const &wanted,
                              std::vector<std::string> const &headers, std::string const &file) {
    throw base::Error("link_column_missing", {{"name", joined(wanted)}, {"there", joined(headers)}},
                      {.file = file, .line = 1});
}

CsvPlan plan_of(Model const &model, std::vector<std::string> const &headers, Table &table,
                std::string const &file) {
    CsvPlan plan{.columns = std::vector<int>(headers.size(), CsvPlan::unused), .file = file};
    auto const id = column_of(headers, model.ids);
    if (!id) fail_column(model.ids, headers, file);
    plan.columns[*id] = CsvPlan::id;
    table.id_column = headers[*id];
    bool any = false;
    for (std::size_t field = 0; field < model.fields.size(); ++field) {
        auto const column = column_of(headers, model.fields[field].columns);
        table.present[field] = column.has_value();
        if (!column && model.fields[field].required)
            fail_column(model.fields[field].columns, headers, file);
        if (!column) continue;
        any = true;
        plan.columns[*column] = static_cast<int>(field);
    }
    if (!any)
        throw base::Error("link_no_field", {{"there", joined(headers)}}, {.file = file, .line = 1});
    return plan;
}

// Starts of pieces that begin with a row: after a line break that is within no quotes.
std::vector<std::string_view> pieces_of(std::string_view text, unsigned threads) {
    auto const wanted = std::min<std::size_t>(threads, text.size() / bytes_worth_a_thread + 1);
    std::vector<std::string_view> pieces;
    std::size_t start = 0;
    bool quoted = false;
    for (std::size_t i = 1; i < wanted; ++i) {
        auto const middle = text.size() * i / wanted;
        if (middle <= start) continue;
        auto const before = text.substr(start, middle - start);
        for (auto at = before.find('"'); at != before.npos; at = before.find('"', at + 1))
            quoted = !quoted;
        auto end = middle;
        for (; end < text.size() && (quoted || text[end] != '\n'); ++end)
            if (text[end] == '"') quoted = !quoted;
        end = std::min(end + 1, text.size());
        pieces.push_back(text.substr(start, end - start));
        start = end;
    }
    pieces.push_back(text.substr(start));
    return pieces;
}

// Takes over what a thread read: its dictionaries into the shared ones, then its rows.
void take_over(Space &space, Table &table, CsvPart part) {
    std::vector<std::vector<std::uint32_t>> renumber(space.texts.size());
    for (std::size_t field = 0; field < renumber.size(); ++field)
        for (std::uint32_t i = 0; i < part.dictionaries[field].size(); ++i)
            renumber[field].push_back(
                space.texts[field].dictionary.add(part.dictionaries[field].text(i)));
    part.table.renumber(*space.model, renumber);
    if (table.size() == 0) {
        part.table.id_column = table.id_column;
        part.table.present = table.present;
        table = std::move(part.table);
    } else {
        table.append(part.table);
    }
}

void check_codes(Space const &space, Table const &table, std::string const &file) {
    constexpr std::uint32_t most = 0xFFFF;
    for (std::size_t field = 0; field < space.texts.size(); ++field)
        if (space.model->fields[field].type == Type::code && table.present[field] &&
            space.texts[field].dictionary.size() > most)
            throw base::Error("link_code_values", {{"field", space.model->fields[field].name}},
                              {.file = file});
}

} // namespace

Table read_csv(std::string const &file, Space &space, unsigned threads) {
    MappedFile const mapped(file);
    auto const text = text_of(mapped.bytes(), file);
    auto rest = text.text;
    auto const separator = separator_of(rest.substr(0, rest.find('\n')));
    auto const headers = take_header(rest, separator, file);
    Table table(*space.model);
    auto plan = plan_of(*space.model, headers, table, file);
    plan.separator = separator;
    plan.text = text.text;

    auto const pieces = pieces_of(rest, threads);
    std::vector<CsvPart> parts;
    for (std::size_t i = 0; i < pieces.size(); ++i) parts.emplace_back(*space.model);
    auto const release = [&](std::string_view part) {
        if (text.decoded.empty()) mapped.release(part);
    };
    in_parallel(pieces.size(), static_cast<unsigned>(pieces.size()),
                [&](std::size_t begin, std::size_t end, unsigned) {
                    for (auto i = begin; i < end; ++i)
                        read_piece(pieces[i], plan, *space.model, parts[i], release);
                });
    for (auto &part : parts) take_over(space, table, std::move(part));
    if (table.size() == 0) throw base::Error("link_no_rows", {}, {.file = file});
    check_codes(space, table, file);
    check_ids(table, file);
    return table;
}

} // namespace jingzhun::link
