// Lines to cells to values, without copying a cell that stands as it is.
#include "link/csv_piece.hpp"

#include "base/error.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace jingzhun::link {
namespace {

constexpr std::size_t released_by = std::size_t{16} << 20;
constexpr std::size_t estimated_by = std::size_t{1} << 18;

[[noreturn]] void fail(char const *code, CsvPlan const &plan, char const *at,
                       base::Arguments arguments = {}) {
    auto const line = std::count(plan.text.data(), at, '\n') + 1;
    throw base::Error(code, std::move(arguments),
                      {.file = plan.file, .line = static_cast<int>(line)});
}

// Where the next separator or line end stands, eight bytes at a time; `end` where there is none.
char const *cell_end(char const *at, char const *end, char separator) {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    auto const separators = ones * static_cast<unsigned char>(separator);
    // The lowest marked byte is always a zero byte.
    auto const zeros = [](std::uint64_t word) { return (word - ones) & ~word & tops; };
    for (; end - at >= 8; at += 8) {
        std::uint64_t word;
        std::memcpy(&word, at, sizeof word);
        auto const found = zeros(word ^ separators) | zeros(word ^ ones * '\n');
        if (found != 0) return at + std::countr_zero(found) / 8;
    }
    while (at != end && *at != separator && *at != '\n') ++at;
    return at;
}

// Walks through cells; `end_of_row` says whether the last one ended its line.
class Walker {
  public:
    Walker(std::string_view text, CsvPlan const &plan)
        : at_(text.data()), end_(text.data() + text.size()), plan_(plan) {}

    bool done() const { return at_ == end_; }
    char const *at() const { return at_; }
    bool end_of_row() const { return end_of_row_; }

    std::string_view cell() {
        while (at_ != end_ && *at_ == ' ') ++at_;
        if (at_ != end_ && *at_ == '"') return quoted();
        auto const *const start = at_;
        at_ = cell_end(at_, end_, plan_.separator);
        auto const *stop = at_;
        close();
        while (stop != start && (stop[-1] == ' ' || stop[-1] == '\r')) --stop;
        return {start, static_cast<std::size_t>(stop - start)};
    }

    void skip() {
        if (at_ != end_ && (*at_ == '"' || *at_ == ' ')) {
            cell();
            return;
        }
        at_ = cell_end(at_, end_, plan_.separator);
        close();
    }

  private:
    std::string_view quoted() {
        auto const *const open = at_++;
        auto const *start = at_;
        bool copied = false;
        for (;;) {
            auto const *const quote = static_cast<char const *>(
                std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
            if (quote == nullptr) fail("csv_quote_open", plan_, open);
            at_ = quote + 1;
            if (at_ == end_ || *at_ != '"') break;
            if (!copied) scratch_.clear();
            copied = true;
            scratch_.append(start, at_); // one of the two quotes
            start = ++at_;
        }
        auto const *const stop = at_ - 1;
        // What stands between the quote and the separator is lost by every reader of CSV.
        while (at_ != end_ && *at_ != plan_.separator && *at_ != '\n') ++at_;
        close();
        if (!copied) return {start, static_cast<std::size_t>(stop - start)};
        scratch_.append(start, stop);
        return scratch_;
    }

    void close() {
        end_of_row_ = at_ == end_ || *at_ == '\n';
        if (at_ != end_) ++at_;
    }

    char const *at_, *end_;
    CsvPlan const &plan_;
    bool end_of_row_ = false;
    std::string scratch_;
};

// ASCII without NUL: no need to look closer.
bool is_plain(std::string_view cell) {
    unsigned char high = 0;
    bool zero = false;
    for (auto const c : cell) {
        high |= static_cast<unsigned char>(c);
        zero |= c == 0;
    }
    return high < 0x80 && !zero;
}

void check(std::string_view cell, CsvPlan const &plan, char const *at) {
    if (cell.find('\0') != cell.npos) fail("csv_nul", plan, at);
    auto const good = base::valid_prefix(cell);
    if (good == cell.size()) return;
    char bytes[8];
    std::snprintf(bytes, sizeof bytes, "%02X", static_cast<unsigned char>(cell[good]));
    fail("encoding_broken", plan, at, {{"bytes", bytes}, {"encoding", "UTF-8"}});
}

// One row at a time into values by field.
class RowReader {
  public:
    RowReader(CsvPlan const &plan, Model const &model, CsvPart &part)
        : plan_(plan), model_(model), part_(part), values_(model.fields.size()),
          recent_(model.fields.size()) {}

