// Distributions by Boost.Math.
#include "survey/distribution.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace jingzhun::survey {

double normal_quantile(double probability) {
    return boost::math::quantile(boost::math::normal_distribution<>(), probability);
}

double t_quantile(double probability, double degrees) {
    return boost::math::quantile(boost::math::students_t_distribution<>(degrees), probability);
}

double beta_quantile(double probability, double a, double b) {
    return boost::math::quantile(boost::math::beta_distribution<>(a, b), probability);
}

} // namespace jingzhun::survey
