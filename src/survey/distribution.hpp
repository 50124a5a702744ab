// Quantiles of the distributions that intervals need. The only file that knows where they come
// from.
#pragma once

namespace jingzhun::survey {

double normal_quantile(double probability);
double t_quantile(double probability, double degrees); // degrees > 0
double beta_quantile(double probability, double a, double b);

} // namespace jingzhun::survey
