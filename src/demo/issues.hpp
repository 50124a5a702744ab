// The ledger of problems found at inspections, some closed although they still stand.
#pragma once

#include "demo/plants.hpp"
#include "demo/truth.hpp"

#include <cstdint>
#include <vector>

namespace jingzhun::demo {

// Enters problems of the county one after the other; their numbers run on.
class IssueLedger {
  public:
    // Enters problems of the household, given what is true of it; returns the false closures.
    std::vector<Finding> enter(Random &random, Household &household,
                               std::vector<Finding> const &truth);

  private:
    Issue &add(Random &random, Household &household, Word rule);
    std::int64_t number_ = 0;
    int turn_ = 0;
};

} // namespace jingzhun::demo
