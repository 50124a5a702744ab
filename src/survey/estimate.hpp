// Estimates from a sample: each of the plan's, for the whole and for each of its domains, with
// standard error (Taylor linearisation), interval and design effect.
//
// Complete cases only: a row of which something is not known is left out of the estimate, and
// counted.
#pragma once

#include "survey/interval.hpp"
#include "survey/sample.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jingzhun::survey {

struct Estimate {
    std::string name, statistic;
    std::string measure, of, cutoff;                         // of alkire_foster (deprivation.hpp)
    std::vector<std::pair<std::string, std::string>> domain; // column and value; none: the whole
    std::optional<double> value;                             // none where there is nobody
    std::optional<double> standard_error;
    std::optional<Interval> interval;
    std::optional<double> design_effect; // of totals, means and proportions
    std::optional<double> line;          // where one line holds for all
    std::size_t rows = 0;                // in the domain
    std::size_t left_out = 0;            // not known
    double population = 0;               // sum of their weights
};

// Throws Error with the place of the row: "estimate_single_unit", "estimate_line_bad",
// "estimate_not_share", "estimate_not_positive", "estimate_lines_differ".
std::vector<Estimate> estimate_all(Sample const &sample, pack::EstimatePlan const &plan);

} // namespace jingzhun::survey