    void read(Walker &walker) {
        std::ranges::fill(values_, 0);
        id_.clear();
        auto const *const start = walker.at();
        std::size_t column = 0;
        do {
            auto const use =
                column < plan_.columns.size() ? plan_.columns[column] : CsvPlan::unused;
            ++column;
            if (use == CsvPlan::unused) {
                walker.skip();
                continue;
            }
            auto const cell = walker.cell();
            if (!is_plain(cell)) check(cell, plan_, start);
            if (use == CsvPlan::id) id_ = cell;
            else if (!cell.empty()) take(static_cast<std::size_t>(use), cell);
        } while (!walker.end_of_row());
        // A line without anything in it is no record.
        if (column == 1 && id_.empty() && plan_.columns.size() > 1) return;
        part_.table.add(id_, values_);
    }

  private:
    void take(std::size_t field, std::string_view cell) {
        auto const type = model_.fields[field].type;
        if (type == Type::code && cell.size() <= sizeof(std::uint64_t)) {
            values_[field] = code(field, cell);
            return;
        }
        values_[field] = encode(type, cell, part_.dictionaries[field]);
    }

    // Codes are few and come again and again.
    Value code(std::size_t field, std::string_view cell) {
        std::uint64_t word = 0;
        std::memcpy(&word, cell.data(), cell.size());
        auto &[key, value] = recent_[field][mix(word) % recent_[field].size()];
        if (key != word) {
            key = word;
            value = encode(Type::code, cell, part_.dictionaries[field]);
        }
        return value;
    }

    CsvPlan const &plan_;
    Model const &model_;
    CsvPart &part_;
    std::vector<Value> values_;
    // By field: cells of up to eight bytes, which never are 0, and their values.
    std::vector<std::array<std::pair<std::uint64_t, Value>, 16>> recent_;
    std::string id_;
};

} // namespace

std::vector<std::string> take_header(std::string_view &text, char separator,
                                     std::string const &file) {
    CsvPlan const plan{.columns = {}, .separator = separator, .file = file, .text = text};
    Walker walker(text, plan);
    std::vector<std::string> headers;
    if (walker.done()) return headers;
    do headers.emplace_back(walker.cell());
    while (!walker.end_of_row());
    for (auto const &header : headers) check(header, plan, text.data());
    text.remove_prefix(static_cast<std::size_t>(walker.at() - text.data()));
    return headers;
}

void read_piece(std::string_view piece, CsvPlan const &plan, Model const &model, CsvPart &part,
                std::function<void(std::string_view)> const &release) {
    Walker walker(piece, plan);
    RowReader reader(plan, model, part);
    auto const *released = piece.data();
    bool estimated = false;
    while (!walker.done()) {
        reader.read(walker);
        auto const read = static_cast<std::size_t>(walker.at() - released);
        if (!estimated && read >= estimated_by) {
            estimated = true;
            // By the rows so far; what is reserved in vain costs no memory until it is touched.
            auto const rows = part.table.size() * (piece.size() / read + 1) / 8 * 9;
            part.table.reserve(rows, rows * (part.table.id(0).size() + 1));
        }
        if (read < released_by) continue;
        release({released, read});
        released = walker.at();
    }
}

} // namespace jingzhun::link
