// A statistic of a pack: a figure by area over the records of a register, with the definition that
// is meant stated beside it.
//
//   [statistic.headcount]
//   title      = { zh = "贫困发生率（人）", en = "Headcount ratio, persons" }
//   definition = { zh = "…", en = "…" }       # base, comparison, weight: what is meant
//   unit       = "%"                          # shares in "%" are shown times 100
//   source     = "…"
//   on         = "household"
//   when       = "registered"                 # whom it looks at; all where it is missing
//   statistic  = "fgt"                        # and its keys, as in a plan of estimates
//   value      = "net_income_per_head"
//   weight     = "size"                       # 1 where it is missing
//   line       = "line('exit', as_of)"
//   poor       = "below"
//   power      = 0
//   across     = ["poverty_status"]           # also by these: expressions of codes, texts,
//   conditions years      = 5                            # also at the ends of the years before # a
//   ratio may have its denominator in another register: per_on     = "village" per_when   = "…"
#pragma once

#include "base/error.hpp"
#include "pack/estimate_plan.hpp"
#include "pack/title.hpp"

#include <string>
#include <vector>

namespace jingzhun::pack {

struct Statistic {
    std::string id;
    Title title, definition;
    std::string unit, source;
    std::string on;
    EstimateItem item; // `where` is the statistic's `when`
    ExpressionPointer weight;
    std::string per_on; // empty: the register itself
    ExpressionPointer per_where;
    std::vector<ExpressionPointer> across;
    int years = 0;
    base::Place place;
};

struct Pack;
// The statistics of the pack in the folder and of those it overlays. Requires: `pack` was loaded
// from it, and is sound.
std::vector<Statistic> load_statistics(std::string const &folder, Pack const &pack);

} // namespace jingzhun::pack
