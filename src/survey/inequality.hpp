// Measures of inequality: what docs/statistics.md defines, each with its influence.
#pragma once

#include "survey/domain.hpp"

namespace jingzhun::survey {

// Three that differ where the sample is small.
enum class GiniForm {
    pairs,          // mean difference of all pairs, a row with itself too: by n
    distinct_pairs, // of pairs of different rows: by n - 1
    ranks,          // by cumulative weights, the row's own whole (convey)
};
Linear gini(Domain const &domain, std::span<double const> values, GiniForm form);
// Half the mean distance from the mean, relative to it (Hoover, Robin Hood).
Linear hoover(Domain const &domain, std::span<double const> values);
// Standard deviation (by n) relative to the mean.
Linear variation(Domain const &domain, std::span<double const> values);
// Requires: aversion > 0; values of at least 0, and above 0 for an aversion of 1 or more.
Linear atkinson(Domain const &domain, std::span<double const> values, double aversion);
// Generalised entropy: 0 Theil's L (mean log deviation), 1 Theil's T. Requires values of at least
// 0, and above 0 for parameters up to 0.
Linear entropy(Domain const &domain, std::span<double const> values, double parameter);
// What of the entropy lies within groups and what between them.
struct Decomposed {
    Linear within, between;
};
Decomposed decompose_entropy(Domain const &domain, std::span<double const> values, double parameter,
                             std::span<std::int32_t const> groups);
// The share of everything that the poorest `share` have, interpolated between rows.
Linear lorenz(Domain const &domain, std::span<double const> values, double share);
// What the richest fifth have to what the poorest fifth have.
Linear quintile_ratio(Domain const &domain, std::span<double const> values);

} // namespace jingzhun::survey
