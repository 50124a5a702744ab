// Counting by whole words of bits.
#include "check/area_counts.hpp"

#include <bit>
#include <unordered_map>

namespace jingzhun::check {
namespace {

template <class Take> void each_bit(std::uint64_t word, std::size_t first, Take const &take) {
    for (; word != 0; word &= word - 1)
        take(first + static_cast<std::size_t>(std::countr_zero(word)));
}

} // namespace

Places places_of(Snapshot const &snapshot, std::size_t table, int digits) {
    auto const &rows = snapshot.population.tables[table];
    Places places;
    places.of_row.reserve(rows.rows);
    std::unordered_map<std::string, std::uint32_t> known;
    std::unordered_map<std::int32_t, std::uint32_t> by_number;
    for (std::size_t row = 0; row < rows.rows; ++row) {
        auto const number = row < rows.areas.size() ? rows.areas[row] : 0;
        auto const [entry, fresh] = by_number.try_emplace(number, 0);
        if (fresh) {
            auto code = area_of(snapshot.population, table, row, snapshot.selection.county)
                            .substr(0, static_cast<std::size_t>(digits));
            auto const [place, is_new] =
                known.try_emplace(code, static_cast<std::uint32_t>(places.codes.size()));
            if (is_new) places.codes.push_back(std::move(code));
            entry->second = place->second;
        }
        places.of_row.push_back(entry->second);
    }
    return places;
}

void count_differences(RuleResult const &before, RuleResult const &after, Places const &places,
                       Differences &differences) {
    std::vector<AreaDifference> counts(places.codes.size());
    auto const &was = before.answers, &is = after.answers;
    for (std::size_t i = 0; i < is.unmet.size(); ++i) {
        auto const first = i * 64;
        auto const add = [&](std::uint64_t word, std::int64_t AreaDifference::*count) {
            each_bit(word, first, [&](std::size_t row) { ++(counts[places.of_row[row]].*count); });
        };
        add(is.met[i], &AreaDifference::met);
        add(is.unmet[i], &AreaDifference::unmet);
        add(is.unknown[i], &AreaDifference::unknown);
        add(is.unmet[i] & ~was.unmet[i], &AreaDifference::newly_unmet);
        add(was.unmet[i] & ~is.unmet[i], &AreaDifference::newly_met);
    }
    for (std::size_t place = 0; place < counts.size(); ++place) {
        auto const &one = counts[place];
        auto &sum = differences[{places.codes[place], after.rule->id}];
        sum.met += one.met;
        sum.unmet += one.unmet;
        sum.unknown += one.unknown;
        sum.newly_unmet += one.newly_unmet;
        sum.newly_met += one.newly_met;
    }
}

std::vector<AreaDifference> take_changed(Differences const &differences) {
    std::vector<AreaDifference> changed;
    for (auto const &[key, difference] : differences) {
        if (difference.newly_met == 0 && difference.newly_unmet == 0) continue;
        changed.push_back(difference);
        changed.back().area = key.first;
        changed.back().rule = key.second;
    }
    return changed;
}

} // namespace jingzhun::check
