// Scores and their terms.
#include "link/score.hpp"

#include "link/han.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::link {
Scorer::Scorer(Space const &space, Table const &right, Parameters const &parameters)
    : model_(*space.model), right_(right),
      prior_(std::log2(parameters.share / (1 - parameters.share))), parameters_(parameters) {
    for (std::size_t i = 0; i < model_.comparisons.size(); ++i) {
        auto weights = parameters.m[i];
        weights[0] = 0;
        for (std::size_t k = 1; k < weights.size(); ++k)
            weights[k] = std::log2(parameters.m[i][k] / parameters.u[i][k]);
        weights_.push_back(std::move(weights));
        mean_.push_back(std::log2(parameters.u[i][1]));
        if (model_.comparisons[i].frequency) counted_.push_back(i);
    }
}

double Scorer::frequency_bits(std::size_t i, Value value) const {
    auto const &frequency = parameters_.frequencies[i];
    if (frequency.first.empty()) {
        // A value that came after the counting is as rare as any.
        return value < frequency.listed.size() ? frequency.listed[value] : frequency.listed.front();
    }
    if (is_long_name(value)) return mean_[i];
    // Surname and given name are chosen apart; so, nearly, are the characters of a given name.
    double bits = frequency.first[han().simple[name_character(value, 0)]];
    for (unsigned at = 1; at < name_length(value); ++at)
        bits += frequency.further[han().simple[name_character(value, at)]];
    return bits;
}

double Scorer::rarity(std::size_t i, Pair pair) const {
    auto const value = right_.value(pair.right, model_.comparisons[i].field);
    return mean_[i] - frequency_bits(i, value);
}

double Scorer::bits(std::size_t i, unsigned outcome, Pair pair) const {
    auto const counts = outcome == 1 && model_.comparisons[i].frequency;
    return weights_[i][outcome] + (counts ? rarity(i, pair) : 0);
}

double Scorer::base(Pattern pattern) const {
    auto sum = prior_ + adjusted(model_, pattern);
    for (std::size_t i = 0; i < weights_.size(); ++i) sum += weights_[i][outcome_of(pattern, i)];
    return sum;
}

float Scorer::score(Pair pair, Pattern pattern, double base) const {
    for (auto const i : counted_)
        if (outcome_of(pattern, i) == 1) base += rarity(i, pair);
    return static_cast<float>(base);
}

std::vector<Term> Scorer::terms(Pair pair, Pattern pattern) const {
    std::vector<Term> terms = {{"prior", "", prior_}};
    for (std::size_t i = 0; i < weights_.size(); ++i) {
        auto const outcome = outcome_of(pattern, i);
        terms.push_back({model_.comparisons[i].name,
                         std::string(outcome_text(model_.comparisons[i], outcome)),
                         bits(i, outcome, pair)});
    }
    for (auto const &adjustment : model_.adjustments)
        if (fits(adjustment, pattern)) terms.push_back({adjustment.because, "", adjustment.add});
    return terms;
}

} // namespace jingzhun::link
