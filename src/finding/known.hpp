// Findings as they were known at an earlier moment, put together from the log of changes.
#pragma once

#include "store/database.hpp"

#include <cstdint>
#include <memory>

namespace jingzhun::finding {

// The findings as they stood when the ledger had so many events, in a database of their own, for
// `list` and `count` (finding.hpp): state, due day, owner, who they were assigned to, all of it.
std::unique_ptr<store::Database> as_known(store::Database &database, int county,
                                          std::int64_t events);

} // namespace jingzhun::finding
