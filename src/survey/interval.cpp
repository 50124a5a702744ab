// Intervals on the scales that shares are judged on.
#include "survey/interval.hpp"

#include "survey/distribution.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::survey {
namespace {

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

Interval logit(Uncertain const &estimate, double width) {
    auto const p = estimate.value;
    auto const middle = std::log(p / (1 - p));
    auto const half = width * std::sqrt(estimate.variance) / (p * (1 - p));
    return {logistic(middle - half), logistic(middle + half)};
}

Interval arc_sine(Uncertain const &estimate, double width) {
    auto const p = estimate.value;
    auto const middle = std::asin(std::sqrt(p));
    auto const half = width * std::sqrt(estimate.variance) / (2 * std::sqrt(p * (1 - p)));
    auto const low = std::max(middle - half, 0.0);
    auto const high = std::min(middle + half, std::acos(0.0));
    return {std::sin(low) * std::sin(low), std::sin(high) * std::sin(high)};
}

Interval korn_graubard(Uncertain const &estimate, double confidence) {
    auto const p = estimate.value, tail = (1 - confidence) / 2;
    auto rows = estimate.domain_rows;
    if (estimate.variance > 0) {
        auto const ratio = t_quantile(tail, estimate.rows - 1) / t_quantile(tail, estimate.degrees);
        rows = p * (1 - p) / estimate.variance * ratio * ratio;
    }
    return {p <= 0 ? 0 : beta_quantile(tail, rows * p, rows * (1 - p) + 1),
            p >= 1 ? 1 : beta_quantile(1 - tail, rows * p + 1, rows * (1 - p))};
}

// Where the deviance, scaled by the design effect and a dispersion estimated over n - 1, is `width`
// squared: by halving.
double edge(Uncertain const &estimate, double width, bool is_low) {
    auto const p = estimate.value;
    auto const rows = estimate.domain_rows;
    auto const effect = estimate.variance * rows / (p * (1 - p)) * rows / (rows - 1);
    auto const deviance = [&](double x) {
        return 2 * rows * (p * std::log(p / x) + (1 - p) * std::log((1 - p) / (1 - x))) / effect;
    };
    double inside = p, outside = is_low ? 0 : 1;
    for (int i = 0; i < 200; ++i) {
        auto const middle = (inside + outside) / 2;
        (deviance(middle) < width * width ? inside : outside) = middle;
    }
    return (inside + outside) / 2;
}

} // namespace

std::optional<Interval> interval(Uncertain const &estimate, std::string const &how,
                                 double confidence) {
    auto const upper = 1 - (1 - confidence) / 2;
    if (how == "normal") {
        auto const half = normal_quantile(upper) * std::sqrt(estimate.variance);
        return Interval{estimate.value - half, estimate.value + half};
    }
    if (estimate.degrees <= 0) return std::nullopt;
    auto const width = t_quantile(upper, estimate.degrees);
    auto const half = width * std::sqrt(estimate.variance);
    if (how == "t") return Interval{estimate.value - half, estimate.value + half};
    auto const inside = estimate.value > 0 && estimate.value < 1;
    if (how == "beta") {
        if (estimate.value < 0 || estimate.value > 1) return std::nullopt;
        return korn_graubard(estimate, confidence);
    }
    if (!inside) return std::nullopt;
    if (how == "asin") return arc_sine(estimate, width);
    if (how == "likelihood" && estimate.variance > 0 && estimate.domain_rows > 1)
        return Interval{edge(estimate, width, true), edge(estimate, width, false)};
    return logit(estimate, width);
}

} // namespace jingzhun::survey
