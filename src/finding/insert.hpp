// New rows of the table of findings. Inside this folder only.
#pragma once

#include "finding/finding.hpp"

namespace jingzhun::finding {

std::int64_t next_id(store::Database &database, int county);
// With their ids. Requires: a write transaction is open.
void insert(store::Database &database, int county, std::vector<Finding> const &findings);

} // namespace jingzhun::finding
