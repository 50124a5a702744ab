// How a sample was drawn, and what follows for the variance of what is estimated from it.
//
// Strata hold first-stage units (clusters), clusters hold rows; what was drawn within a cluster
// needs no more to be known (ultimate clusters). Domains are parts of the rows with influence 0
// elsewhere: a domain's estimate is not the estimate of a subset.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::survey {

// What a stratum with a single unit, from which no variance can be told, adds to it.
enum class SingleUnit {
    refuse,    // Error "estimate_single_unit"
    certainty, // nothing: the unit was sure to be drawn
    centre,    // its square around the mean of all units' totals
};

struct Stratum {
    std::string name;
    std::uint32_t clusters = 0;
    double drawn = 0;    // the fraction of its units; 0: with replacement
    std::size_t row = 0; // a row of it, for messages
};

struct Design {
    std::vector<double> weight;            // by row, at least 0
    std::vector<std::uint32_t> cluster;    // by row
    std::vector<std::uint32_t> stratum_of; // by cluster
    std::vector<Stratum> strata;
    SingleUnit single_unit = SingleUnit::refuse;

    std::size_t rows() const { return weight.size(); }
    // Clusters less strata.
    double degrees() const;
};

// Of a statistic, from the influence of each row on it. Requires: one a row.
double variance(Design const &design, std::span<double const> influence);

} // namespace jingzhun::survey
