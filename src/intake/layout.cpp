// Recognition by headers: a score per layout over the first rows of a sheet.
#include "intake/layout.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace jingzhun::intake {
namespace {

constexpr std::size_t header_rows_max = 30; // title rows above a header are few

struct Match {
    std::vector<int> columns;
    std::size_t matched = 0;
    std::vector<std::string> missing; // required columns that are not there
};

// "身份证号码 *" and "身份证号码(必填)" are the same header to people.
std::string header_key(std::string_view header) {
    auto key = base::fold(header);
    while (!key.empty() && (key.front() == '*' || key.back() == '*'))
        key = key.front() == '*' ? key.substr(1) : key.substr(0, key.size() - 1);
    for (std::string_view mark : {"(必填)", "(选填)"})
        if (key.ends_with(mark)) key.resize(key.size() - mark.size());
    if (key.ends_with(':')) key.pop_back();
    return key;
}

// 工资性收入(元) as 工资性收入: what stands in brackets at the end is mostly a unit or a hint.
std::string without_hint(std::string const &key) {
    auto const open = key.rfind('(');
    return key.ends_with(')') && open != std::string::npos && open > 0 ? key.substr(0, open) : key;
}

std::unordered_map<std::string, int> headers_of(pack::Source const &source) {
    std::unordered_map<std::string, int> known;
    for (std::size_t i = 0; i < source.columns.size(); ++i)
        for (auto const &header : source.columns[i].headers)
            known.emplace(header_key(header), static_cast<int>(i));
    return known;
}

Match match(pack::Source const &source, source::Row const &row) {
    auto const known = headers_of(source);
    Match result;
    std::vector<bool> seen(source.columns.size());
    result.columns.assign(row.cells.size(), -1);
    auto const claim = [&](std::size_t place, std::string const &key) {
        auto const found = known.find(key);
        if (found == known.end() || seen[static_cast<std::size_t>(found->second)])
            return; // of two the first counts
        seen[static_cast<std::size_t>(found->second)] = true;
        result.columns[place] = found->second;
        ++result.matched;
    };
    std::vector<std::string> keys;
    for (auto const &cell : row.cells) keys.push_back(header_key(cell.text));
    for (std::size_t i = 0; i < keys.size(); ++i) claim(i, keys[i]);
    for (std::size_t i = 0; i < keys.size(); ++i) // only what no other header says exactly
        if (result.columns[i] < 0) claim(i, without_hint(keys[i]));
    for (std::size_t i = 0; i < source.columns.size(); ++i)
        if (source.columns[i].required && !seen[i])
            result.missing.push_back(source.columns[i].headers.front());
    return result;
}

struct Best {
    pack::Source const *source = nullptr;
    source::Row const *row = nullptr;
    Match match;
};

// The best among complete matches, or among all of them where `complete` is false.
Best best_match(pack::Pack const &pack, std::vector<source::Row> const &rows, std::string_view as,
                bool complete) {
    Best best;
    auto const better = [](Match const &a, Match const &b) {
        return a.matched != b.matched ? a.matched > b.matched : a.missing.size() < b.missing.size();
    };
    for (auto const &row : rows)
        for (auto const &source : pack.sources) {
            if (!as.empty() && source.name != as) continue;
            auto found = match(source, row);
            if (found.matched == 0 || (complete && !found.missing.empty())) continue;
            if (best.source == nullptr || better(found, best.match))
                best = {&source, &row, std::move(found)};
        }
    return best;
}

std::vector<source::Row> first_rows(source::Sheet &sheet) {
    std::vector<source::Row> rows;
    source::Row row;
    while (rows.size() < header_rows_max && sheet.next(row)) {
        auto const filled = [](source::Cell const &cell) {
            return cell.kind != source::CellKind::empty;
        };
        if (std::ranges::any_of(row.cells, filled)) rows.push_back(row);
    }
    return rows;
}

// Whether somebody meant this sheet to be a table of ours: half of its header is known.
bool nearly_fits(pack::Pack const &pack, std::vector<source::Row> const &rows,
                 std::string_view as) {
    constexpr std::size_t matched_min = 3;
    auto const best = best_match(pack, rows, as, false);
    if (best.source == nullptr || best.match.matched < matched_min) return false;
    auto const filled = std::ranges::count_if(best.row->cells, [](source::Cell const &cell) {
        return cell.kind != source::CellKind::empty;
    });
    return best.match.matched * 2 >= static_cast<std::size_t>(filled);
}

} // namespace

