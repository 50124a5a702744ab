// What plans of estimates and statistics of packs have in common. Inside this folder only.
#pragma once

#include "pack/estimate_plan.hpp"
#include "pack/table_reader.hpp"

namespace jingzhun::pack {

// `statistic` and the keys that go with it: value, per, line, poor, power, share, aversion, form,
// groups, dimension, cutoff.
void read_measured(EstimateItem &item, TableReader &reader, Faults &faults);

} // namespace jingzhun::pack
