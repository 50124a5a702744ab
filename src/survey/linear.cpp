// The chain rule for statistics that are made of others.
#include "survey/linear.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::survey {
namespace {

void add_scaled(std::vector<double> &into, std::vector<double> const &influence, double factor) {
    if (influence.empty()) return;
    if (into.empty()) into.resize(influence.size());
    for (std::size_t i = 0; i < into.size(); ++i) into[i] += factor * influence[i];
}

} // namespace

Linear chain(double value, Linear const &a, double by_a) {
    Linear result{value, {}};
    add_scaled(result.influence, a.influence, by_a);
    return result;
}

Linear chain(double value, Linear const &a, double by_a, Linear const &b, double by_b) {
    auto result = chain(value, a, by_a);
    add_scaled(result.influence, b.influence, by_b);
    return result;
}

Linear operator+(Linear const &a, Linear const &b) { return chain(a.value + b.value, a, 1, b, 1); }
Linear operator-(Linear const &a, Linear const &b) { return chain(a.value - b.value, a, 1, b, -1); }
Linear operator*(Linear const &a, Linear const &b) {
    return chain(a.value * b.value, a, b.value, b, a.value);
}
Linear operator/(Linear const &a, Linear const &b) {
    auto const quotient = a.value / b.value;
    return chain(quotient, a, 1 / b.value, b, -quotient / b.value);
}
Linear operator*(double factor, Linear const &a) { return chain(factor * a.value, a, factor); }
Linear operator-(double value, Linear const &a) { return chain(value - a.value, a, -1); }
Linear operator-(Linear const &a, double value) { return chain(a.value - value, a, 1); }
Linear log(Linear const &a) { return chain(std::log(a.value), a, 1 / a.value); }
Linear exp(Linear const &a) {
    auto const value = std::exp(a.value);
    return chain(value, a, value);
}
Linear power(Linear const &a, double exponent) {
    return chain(std::pow(a.value, exponent), a, exponent * std::pow(a.value, exponent - 1));
}

} // namespace jingzhun::survey
