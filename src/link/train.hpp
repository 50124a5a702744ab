// What an agreement is worth, learned from the files themselves (Fellegi and Sunter 1969; Winkler
// 1988): how often a level holds for records of one entity (m) and of two (u).
//
// u comes from pairs taken at random and from how often values occur; m from expectation
// maximisation over the pairs found by blocks. All pairs that no block found count as records of
// two entities, so that the blocks do not bend the estimate, and the share of random pairs that are
// of one entity is taken off u. What the model gives is kept.
#pragma once

#include "link/compare.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace jingzhun::link {

// How many pairs have which pattern.
class PatternCounts {
  public:
    PatternCounts();
    void add(Pattern pattern, std::uint64_t count = 1);
    void add(PatternCounts const &other);
    // Sorted by pattern, so that sums come out the same whatever the order of adding.
    std::vector<std::pair<Pattern, std::uint64_t>> sorted() const;

  private:
    void grow();
    std::size_t slot(Pattern pattern) const;
    std::vector<std::pair<Pattern, std::uint64_t>> table_; // count 0: free
    std::size_t used_ = 0;
};

// How often values occur, log2 of their share: by dictionary number, or by
// character where it stands first and further on in names.
struct Frequency {
    std::vector<float> listed, first, further;
    bool operator==(Frequency const &) const = default;
};

struct Parameters {
    // By comparison, by outcome; place 0 (missing) says nothing and is unused.
    std::vector<std::vector<double>> m, u;
    std::vector<Frequency> frequencies; // by comparison; empty where it counts none
    double share = 0;                   // of all pairs that are of one entity
    int rounds = 0;                     // that the estimate took
};

// How often each level holds among pairs taken at random (within one table where `right` is
// `left`), `m` being a first guess. Pairs are chosen by a fixed seed.
Parameters guess(Space const &space, Table const &left, Table const &right);

std::vector<Frequency> count_frequencies(Space const &space, Table const &left, Table const &right);

// Starts from `guessed`. `pairs_all` is how many pairs there are in the product of the tables.
Parameters estimate(Model const &model, Parameters const &guessed, PatternCounts const &counts,
                    double pairs_all);

} // namespace jingzhun::link
