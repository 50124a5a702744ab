// The exact join: pairs whose values in one field are equal. Inside this folder only.
#pragma once

#include "link/compare.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace jingzhun::link {

// In order of right rows, then left rows. Missing values equal nothing.
std::vector<Pair> equal_pairs(Table const &left, Table const &right, std::size_t field,
                              unsigned threads);

// The values of a field, sorted by their hashes: hash above, row below; and the
// same pairs by them.
std::vector<std::uint64_t> sorted_values(Table const &table, std::size_t field);
std::vector<Pair> equal_pairs_by(std::span<std::uint64_t const> sorted, Table const &left,
                                 Table const &right, std::size_t field);

} // namespace jingzhun::link
