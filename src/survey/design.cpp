// The variance between the first-stage units of each stratum.
#include "survey/design.hpp"

#include "base/error.hpp"
#include "survey/sum.hpp"

#include <cassert>

namespace jingzhun::survey {

double Design::degrees() const {
    return static_cast<double>(stratum_of.size()) - static_cast<double>(strata.size());
}

double variance(Design const &design, std::span<double const> influence) {
    assert(influence.size() == design.rows());
    std::vector<Sum> totals(design.stratum_of.size());
    for (std::size_t row = 0; row < influence.size(); ++row)
        totals[design.cluster[row]].add(design.weight[row] * influence[row]);
    std::vector<Sum> of_stratum(design.strata.size()), squares(design.strata.size());
    Sum all;
    for (std::size_t cluster = 0; cluster < totals.size(); ++cluster) {
        of_stratum[design.stratum_of[cluster]].add(totals[cluster].value());
        all.add(totals[cluster].value());
    }
    for (std::size_t cluster = 0; cluster < totals.size(); ++cluster) {
        auto const stratum = design.stratum_of[cluster];
        auto const count = design.strata[stratum].clusters;
        auto const mean = count > 1 ? of_stratum[stratum].value() / count
                                    : all.value() / static_cast<double>(totals.size());
        auto const off = totals[cluster].value() - mean;
        squares[stratum].add(off * off);
    }
    Sum result;
    for (std::size_t i = 0; i < design.strata.size(); ++i) {
        auto const &stratum = design.strata[i];
        double const units = stratum.clusters;
        if (stratum.clusters > 1)
            result.add((1 - stratum.drawn) * units / (units - 1) * squares[i].value());
        else if (design.single_unit == SingleUnit::centre)
            result.add((1 - stratum.drawn) * squares[i].value());
        else if (design.single_unit == SingleUnit::refuse && stratum.drawn < 1)
            throw base::Error("estimate_single_unit",
                              {{"stratum", stratum.name}, {"row", std::to_string(stratum.row)}});
    }
    return result.value();
}

} // namespace jingzhun::survey
