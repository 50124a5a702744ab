// Which pairs are looked at: records that agree on a key.
//
// A missing part makes no key, so that blanks never meet. A key that more than `block_most` records
// have is passed over and reported. What is found is each pair once, in order.
#pragma once

#include "link/compare.hpp"
#include "link/table.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::link {

// The keys of one block as hashes; 0 for none.
class Keys {
  public:
    // `space` is prepared and outlives it.
    Keys(Space const &space, Block const &block);

    // Whether a record can have more than one (a number with its repairs, a text and itself less a
    // character).
    bool is_many() const { return many_ != no_part; }
    // The one key of a record. Requires: !is_many().
    std::uint64_t key(Table const &table, RowNumber row) const;
    // All keys of a record, put in place of what `keys` held.
    void keys(Table const &table, RowNumber row, std::vector<std::uint64_t> &keys) const;
    // How a person reads it: "birth 1990-01-02, name zhangwei".
    std::string text(Table const &table, RowNumber row) const;

  private:
    static constexpr std::size_t no_part = ~std::size_t{0};
    std::uint64_t hash(std::size_t part, Value value) const;
    void many(std::size_t part, Value value, std::vector<std::uint64_t> &hashes) const;
    std::uint64_t of_text(KeyPart const &part, std::u32string_view text) const;

    Space const &space_;
    Block const &block_;
    std::size_t many_ = no_part;
    std::vector<Type> types_;                           // by part
    std::vector<std::vector<std::uint64_t>> by_number_; // by part: hash by dictionary number
};

struct Capped {
    std::size_t block = 0;
    std::string key;
    std::size_t records = 0;
};

struct Candidates {
    std::vector<Pair> pairs;           // sorted, each once; within one table left < right
    std::vector<Capped> capped;        // the largest first
    std::vector<std::size_t> by_block; // pairs a block found, found by others too or not
};

// Pairs between the tables. Only the rows of `right` that `open` names take part (all where it is
// empty).
Candidates candidates_between(Space const &space, Table const &left, Table const &right,
                              std::vector<bool> const &open, unsigned threads);
// The keys of a table's rows, sorted: the upper half of a word is the upper
// half of the key, the row stands below. Kept, they stand for the left table's
// keys in `candidates_with`.
std::vector<std::uint64_t> sorted_keys(Space const &space, std::size_t block, Table const &table);
Candidates candidates_with(Space const &space, Table const &left,
                           std::span<std::span<std::uint64_t const> const> left_keys,
                           Table const &right, std::vector<bool> const &open, unsigned threads);
Candidates candidates_within(Space const &space, Table const &table, unsigned threads);

// Every valid number that one slip turns into what stands there: a character changed, two
// neighbours swapped, one left out or put in. Empty for a valid number.
std::vector<Value> repairs_of(Value identity, Dictionary const &dictionary);

} // namespace jingzhun::link
