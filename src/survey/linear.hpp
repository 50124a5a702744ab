// A statistic with the influence of each row on it: its derivative with respect to the row's
// weight. Arithmetic carries the influence along, so that whatever is made of totals has its
// Taylor-linearised variance (design.hpp) without more ado.
//
// Source: Deville, J.-C. (1999), Variance estimation for complex statistics and estimators,
// Survey Methodology 25.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace jingzhun::survey {

struct Linear {
    double value = 0;
    std::vector<double> influence; // one a row; empty: a constant
};

inline Linear constant(double value) { return {value, {}}; }

// f(a) and f(a, b) by the chain rule: the value and the partial derivatives.
Linear chain(double value, Linear const &a, double by_a);
Linear chain(double value, Linear const &a, double by_a, Linear const &b, double by_b);

Linear operator+(Linear const &a, Linear const &b);
Linear operator-(Linear const &a, Linear const &b);
Linear operator*(Linear const &a, Linear const &b);
Linear operator/(Linear const &a, Linear const &b);
Linear operator*(double factor, Linear const &a);
Linear operator-(double value, Linear const &a);
Linear operator-(Linear const &a, double value);
Linear log(Linear const &a);
Linear exp(Linear const &a);
Linear power(Linear const &a, double exponent); // a > 0, or any a with exponent 1 or 2

} // namespace jingzhun::survey
