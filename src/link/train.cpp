// Expectation maximisation over patterns.
#include "link/train.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::link {
namespace {

constexpr int rounds_most = 200;
constexpr double settled = 1e-6; // the largest change of an m that is none
// Records that must hold a level before it is believed: keeps a rare level from being certain.
constexpr double prior_records = 0.5;
// u is never thought to be less than this part of what random pairs show.
constexpr double least_part = 0.01;

std::size_t outcomes(Comparison const &comparison) { return comparison.levels.size() + 2; }

std::optional<double> given_m(Comparison const &comparison, std::size_t outcome) {
    if (outcome == comparison.levels.size() + 1) return comparison.m_else;
    return comparison.levels[outcome - 1].m;
}

class Estimate {
  public:
    Estimate(Model const &model, Parameters const &guessed, PatternCounts const &counts, double all)
        : model_(model), random_(guessed.u), now_(guessed), counts_(counts.sorted()), all_(all) {}

    Parameters run() {
        if (counts_.empty()) return now_;
        for (now_.rounds = 1; now_.rounds < rounds_most; ++now_.rounds)
            if (step() < settled) break;
        return now_;
    }

  private:
    // log2 of m / u by comparison and outcome.
    std::vector<std::vector<double>> weights() const {
        auto weights = now_.m;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            weights[i][0] = 0;
            for (std::size_t k = 1; k < weights[i].size(); ++k)
                weights[i][k] = std::log2(now_.m[i][k] / now_.u[i][k]);
        }
        return weights;
    }

    double step() {
        auto const weight = weights();
        auto const prior = std::log2(now_.share / (1 - now_.share));
        auto sums = now_.m;
        for (auto &sum : sums) std::ranges::fill(sum, 0);
        double matches = 0;
        for (auto const &[pattern, count] : counts_) {
            auto score = prior;
            for (std::size_t i = 0; i < weight.size(); ++i)
                score += weight[i][outcome_of(pattern, i)];
            score += adjusted(model_, pattern);
            auto const expected = static_cast<double>(count) / (1 + std::exp2(-score));
            matches += expected;
            for (std::size_t i = 0; i < weight.size(); ++i)
                sums[i][outcome_of(pattern, i)] += expected;
        }
        if (model_.matches <= 0) now_.share = std::clamp(matches / all_, 1e-15, 0.5);
        return improve(sums);
    }

    double improve(std::vector<std::vector<double>> const &sums) {
        double most = 0;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            auto const &comparison = model_.comparisons[i];
            double total = 0;
            auto const places = static_cast<double>(outcomes(comparison) - 1);
            for (std::size_t k = 1; k < sums[i].size(); ++k) total += sums[i][k];
            for (std::size_t k = 1; k < sums[i].size(); ++k) {
                auto const given = given_m(comparison, k);
                auto const m =
                    given ? *given
                          : (sums[i][k] + prior_records / places) / (total + prior_records);
                most = std::max(most, std::abs(m - now_.m[i][k]));
                now_.m[i][k] = m;
                // Random pairs of one entity agree; without them agreement by chance is rarer.
                auto const random = random_[i][k];
                auto const two = (random - now_.share * m) / (1 - now_.share);
                now_.u[i][k] = std::max(two, random * least_part);
            }
        }
        return most;
    }

    Model const &model_;
    std::vector<std::vector<double>> random_;
    Parameters now_;
    std::vector<std::pair<Pattern, std::uint64_t>> counts_;
    double all_;
};

} // namespace

PatternCounts::PatternCounts() : table_(256) {}

std::size_t PatternCounts::slot(Pattern pattern) const {
    auto const mask = table_.size() - 1;
    auto at = mix(pattern + 1) & mask;
    while (table_[at].second != 0 && table_[at].first != pattern) at = (at + 1) & mask;
    return at;
}

void PatternCounts::add(Pattern pattern, std::uint64_t count) {
    auto &place = table_[slot(pattern)];
    if (place.second == 0) {
        place.first = pattern;
        ++used_;
    }
    place.second += count;
    if (2 * used_ > table_.size()) grow();
}

void PatternCounts::add(PatternCounts const &other) {
    for (auto const &[pattern, count] : other.table_)
        if (count != 0) add(pattern, count);
}

void PatternCounts::grow() {
    auto old = std::move(table_);
    table_.assign(4 * old.size(), {});
    for (auto const &entry : old)
        if (entry.second != 0) table_[slot(entry.first)] = entry;
}

std::vector<std::pair<Pattern, std::uint64_t>> PatternCounts::sorted() const {
    std::vector<std::pair<Pattern, std::uint64_t>> all;
    for (auto const &entry : table_)
        if (entry.second != 0) all.push_back(entry);
    std::ranges::sort(all);
    return all;
}

Parameters estimate(Model const &model, Parameters const &guessed, PatternCounts const &counts,
                    double pairs_all) {
    return Estimate(model, guessed, counts, pairs_all).run();
}

} // namespace jingzhun::link