std::optional<Layout> recognise(pack::Pack const &pack, std::vector<source::Row> const &rows,
                                std::string_view as) {
    auto const best = best_match(pack, rows, as, true);
    if (best.source == nullptr) return std::nullopt;
    Layout layout;
    layout.source = best.source;
    layout.header_row = best.row->number;
    layout.columns = best.match.columns;
    for (std::size_t i = 0; i < best.row->cells.size(); ++i) {
        auto const header = std::string(base::trim(best.row->cells[i].text));
        layout.headers.push_back(header);
        if (layout.columns[i] < 0 && !header.empty()) layout.aside.push_back(header);
    }
    return layout;
}

base::Problem why_not(pack::Pack const &pack, std::vector<source::Row> const &rows,
                      std::string const &file, std::string const &sheet, std::string_view as) {
    base::Place const place{file, 0, 0, sheet};
    auto const best = best_match(pack, rows, as, false);
    if (best.source == nullptr)
        return {
            "header_unrecognised", place, {{"layouts", fmt::format("{}", pack.sources.size())}}};
    return {"header_incomplete",
            {file, best.row->number, 0, sheet},
            {{"layout", best.source->title.zh},
             {"layout_en", best.source->title.en},
             {"source", best.source->name},
             {"missing", fmt::format("{}", fmt::join(best.match.missing, "、"))}}};
}

Recognised recognise_book(pack::Pack const &pack, source::Book &book, std::string_view as,
                          std::string_view only_sheet) {
    if (!as.empty() && pack.find_source(as) == nullptr) {
        std::vector<std::string> names;
        for (auto const &source : pack.sources) names.push_back(source.name);
        throw base::Error("source_unknown",
                          {{"name", std::string(as)},
                           {"nearest", base::nearest(as, names).value_or(names.front())}});
    }
    Recognised found;
    std::optional<base::Problem> problem;
    auto const names = book.sheet_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!only_sheet.empty() && names[i] != only_sheet) continue;
        auto const sheet = book.open(i);
        auto const rows = first_rows(*sheet);
        auto layout = recognise(pack, rows, as);
        if (!layout) {
            if (rows.empty()) continue;
            if (nearly_fits(pack, rows, as))
                found.passed_over.push_back(why_not(pack, rows, book.file(), names[i], as));
            if (!problem) problem = why_not(pack, rows, book.file(), names[i], as);
            continue;
        }
        layout->file = book.file();
        layout->sheet = names[i];
        layout->sheet_index = i;
        found.layouts.push_back(std::move(*layout));
    }
    if (!found.layouts.empty()) return found;
    if (!found.passed_over.empty()) throw base::Error(std::move(found.passed_over.front()));
    if (!only_sheet.empty() && std::ranges::find(names, only_sheet) == names.end())
        throw base::Error("sheet_unknown",
                          {{"name", std::string(only_sheet)},
                           {"sheets", fmt::format("{}", fmt::join(names, "、"))}},
                          {book.file()});
    if (problem) throw base::Error(std::move(*problem));
    throw base::Error("file_without_rows", {}, {book.file()});
}

void order_layouts(pack::Pack const &pack, std::vector<Layout> &layouts) {
    // Depth in the graph of `after`; a circle is the pack checker's business, here it just ends.
    std::unordered_map<std::string, int> depth;
    for (std::size_t round = 0; round <= pack.sources.size(); ++round)
        for (auto const &source : pack.sources)
            for (auto const &name : base::split_list(source.after))
                depth[source.name] = std::max(depth[source.name], depth[name] + 1);
    auto const rank = [&](Layout const &layout) {
        return std::pair(depth[layout.source->name], layout.source - pack.sources.data());
    };
    std::ranges::stable_sort(layouts, {}, rank);
}

} // namespace jingzhun::intake
