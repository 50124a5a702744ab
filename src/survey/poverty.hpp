// Measures of poverty under a line: what docs/statistics.md defines, each with its influence.
#pragma once

#include "survey/domain.hpp"

namespace jingzhun::survey {

// Under which a row is poor: one estimated line, or an amount of each row (then `amounts` is not
// empty and `line` not used).
struct Line {
    Linear line;
    std::vector<double> amounts;
    bool poor_at_line = false;

    double of(std::size_t row) const { return amounts.empty() ? line.value : amounts[row]; }
    bool poor(double value, std::size_t row) const {
        return poor_at_line ? value <= of(row) : value < of(row);
    }
};

// Foster, Greer, Thorbecke (1984): mean of ((z - x) / z)^power over the domain, 0 for who is not
// poor.
Linear fgt(Domain const &domain, std::span<double const> values, Line const &line, double power);
// P1 / P0: how far the poor are below the line on average.
Linear income_gap_ratio(Domain const &domain, std::span<double const> values, Line const &line);
// Half the squared coefficient of variation of gaps among the poor.
Linear gap_inequality(Domain const &domain, std::span<double const> values, Line const &line);
// 1 - median of the poor / line. Requires: one line.
Linear median_gap(Domain const &domain, std::span<double const> values, Line const &line);
// Watts (1968): sum of ln(z / x) over the poor with x > 0, by the whole domain.
Linear watts(Domain const &domain, std::span<double const> values, Line const &line);
// ln(z / mean of the poor), and what of the index among the poor is beyond it (Theil's L).
Linear watts_gap_ratio(Domain const &domain, std::span<double const> values, Line const &line);
Linear watts_inequality(Domain const &domain, std::span<double const> values, Line const &line);
// Sen (1976): H (I + (1 - I) G of the poor).
Linear sen(Domain const &domain, std::span<double const> values, Line const &line);
// Sen, Shorrocks, Thon: P1 (1 + G of the gaps of all).
Linear sen_shorrocks_thon(Domain const &domain, std::span<double const> values, Line const &line);

} // namespace jingzhun::survey
