// Multidimensional poverty after Alkire and Foster (2011): who is deprived in at least a share of
// weighted indicators is poor.
//
// Weights and cutoffs are exact: two indicators of 1/6 reach a cutoff of 1/3.
#pragma once

#include "pack/estimate_plan.hpp"
#include "survey/domain.hpp"

#include <span>
#include <string>
#include <vector>

namespace jingzhun::survey {

struct Deprivation {
    std::string measure; // "H", "A", "M0", "headcount", "censored_headcount", "contribution"
    std::string of;      // the indicator or dimension; empty for H, A, M0
    std::string cutoff;  // "33/100"; empty for headcounts, which have none
    Linear value;
};

// Weights of indicators in whole units of one common part, in the order of dimensions.
struct Weights {
    std::vector<std::int64_t> of_indicator;
    std::int64_t all = 0; // their sum
};
// Throws Error "estimate_weights_sum" where dimensions do not add up to 1, "estimate_weights_fine"
// where the common part grows beyond what can be counted.
Weights exact_weights(pack::EstimateItem const &item);

// `deprived`: by indicator, in that order, 0 or 1 by row of the sample.
std::vector<Deprivation> alkire_foster(Domain const &domain, pack::EstimateItem const &item,
                                       std::span<std::vector<double> const> deprived);

} // namespace jingzhun::survey
