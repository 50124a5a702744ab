// Tables whose rows may change, as they stood when the ledger had so many events: from the log of
// changes (change.hpp). What was erased since is not there.
#pragma once

#include "base/date.hpp"
#include "store/database.hpp"

#include <span>
#include <string>

namespace jingzhun::store {

// How many events the ledger had at that time, as far as their own times tell, and at most `most`.
std::int64_t events_by(Database &database, int county, base::Instant time, std::int64_t most);

// A database in memory with the county's rows of those tables after that many events; a table that
// is not there, or was not, is left out or empty. Requires: none of them is a table by batch.
std::unique_ptr<Database> tables_then(Database &database, int county,
                                      std::span<std::string const> tables, std::int64_t events);

} // namespace jingzhun::store
