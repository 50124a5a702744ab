// Totals, quantiles and densities of a domain.
#include "survey/domain.hpp"

#include "survey/sum.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace jingzhun::survey {

Linear total(Domain const &domain, std::span<double const> values) {
    Linear result{0, std::vector<double>(domain.design->rows())};
    Sum sum;
    for (auto const row : domain.rows) {
        sum.add(domain.weight(row) * values[row]);
        result.influence[row] = values[row];
    }
    result.value = sum.value();
    return result;
}

Linear size(Domain const &domain) {
    Linear result{0, std::vector<double>(domain.design->rows())};
    Sum sum;
    for (auto const row : domain.rows) {
        sum.add(domain.weight(row));
        result.influence[row] = 1;
    }
    result.value = sum.value();
    return result;
}

Linear mean(Domain const &domain, std::span<double const> values) {
    return total(domain, values) / size(domain);
}

std::vector<std::uint32_t> sorted(Domain const &domain, std::span<double const> values) {
    auto rows = domain.rows;
    std::ranges::stable_sort(rows, [&](auto a, auto b) { return values[a] < values[b]; });
    return rows;
}

namespace {

double quantile_value(Domain const &domain, std::span<double const> values, double share) {
    auto const rows = sorted(domain, values);
    auto const whole = size(domain).value;
    Sum below;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        below.add(domain.weight(rows[i]));
        auto const over = below.value() - share * whole;
        auto const met = std::abs(over) <= 1e-12 * whole;
        if (met && i + 1 < rows.size()) return (values[rows[i]] + values[rows[i + 1]]) / 2;
        if (met || over > 0) return values[rows[i]];
    }
    return std::nan("");
}

// Of the whole domain, so that densities at different points go together.
double bandwidth(Domain const &domain, std::span<double const> values, double whole) {
    auto const middle = total(domain, values).value / whole;
    Sum squares;
    for (auto const row : domain.rows) {
        auto const off = values[row] - middle;
        squares.add(domain.weight(row) * off * off);
    }
    return std::sqrt(squares.value() / whole) / std::pow(whole, 0.2);
}

} // namespace

Density density(Domain const &domain, std::span<double const> values, double point) {
    auto const whole = size(domain).value;
    auto const width = bandwidth(domain, values, whole);
    Sum rows, weighted;
    for (auto const row : domain.rows) {
        auto const off = (point - values[row]) / width;
        auto const height =
            domain.weight(row) * std::exp(-off * off / 2) / std::sqrt(2 * std::numbers::pi);
        rows.add(height);
        weighted.add(height * values[row]);
    }
    return {rows.value() / (whole * width), weighted.value() / width};
}

Linear quantile(Domain const &domain, std::span<double const> values, double share) {
    auto const value = quantile_value(domain, values, share);
    Linear result{value, std::vector<double>(domain.design->rows())};
    auto const slope = size(domain).value * density(domain, values, value).of_rows;
    for (auto const row : domain.rows)
        result.influence[row] = (share - (values[row] <= value ? 1 : 0)) / slope;
    return result;
}

Linear share_below(Domain const &domain, std::span<double const> values, Linear const &limit,
                   bool at_limit) {
    std::vector<double> below(domain.design->rows());
    for (auto const row : domain.rows)
        below[row] = at_limit ? values[row] <= limit.value : values[row] < limit.value;
    auto const share = mean(domain, below);
    if (limit.influence.empty()) return share;
    return chain(share.value, share, 1, limit, density(domain, values, limit.value).of_rows);
}

} // namespace jingzhun::survey
