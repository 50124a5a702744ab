// Poverty as arithmetic on totals.
#include "survey/poverty.hpp"

#include "survey/inequality.hpp"
#include "survey/sum.hpp"

#include <cmath>

namespace jingzhun::survey {
namespace {

Domain poor_part(Domain const &domain, std::span<double const> values, Line const &line) {
    return part(domain, [&](auto row) { return line.poor(values[row], row); });
}

// The relative gap of each row, 0 for who is not poor.
std::vector<double> gaps(Domain const &domain, std::span<double const> values, Line const &line) {
    std::vector<double> result(domain.design->rows());
    for (auto const row : domain.rows)
        if (line.poor(values[row], row)) result[row] = (line.of(row) - values[row]) / line.of(row);
    return result;
}

// How fast the mean of gap^power grows with the line.
double growth(Domain const &domain, std::span<double const> values, Line const &line,
              double exponent) {
    if (exponent == 0) return density(domain, values, line.line.value).of_rows;
    auto const z = line.line.value;
    Sum sum;
    for (auto const row : domain.rows) {
        if (!line.poor(values[row], row)) continue;
        auto const rest = std::pow((z - values[row]) / z, exponent - 1);
        sum.add(domain.weight(row) * exponent * rest * values[row] / (z * z));
    }
    return sum.value() / size(domain).value;
}

// With what the line's own estimate adds.
Linear with_line(Linear const &statistic, Line const &line, double slope) {
    if (line.line.influence.empty()) return statistic;
    return chain(statistic.value, statistic, 1, line.line, slope);
}

} // namespace

Linear fgt(Domain const &domain, std::span<double const> values, Line const &line,
           double exponent) {
    auto terms = gaps(domain, values, line);
    for (auto const row : domain.rows)
        terms[row] = line.poor(values[row], row) ? std::pow(terms[row], exponent) : 0;
    auto const result = mean(domain, terms);
    if (line.line.influence.empty()) return result;
    return with_line(result, line, growth(domain, values, line, exponent));
}

Linear income_gap_ratio(Domain const &domain, std::span<double const> values, Line const &line) {
    return fgt(domain, values, line, 1) / fgt(domain, values, line, 0);
}

Linear gap_inequality(Domain const &domain, std::span<double const> values, Line const &line) {
    auto const ratio = income_gap_ratio(domain, values, line);
    auto const severity = fgt(domain, values, line, 2) / fgt(domain, values, line, 0);
    return 0.5 * (severity / (ratio * ratio) - 1);
}

Linear median_gap(Domain const &domain, std::span<double const> values, Line const &line) {
    auto const headcount = share_below(domain, values, line.line, line.poor_at_line);
    auto const poor = poor_part(domain, values, line);
    auto const middle = quantile(poor, values, 0.5);
    // The median of the poor is where the distribution of all reaches half the headcount.
    std::vector<double> below(domain.design->rows());
    for (auto const row : domain.rows) below[row] = values[row] <= middle.value ? 1 : 0;
    auto const whole = size(domain);
    auto const reached = total(domain, below) - (headcount.value / 2) * whole;
    auto const slope = density(domain, values, middle.value).of_rows;
    auto const median =
        chain(middle.value, headcount, 0.5 / slope, reached, -1 / (slope * whole.value));
    return 1 - median / line.line;
}

Linear watts(Domain const &domain, std::span<double const> values, Line const &line) {
    std::vector<double> logs(domain.design->rows());
    double poor = 0;
    for (auto const row : domain.rows) {
        if (!line.poor(values[row], row) || values[row] <= 0) continue;
        logs[row] = std::log(line.of(row) / values[row]);
        poor += domain.weight(row);
    }
    auto const result = mean(domain, logs);
    if (line.line.influence.empty()) return result;
    return with_line(result, line, poor / size(domain).value / line.line.value);
}

Linear watts_gap_ratio(Domain const &domain, std::span<double const> values, Line const &line) {
    return -1.0 * log(1 - income_gap_ratio(domain, values, line));
}

Linear watts_inequality(Domain const &domain, std::span<double const> values, Line const &line) {
    return watts(domain, values, line) / fgt(domain, values, line, 0) -
           watts_gap_ratio(domain, values, line);
}

Linear sen(Domain const &domain, std::span<double const> values, Line const &line) {
    auto const headcount = fgt(domain, values, line, 0);
    auto const gap = fgt(domain, values, line, 1);
    auto const poor = poor_part(domain, values, line);
    if (poor.rows.empty()) return gap;
    auto const inequality = gini(poor, values, GiniForm::pairs);
    return gap + (headcount - gap) * inequality;
}

Linear sen_shorrocks_thon(Domain const &domain, std::span<double const> values, Line const &line) {
    auto const gap = fgt(domain, values, line, 1);
    if (gap.value == 0) return gap;
    auto const inequality = gini(domain, gaps(domain, values, line), GiniForm::pairs);
    return gap * (constant(1) + inequality);
}

} // namespace jingzhun::survey
