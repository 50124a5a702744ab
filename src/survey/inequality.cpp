// Inequality as arithmetic on totals.
#include "survey/inequality.hpp"

#include "survey/sum.hpp"

#include <cmath>
#include <map>

namespace jingzhun::survey {
namespace {

template <class Function>
std::vector<double> mapped(Domain const &domain, std::span<double const> values,
                           Function const &function) {
    std::vector<double> result(domain.design->rows());
    for (auto const row : domain.rows) result[row] = function(values[row]);
    return result;
}

// Sum of weight × value × weight of all rows up to this one, in rising order.
Linear ranked_total(Domain const &domain, std::span<double const> values) {
    auto const rows = sorted(domain, values);
    Linear result{0, std::vector<double>(domain.design->rows())};
    Sum rank, sum, above;
    for (auto const row : rows) {
        rank.add(domain.weight(row));
        sum.add(domain.weight(row) * values[row] * rank.value());
        result.influence[row] = values[row] * rank.value();
    }
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        above.add(domain.weight(*row) * values[*row]);
        result.influence[*row] += above.value();
    }
    result.value = sum.value();
    return result;
}

// Sum of weight² × value: each row's pair with itself.
Linear own_total(Domain const &domain, std::span<double const> values) {
    Linear result{0, std::vector<double>(domain.design->rows())};
    Sum sum;
    for (auto const row : domain.rows) {
        auto const weighted = domain.weight(row) * values[row];
        sum.add(domain.weight(row) * weighted);
        result.influence[row] = 2 * weighted;
    }
    result.value = sum.value();
    return result;
}

} // namespace

Linear gini(Domain const &domain, std::span<double const> values, GiniForm form) {
    auto const whole = size(domain), all = total(domain, values);
    auto const ranked = 2 * ranked_total(domain, values);
    if (form == GiniForm::ranks) return (ranked - all) / (whole * all) - 1;
    auto const by_pairs = (ranked - own_total(domain, values)) / (whole * all) - 1;
    if (form == GiniForm::pairs) return by_pairs;
    auto const count = static_cast<double>(domain.rows.size());
    return count / (count - 1) * by_pairs;
}

Linear hoover(Domain const &domain, std::span<double const> values) {
    auto const middle = mean(domain, values);
    auto const distances =
        total(domain, mapped(domain, values, [&](double x) { return std::abs(x - middle.value); }));
    auto const slope = total(domain, mapped(domain, values, [&](double x) {
                                 return x < middle.value ? 1.0 : (x > middle.value ? -1.0 : 0.0);
                             }));
    auto const moved = chain(distances.value, distances, 1, middle, slope.value);
    return 0.5 * (moved / total(domain, values));
}

Linear variation(Domain const &domain, std::span<double const> values) {
    auto const middle = mean(domain, values);
    auto const squares = mean(domain, mapped(domain, values, [&](double x) {
                                  return (x - middle.value) * (x - middle.value);
                              }));
    return power(squares, 0.5) / middle;
}

Linear atkinson(Domain const &domain, std::span<double const> values, double aversion) {
    auto const middle = mean(domain, values);
    if (aversion == 1) {
        auto const logs =
            mean(domain, mapped(domain, values, [](double x) { return std::log(x); }));
        return 1 - exp(logs) / middle;
    }
    auto const powers =
        mean(domain, mapped(domain, values, [&](double x) { return std::pow(x, 1 - aversion); }));
    return 1 - power(powers, 1 / (1 - aversion)) / middle;
}

Linear entropy(Domain const &domain, std::span<double const> values, double parameter) {
    auto const middle = mean(domain, values);
    if (parameter == 0)
        return log(middle) -
               mean(domain, mapped(domain, values, [](double x) { return std::log(x); }));
    if (parameter == 1) {
        auto const logs = total(domain, mapped(domain, values, [](double x) {
                                    return x == 0 ? 0 : x * std::log(x); // the limit
                                }));
        return logs / total(domain, values) - log(middle);
    }
    auto const powers =
        mean(domain, mapped(domain, values, [&](double x) { return std::pow(x, parameter); }));
    return 1 / (parameter * parameter - parameter) * (powers / power(middle, parameter) - 1);
}

Decomposed decompose_entropy(Domain const &domain, std::span<double const> values, double parameter,
                             std::span<std::int32_t const> groups) {
    std::map<std::int32_t, Domain> parts;
    for (auto const row : domain.rows) {
        auto &group = parts[groups[row]];
        group.design = domain.design;
        group.rows.push_back(row);
    }
    auto const whole = size(domain), all = total(domain, values);
    Linear within;
    for (auto const &[group, rows] : parts) {
        auto const heads = size(rows) / whole, amounts = total(rows, values) / all;
        auto const weight = power(heads, 1 - parameter) * power(amounts, parameter);
        within = within + weight * entropy(rows, values, parameter);
    }
    return {within, entropy(domain, values, parameter) - within};
}

Linear lorenz(Domain const &domain, std::span<double const> values, double share) {
    auto const whole = size(domain).value, all = total(domain, values).value;
    Sum below, amount;
    double value = 1, limit = 0;
    for (auto const row : sorted(domain, values)) {
        limit = values[row];
        auto const before = below.value();
        below.add(domain.weight(row));
        if (below.value() >= share * whole) {
            amount.add((share * whole - before) * values[row]);
            value = amount.value() / all;
            break;
        }
        amount.add(domain.weight(row) * values[row]);
    }
    Linear result{value, std::vector<double>(domain.design->rows())};
    for (auto const row : domain.rows)
        result.influence[row] =
            (std::min(values[row] - limit, 0.0) + share * limit - value * values[row]) / all;
    return result;
}

namespace {

Linear total_up_to(Domain const &domain, std::span<double const> values, Linear const &limit) {
    auto const low = part(domain, [&](auto row) { return values[row] <= limit.value; });
    auto const sum = total(low, values);
    return chain(sum.value, sum, 1, limit, density(domain, values, limit.value).of_values);
}

} // namespace

Linear quintile_ratio(Domain const &domain, std::span<double const> values) {
    auto const low = total_up_to(domain, values, quantile(domain, values, 0.2));
    auto const high = total_up_to(domain, values, quantile(domain, values, 0.8));
    return (total(domain, values) - high) / low;
}

} // namespace jingzhun::survey
