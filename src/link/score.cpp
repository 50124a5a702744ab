// Scores and their terms.
#include "link/score.hpp"

#include "link/han.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::link {
namespace {

constexpr std::size_t rows_counted = 500'000; // of each table, for characters of names

// Counts to log2 of their share; what never occurred counts as half of once.
void to_bits(std::vector<float> &counts) {
    double total = 0;
    for (auto const count : counts) total += count;
    for (auto &count : counts)
        count = static_cast<float>(std::log2(std::max(count, 0.5F) / std::max(total, 1.0)));
}

} // namespace

Scorer::Scorer(Space const &space, Table const &left, Table const &right,
               Parameters const &parameters)
    : space_(space), model_(*space.model), left_(left),
      prior_(std::log2(parameters.share / (1 - parameters.share))),
      listed_(model_.comparisons.size()), names_(model_.comparisons.size()),
      mean_(model_.comparisons.size()) {
    for (std::size_t i = 0; i < model_.comparisons.size(); ++i) {
        auto weights = parameters.m[i];
        weights[0] = 0;
        for (std::size_t k = 1; k < weights.size(); ++k)
            weights[k] = std::log2(parameters.m[i][k] / parameters.u[i][k]);
        weights_.push_back(std::move(weights));
        mean_[i] = std::log2(parameters.u[i][1]);
        if (!model_.comparisons[i].frequency) continue;
        counted_.push_back(i);
        if (model_.fields[model_.comparisons[i].field].type == Type::chinese_name) {
            names_[i].first.assign(0x10000, 0);
            names_[i].further.assign(0x10000, 0);
        } else {
            listed_[i].assign(space.texts[model_.comparisons[i].field].dictionary.size(), 0);
        }
        count(i, left);
        if (&left != &right) count(i, right);
        to_bits(names_[i].first);
        to_bits(names_[i].further);
        to_bits(listed_[i]);
    }
}

void Scorer::count(std::size_t i, Table const &table) {
    auto const field = model_.comparisons[i].field;
    if (!listed_[i].empty()) {
        for (RowNumber row = 0; row < table.size(); ++row)
            if (auto const value = table.value(row, field); value != 0) ++listed_[i][value];
        return;
    }
    auto const rows = std::min<std::size_t>(table.size(), rows_counted);
    for (std::size_t k = 0; k < rows; ++k) {
        auto const row = static_cast<RowNumber>(std::size_t{table.size()} * k / rows);
        auto const name = table.value(row, field);
        if (name == 0 || is_long_name(name)) continue;
        ++names_[i].first[han().simple[name_character(name, 0)]];
        for (unsigned at = 1; at < name_length(name); ++at)
            ++names_[i].further[han().simple[name_character(name, at)]];
    }
}

double Scorer::frequency_bits(std::size_t i, Value value) const {
    if (!listed_[i].empty()) return listed_[i][value];
    if (is_long_name(value)) return mean_[i];
    // Surname and given name are chosen apart; so, nearly, are the characters of a given name.
    double bits = names_[i].first[han().simple[name_character(value, 0)]];
    for (unsigned at = 1; at < name_length(value); ++at)
        bits += names_[i].further[han().simple[name_character(value, at)]];
    return bits;
}

double Scorer::rarity(std::size_t i, Pair pair) const {
    auto const value = left_.value(pair.left, model_.comparisons[i].field);
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
