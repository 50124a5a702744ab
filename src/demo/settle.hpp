// Settles families in a village: surnames by lineage, names, identity numbers, records.
#pragma once

#include "demo/pen.hpp"
#include "demo/plants.hpp"
#include "demo/world.hpp"

#include <string>
#include <vector>

namespace jingzhun::demo {

// The surnames of a village, the commonest first: most families belong to a few lineages.
std::vector<std::string> village_surnames(NameBook const &names, Random &random);

// Fills the household with people. A waiting traveller joins it.
// Requires: number, group and national are set.
void settle_household(Site &site, std::vector<std::string> const &surnames);

std::span<Plant const> number_plants(); // wrong, missing and odd numbers; people who stand twice

} // namespace jingzhun::demo
