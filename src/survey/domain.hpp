// The rows that one estimate looks at, and the totals everything else is made of.
#pragma once

#include "survey/design.hpp"
#include "survey/linear.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace jingzhun::survey {

struct Domain {
    Design const *design = nullptr;
    std::vector<std::uint32_t> rows; // rising; with weights above 0

    double weight(std::size_t row) const { return design->weight[row]; }
};

// Sum of weight × value over the domain; `values` by row of the sample.
Linear total(Domain const &domain, std::span<double const> values);
Linear size(Domain const &domain);
Linear mean(Domain const &domain, std::span<double const> values);

// The rows for which `inside` holds.
template <class Condition> Domain part(Domain const &domain, Condition const &inside) {
    Domain result{domain.design, {}};
    for (auto const row : domain.rows)
        if (inside(row)) result.rows.push_back(row);
    return result;
}

// The rows in rising order of value; equal values as they stand.
std::vector<std::uint32_t> sorted(Domain const &domain, std::span<double const> values);

// The value that `share` of the weight does not exceed: the smallest whose cumulative share is at
// least `share`, the mean of it and the next where the share is met exactly. Its influence is by a
// kernel estimate of the density there (Gaussian, bandwidth σ N^(-1/5)), as in Osier (2009),
// Variance estimation for complex indicators of poverty and inequality, Survey Research Methods 3.
Linear quantile(Domain const &domain, std::span<double const> values, double share);

// The share of the domain at or below a limit that is itself estimated.
Linear share_below(Domain const &domain, std::span<double const> values, Linear const &limit,
                   bool at_limit);

// Estimated densities at a point: of the domain by value, and of value × share (for totals below
// a quantile).
struct Density {
    double of_rows = 0, of_values = 0;
};
Density density(Domain const &domain, std::span<double const> values, double point);

} // namespace jingzhun::survey
