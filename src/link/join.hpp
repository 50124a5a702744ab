// The exact join: pairs whose values in one field are equal. Inside this folder only.
#pragma once

#include "link/compare.hpp"

#include <vector>

namespace jingzhun::link {

// In order of right rows, then left rows. Missing values equal nothing.
std::vector<Pair> equal_pairs(Table const &left, Table const &right, std::size_t field,
                              unsigned threads);

} // namespace jingzhun::link
