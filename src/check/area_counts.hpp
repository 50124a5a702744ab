// Answers of a rule counted by area, against what they were. Not for others.
#pragma once

#include "check/what_if.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace jingzhun::check {

// The areas that rows of a table lie in, cut to some digits.
struct Places {
    std::vector<std::uint32_t> of_row; // index of codes
    std::vector<std::string> codes;
};
Places places_of(Snapshot const &snapshot, std::size_t table, int digits);

// By area and rule, in that order. Several periods of one rule add up.
using Differences = std::map<std::pair<std::string, std::string>, AreaDifference>;
void count_differences(RuleResult const &before, RuleResult const &after, Places const &places,
                       Differences &differences);
// Those where something differs, complete.
std::vector<AreaDifference> take_changed(Differences const &differences);

} // namespace jingzhun::check
