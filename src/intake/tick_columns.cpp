// A first look at the rows, to learn how a file says no.
#include "intake/tick_columns.hpp"

#include "base/text.hpp"
#include "pack/read_value.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::intake {
namespace {

constexpr int rows_looked_at_max = 5000;

bool is_yes_no(pack::Pack const &pack, pack::SourceColumn const &column) {
    return !column.into.empty() && std::ranges::all_of(column.into, [&](auto const &place) {
        return pack.find_register(place.first)->find_field(place.second)->type ==
               pack::FieldType::boolean;
    });
}

// A word for yes or no; a header on a later page or a footer is none.
bool is_answer(pack::Pack const &pack, pack::SourceColumn const &column, std::string_view text) {
    auto const &[name, field] = column.into.front();
    auto const read = pack::read_cell(pack, *pack.find_register(name)->find_field(field), text);
    return std::holds_alternative<base::Value>(read);
}

bool is_tick(std::string_view text) {
    constexpr std::array<std::string_view, 4> ticks = {"√", "✓", "✔", "☑"};
    return std::ranges::find(ticks, text) != ticks.end();
}

} // namespace

std::vector<bool> tick_columns(pack::Pack const &pack, Layout const &layout, source::Book &book) {
    std::vector<bool> candidate(layout.columns.size()), ticked(layout.columns.size());
    for (std::size_t i = 0; i < layout.columns.size(); ++i)
        candidate[i] =
            layout.columns[i] >= 0 &&
            is_yes_no(pack, layout.source->columns[static_cast<std::size_t>(layout.columns[i])]);
    if (std::ranges::find(candidate, true) == candidate.end()) return candidate;
    auto const sheet = book.open(layout.sheet_index);
    source::Row row;
    auto left = std::ranges::count(candidate, true), blank = left;
    // Yes may be rare: a column that is blank so far is looked at to the end.
    for (int rows = 0; left > 0 && (rows < rows_looked_at_max || blank > 0) && sheet->next(row);
         ++rows) {
        if (row.number <= layout.header_row) continue;
        for (std::size_t i = 0; i < std::min(candidate.size(), row.cells.size()); ++i) {
            auto const text = base::trim(row.cells[i].text);
            if (!candidate[i] || text.empty()) continue;
            auto const &column =
                layout.source->columns[static_cast<std::size_t>(layout.columns[i])];
            auto const tick = is_tick(text);
            if (!tick && !is_answer(pack, column, text)) continue;
            if (!ticked[i]) --blank;
            ticked[i] = true;
            if (tick) continue;
            candidate[i] = false; // another word for yes or no: a blank is just blank
            --left;
        }
    }
    for (std::size_t i = 0; i < candidate.size(); ++i) candidate[i] = candidate[i] && ticked[i];
    return candidate;
}

} // namespace jingzhun::intake
