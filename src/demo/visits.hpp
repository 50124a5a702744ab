// Visits as the quota of each post wants them, with lapses now and then.
//
// Quotas are met or missed by planning; whether they were is counted from the visits afterwards.
#pragma once

#include "demo/random.hpp"
#include "demo/world.hpp"

#include <span>
#include <string>

namespace jingzhun::demo {

// Adds the official's visits from 2020-10-01 to 2020-12-31 to these villages.
// Requires: at least one village.
void go_round(Random &random, Official &official, std::span<std::string const> villages);

// A visit to the village on the first day of the ledger.
Visit first_visit(std::string const &village);

} // namespace jingzhun::demo
