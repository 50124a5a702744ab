// Record linkage: which records of two tables, or of one, are the same entity.
//
//   Space space(model);
//   auto const left = read_csv("register.csv", space, 2), right = read_csv("list.csv", space, 2);
//   auto const outcome = link(space, left, right);        // or dedupe(space, left)
//
// Rows of any shape; nothing here knows what they are about. The same input gives the same answer,
// whatever the number of threads.
#pragma once

#include "link/block.hpp"
#include "link/score.hpp"
#include "link/table.hpp"
#include "link/train.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace jingzhun::link {

enum class Verdict : std::uint8_t {
    no,     // below the score for review
    review, // for a person to decide
    link,
    tie,    // one-to-one: as good as the one that was taken, or nearly; for a person to decide
    second, // one-to-one: one of the two has a better partner
};
std::string_view to_string(Verdict verdict);

struct Link {
    RowNumber left = 0, right = 0;
    float score = 0; // what `resolve` made of the pair's own score
    Verdict verdict = Verdict::no;
    bool same = false; // all fields of the two rows are equal
    Pattern pattern = 0;
    Pair pair() const { return {left, right}; }
};

using Links = LargeVector<Link>;

struct Options {
    unsigned threads = 1;
    // Parameters learned before; estimated from the tables where there are none.
    std::optional<Parameters> parameters = {};
};

struct Outcome {
    Links links; // sorted by right row, best first (one table: by left row, then right)
    // One table: the first row of each row's cluster, by row.
    std::vector<RowNumber> clusters;
    Parameters parameters;
    std::size_t exact = 0;      // pairs found by equality
    std::size_t candidates = 0; // pairs found by blocks
    std::vector<std::size_t> by_block;
    std::vector<Capped> capped;
};

Outcome link(Space &space, Table const &left, Table const &right, Options const &options = {});
// Pairs within a table, left row < right row, and clusters.
Outcome dedupe(Space &space, Table const &table, Options const &options = {});

} // namespace jingzhun::link
