// One statistic of a plan over one domain. Inside this folder only.
#pragma once

#include "survey/domain.hpp"
#include "survey/sample.hpp"

#include <optional>

namespace jingzhun::survey {

struct Measured {
    Linear value;
    bool has_variance = true;   // false: the line is estimated, and its part is not known
    std::optional<double> line; // where one holds for all
};

// `whole`: what a line for all is taken from.
Measured statistic_of(Sample const &sample, pack::EstimateItem const &item, Domain const &domain,
                      Domain const &whole);

// Values that must be 0 or 1. Throws Error "estimate_not_share".
std::vector<double> shares(Sample const &sample, pack::ExpressionPointer const &expression,
                           Domain const &domain);

// The variance to that of a simple random sample, without replacement, of as many rows; nothing for
// statistics other than totals, means and proportions, or where it would be of one row.
std::optional<double> design_effect(Sample const &sample, pack::EstimateItem const &item,
                                    Domain const &domain, double variance);

} // namespace jingzhun::survey
