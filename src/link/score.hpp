// The score of a pair: log2 of the odds that it is one entity. 0 is even, 10 a thousand to one.
//
//   score = log2 of the odds of a random pair + sum of log2(m / u) over the comparisons
//           + adjustments
//
// Where a comparison counts frequencies, agreement on a value as rare as one in ten thousand has
// that for u, rather than the mean over all values.
#pragma once

#include "link/train.hpp"

#include <span>
#include <string>
#include <vector>

namespace jingzhun::link {

// One term of a score, for the explanation.
struct Term {
    std::string name;    // the comparison; "prior" for the odds of a random pair;
                         // the reason of an adjustment
    std::string outcome; // "exact", "else", "missing" …; empty for the last two
    double bits = 0;
};

class Scorer {
  public:
    // All must outlive it. `right` is the table of the pairs' right rows: where two values agree,
    // either tells how rare they are, and pairs mostly come in the order of right rows.
    Scorer(Space const &space, Table const &right, Parameters const &parameters);

    float score(Pair pair, Pattern pattern) const { return score(pair, pattern, base(pattern)); }
    // In two steps, as many pairs have one pattern: what the pattern alone says, then the pair.
    double base(Pattern pattern) const;
    float score(Pair pair, Pattern pattern, double base) const;
    std::vector<Term> terms(Pair pair, Pattern pattern) const;

  private:
    double bits(std::size_t comparison, unsigned outcome, Pair pair) const;
    double rarity(std::size_t comparison, Pair pair) const;
    double frequency_bits(std::size_t comparison, Value value) const;

    Model const &model_;
    Table const &right_;
    double prior_;
    Parameters const &parameters_;
    std::vector<std::vector<double>> weights_; // by comparison and outcome
    std::vector<std::size_t> counted_;         // comparisons that count frequencies
    std::vector<double> mean_;                 // log2 of u of agreement
};

} // namespace jingzhun::link
