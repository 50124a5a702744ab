// Confidence intervals from an estimate and its variance.
#pragma once

#include <optional>
#include <string>

namespace jingzhun::survey {

struct Interval {
    double low = 0, high = 0;
};

struct Uncertain {
    double value = 0, variance = 0;
    double degrees = 0; // of the design
    double rows = 0;    // in the sample and in the domain
    double domain_rows = 0;
};

// How: "t" and "normal" around the value; for shares also "logit", "asin" (on the scale of the arc
// sine), "beta" (Korn and Graubard 1998, with the effective number of rows) and "likelihood"
// (Rao-Scott: where the scaled deviance passes the square of t). Nothing where there is none: no
// degrees of freedom, or a share of exactly 0 or 1 for all but "beta", "t" and "normal".
std::optional<Interval> interval(Uncertain const &estimate, std::string const &how,
                                 double confidence);

} // namespace jingzhun::survey
