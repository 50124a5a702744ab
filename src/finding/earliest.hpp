// What is due first, wherever it is: straight from the indexes by place and by owner.
#pragma once

#include "finding/finding.hpp"

namespace jingzhun::finding {

// At most `limit` findings of these owners in that state (not closed), the earliest deadline first.
// `areas` are whole codes, not prefixes; none: the whole county.
std::vector<Finding> earliest(store::Database &database, int county,
                              std::vector<std::string> const &areas,
                              std::vector<std::string> const &owners, State state,
                              std::size_t limit);

} // namespace jingzhun::finding
