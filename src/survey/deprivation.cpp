// Counting deprivations exactly, then totals.
#include "survey/deprivation.hpp"

#include <fmt/format.h>

#include <numeric>

namespace jingzhun::survey {
namespace {

constexpr std::int64_t parts_max = 1'000'000'000;

pack::Fraction weight_of(pack::EstimateItem const &item, pack::Dimension const &dimension) {
    auto const dimensions = static_cast<std::int64_t>(item.dimensions.size());
    auto const indicators = static_cast<std::int64_t>(dimension.indicators.size());
    auto const whole =
        dimension.weight.above == 0 ? pack::Fraction{1, dimensions} : dimension.weight;
    return {whole.above, whole.below * indicators};
}

bool adds_up(pack::EstimateItem const &item, std::int64_t parts) {
    std::int64_t sum = 0;
    for (auto const &dimension : item.dimensions) {
        auto const weight = weight_of(item, dimension);
        sum += parts / weight.below * weight.above * std::ssize(dimension.indicators);
    }
    return sum == parts;
}

class Counting {
  public:
    Counting(Domain const &domain, pack::EstimateItem const &item,
             std::span<std::vector<double> const> deprived)
        : domain_(domain), item_(item), deprived_(deprived), weights_(exact_weights(item)),
          scores_(domain.design->rows()) {
        for (auto const row : domain.rows)
            for (std::size_t i = 0; i < deprived.size(); ++i)
                if (deprived[i][row] != 0) scores_[row] += weights_.of_indicator[i];
    }

    void headcounts(std::vector<Deprivation> &results) const {
        std::size_t at = 0;
        for (auto const &dimension : item_.dimensions)
            for (auto const &indicator : dimension.indicators)
                results.push_back(
                    {"headcount", indicator.name, "", mean(domain_, deprived_[at++])});
    }

    void at_cutoff(pack::Fraction cutoff, std::vector<Deprivation> &results) const {
        auto const name = fmt::format("{}/{}", cutoff.above, cutoff.below);
        std::vector<double> poor(scores_.size()), intensity(scores_.size());
        for (auto const row : domain_.rows) {
            if (scores_[row] * cutoff.below < cutoff.above * weights_.all) continue;
            poor[row] = 1;
            intensity[row] = static_cast<double>(scores_[row]) / static_cast<double>(weights_.all);
        }
        auto const headcount = mean(domain_, poor), adjusted = mean(domain_, intensity);
        results.push_back({"H", "", name, headcount});
        results.push_back({"A", "", name, adjusted / headcount});
        results.push_back({"M0", "", name, adjusted});
        censored(name, poor, adjusted, results);
    }

  private:
    void censored(std::string const &cutoff, std::vector<double> const &poor,
                  Linear const &adjusted, std::vector<Deprivation> &results) const {
        std::size_t at = 0;
        for (auto const &dimension : item_.dimensions) {
            Linear together;
            for (auto const &indicator : dimension.indicators) {
                auto both = poor;
                for (auto const row : domain_.rows) both[row] *= deprived_[at][row];
                auto const headcount = mean(domain_, both);
                auto const weight = static_cast<double>(weights_.of_indicator[at]) /
                                    static_cast<double>(weights_.all);
                auto const share = weight * headcount / adjusted;
                results.push_back({"censored_headcount", indicator.name, cutoff, headcount});
                results.push_back({"contribution", indicator.name, cutoff, share});
                together = together + share;
                ++at;
            }
            results.push_back({"contribution", dimension.name, cutoff, together});
        }
    }

    Domain const &domain_;
    pack::EstimateItem const &item_;
    std::span<std::vector<double> const> deprived_;
    Weights weights_;
    std::vector<std::int64_t> scores_;
};

} // namespace

Weights exact_weights(pack::EstimateItem const &item) {
    std::int64_t parts = 1;
    for (auto const &dimension : item.dimensions) {
        parts = std::lcm(parts, weight_of(item, dimension).below);
        if (parts <= 0 || parts > parts_max)
            throw base::Error("estimate_weights_fine", {}, item.place);
    }
    if (!adds_up(item, parts)) throw base::Error("estimate_weights_sum", {}, item.place);
    Weights weights;
    weights.all = parts;
    for (auto const &dimension : item.dimensions) {
        auto const weight = weight_of(item, dimension);
        weights.of_indicator.insert(weights.of_indicator.end(), dimension.indicators.size(),
                                    parts / weight.below * weight.above);
    }
    return weights;
}

std::vector<Deprivation> alkire_foster(Domain const &domain, pack::EstimateItem const &item,
                                       std::span<std::vector<double> const> deprived) {
    std::vector<Deprivation> results;
    Counting const counting(domain, item, deprived);
    counting.headcounts(results);
    for (auto const cutoff : item.cutoffs) counting.at_cutoff(cutoff, results);
    return results;
}

} // namespace jingzhun::survey
