// What grievances tell of those who handle them: by the level people first went to, how many came
// again, how old the open ones are, how long a solution really took, how many are satisfied.
#pragma once

#include "work/grievance_matter.hpp"

#include <string>
#include <vector>

namespace jingzhun::work {

struct GrievanceCounts {
    std::string group; // code of the level of the first report; "" for all together
    int matters = 0, reports = 0;
    int repeated = 0; // matters reported on more than one day
    int open = 0, late = 0;
    int oldest_days = 0; // of the open ones, since the first report
    int solved = 0;
    int days_median = 0, days_longest = 0; // of the solved: first report to the closing that held
    int satisfied = 0, rated = 0;
};

// One line for each level in the pack's order, lowest first, those without matters left out; then
// one for all. `today` is the day the open ones are counted to. Late: open and past the day it was
// due; without a finding, by the kind and day of its first report.
std::vector<GrievanceCounts> count_grievances(pack::GrievanceRules const &rules,
                                              pack::Calendar const &calendar,
                                              std::vector<Matter> const &matters, base::Date today);

} // namespace jingzhun::work
