// The exact join: pairs whose values in one field are equal. Inside this folder only.
#pragma once

#include "link/compare.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace jingzhun::link {

// Takes pairs, in order of right rows, then left rows, while their rows are at hand; each thread
// has a part of the right rows, in order.
using TakePairs = std::function<void(std::span<Pair const>, unsigned thread)>;

// Missing values equal nothing.
void equal_pairs(Table const &left, Table const &right, std::size_t field, unsigned threads,
                 TakePairs const &take);

// The values of a field, sorted by their hashes: hash above, row below; and the same pairs by them.
std::vector<std::uint64_t> sorted_values(Table const &table, std::size_t field);
void equal_pairs_by(std::span<std::uint64_t const> sorted, Table const &left, Table const &right,
                    std::size_t field, TakePairs const &take);

} // namespace jingzhun::link
