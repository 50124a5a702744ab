// What SQLite itself can tell of a store: whether its pages make trees, its trees the tables, and
// its indexes what the tables hold.
#pragma once

#include "base/error.hpp"
#include "store/database.hpp"

namespace jingzhun::store {

// Problems "store_structure", at most ten of each kind. Reads everything once. The index of the log
// of changes, which is as long as the ledger, is compared with its table by sums of keyed hashes,
// and not by looking for each row as SQLite would.
std::vector<base::Problem> check_structure(Database &database);

} // namespace jingzhun::store
