// The work: officials, whom they help, where they go, what is done and watched.
#pragma once

#include "demo/pen.hpp"
#include "demo/plants.hpp"
#include "demo/world.hpp"

#include <string>
#include <vector>

namespace jingzhun::demo {

// The first day of the visit ledger; it ends on `as_of`.
inline constexpr base::Date ledger_from{18536}; // 2020-10-01

struct Place {
    std::string code, name, township_code, township;
};

// Leaders of county, units and townships, with their visits.
std::vector<Official> county_officials(Pen &pen, Random &random, std::vector<Place> const &villages,
                                       std::string const &county);
// Secretary, cadres and helpers of the village, without visits yet; pairs the helpers with
// households. `ordinal` of the village in the county: every third has a township cadre.
void appoint_officials(Pen &pen, Random &random, Village &village, std::int64_t ordinal);
// Measures and monitoring of an ordinary household.
void help_household(Site &site);
// The visits of the village's officials.
void visit_village(Random &random, Village &village);

// A visit by somebody without a quota, so that it moves no count.
void visit_once(Site &site, base::Date on);

} // namespace jingzhun::demo
