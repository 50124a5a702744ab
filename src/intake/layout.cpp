// Recognition by headers: a score per layout over the first rows of a sheet.
#include "intake/layout.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace jingzhun::intake {
namespace {

constexpr std::size_t header_rows_max = 30; // title rows above a header are few

struct Best {
    pack::Source const *source = nullptr;
    source::Row const *row = nullptr;
    HeaderMatch match;
};

// Required columns that neither stand there nor may only be spelt otherwise.
std::size_t lacking(Best const &best) {
    std::size_t count = best.match.missing.size();
    for (auto const &guess : guess_columns(*best.source, *best.row, best.match))
        count -= std::ranges::count(best.match.missing, guess.column) > 0 ? 1 : 0;
    return count;
}

// More headers explained; of incomplete ones, that which comes nearer to being complete.
bool is_better(Best const &a, Best const &b, bool complete) {
    if (a.match.matched != b.match.matched) return a.match.matched > b.match.matched;
    return complete ? a.match.missing.size() < b.match.missing.size() : lacking(a) < lacking(b);
}

// The best among complete matches, or among all of them where `complete` is false.
Best best_match(pack::Pack const &pack, std::vector<source::Row> const &rows,
                Reading const &reading, bool complete) {
    Best best;
    for (auto const &row : rows)
        for (auto const &source : pack.sources) {
            if (!reading.as.empty() && source.name != reading.as) continue;
            Best one{&source, &row, match_header(source, row, reading.map)};
            if (one.match.matched == 0 || (complete && !one.match.missing.empty())) continue;
            if (best.source == nullptr || is_better(one, best, complete)) best = std::move(one);
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
                 Reading const &reading) {
    constexpr std::size_t matched_min = 3;
    auto const best = best_match(pack, rows, reading, false);
    if (best.source == nullptr || best.match.matched < matched_min) return false;
    auto const filled = std::ranges::count_if(best.row->cells, [](source::Cell const &cell) {
        return cell.kind != source::CellKind::empty;
    });
    return best.match.matched * 2 >= static_cast<std::size_t>(filled);
}

// How to say what a column that was not recognised means, where one of them is near.
std::string hint(Best const &best, base::Language language) {
    std::string said;
    for (auto const &[header, column] : guess_columns(*best.source, *best.row, best.match))
        said += fmt::format(" --map '{}={}'", header, column);
    if (said.empty()) return said;
    return (language == base::Language::zh ? "；其中有些可能只是写法不同，确认后加上："
                                           : "; some may only be spelt otherwise; if so, add:") +
           said;
}

} // namespace

std::optional<Layout> recognise(pack::Pack const &pack, std::vector<source::Row> const &rows,
                                Reading const &reading) {
    auto const best = best_match(pack, rows, reading, true);
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
    layout.guesses = guess_columns(*best.source, *best.row, best.match);
    return layout;
}

base::Problem why_not(pack::Pack const &pack, std::vector<source::Row> const &rows,
                      std::string const &file, std::string const &sheet, Reading const &reading) {
    base::Place const place{file, 0, 0, sheet};
    auto const best = best_match(pack, rows, reading, false);
    if (best.source == nullptr)
        return {
            "header_unrecognised", place, {{"layouts", fmt::format("{}", pack.sources.size())}}};
    return {"header_incomplete",
            {file, best.row->number, 0, sheet},
            {{"layout", best.source->title.zh},
             {"layout_en", best.source->title.en},
             {"source", best.source->name},
             {"missing", fmt::format("{}", fmt::join(best.match.missing, "、"))},
             {"hint", hint(best, base::Language::zh)},
             {"hint_en", hint(best, base::Language::en)}}};
}

Recognised recognise_book(pack::Pack const &pack, source::Book &book, Reading const &reading,
                          std::string_view only_sheet) {
    auto const &as = reading.as;
    if (!as.empty() && pack.find_source(as) == nullptr) {
        std::vector<std::string> names;
        for (auto const &source : pack.sources) names.push_back(source.name);
        throw base::Error(
            "source_unknown",
            {{"name", as}, {"nearest", base::nearest(as, names).value_or(names.front())}});
    }
    Recognised found;
    std::optional<base::Problem> problem;
    auto const names = book.sheet_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!only_sheet.empty() && names[i] != only_sheet) continue;
        auto const sheet = book.open(i);
        auto const rows = first_rows(*sheet);
        auto layout = recognise(pack, rows, reading);
        if (!layout) {
            if (rows.empty()) continue;
            if (nearly_fits(pack, rows, reading))
                found.passed_over.push_back(why_not(pack, rows, book.file(), names[i], reading));
            if (!problem) problem = why_not(pack, rows, book.file(), names[i], reading);
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
