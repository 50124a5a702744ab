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
    std::string name;    // the comparison; "prior" for the odds of a random pair; the reason of an
                         // adjustment
    std::string outcome; // "exact", "else", "missing" …; empty for the last two
    double bits = 0;
};

class Scorer {
  public:
    // Counts how often values occur in the tables, which must outlive it.
    Scorer(Space const &space, Table const &left, Table const &right, Parameters const &parameters);

    float score(Pair pair, Pattern pattern) const { return score(pair, pattern, base(pattern)); }
    // In two steps, as many pairs have one pattern: what the pattern alone says, then the pair.
    double base(Pattern pattern) const;
    float score(Pair pair, Pattern pattern, double base) const;
    std::vector<Term> terms(Pair pair, Pattern pattern) const;

  private:
    struct Names { // how often characters stand first and further on in names
        std::vector<float> first, further;
    };
    double bits(std::size_t comparison, unsigned outcome, Pair pair) const;
    double rarity(std::size_t comparison, Pair pair) const;
    double frequency_bits(std::size_t comparison, Value value) const;
    void count(std::size_t comparison, Table const &table);

    Space const &space_;
    Model const &model_;
    Table const &left_;
    double prior_;
    std::vector<std::vector<double>> weights_; // by comparison and outcome
    std::vector<std::vector<float>> listed_;   // log2 of the frequency by dictionary number
    std::vector<Names> names_;                 // the same by character
    std::vector<std::size_t> counted_;         // comparisons that count frequencies
    std::vector<double> mean_;                 // log2 of u of agreement
};

} // namespace jingzhun::link
