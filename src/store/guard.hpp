// The guard at the door of every write: what was changed behind the program's back is put on record
// before anything is written over it.
//
// An alarm does not stop the work. It is an event, "tampering", that names what was found, stands
// in the ledger for good, and is told by every later check.
#pragma once

#include "store/database.hpp"

namespace jingzhun::store {

// Compares the store with its seals (check_quickly) unless only this connection has written since
// it last did; appends and commits the alarm, then opens the write transaction again. Requires: a
// write transaction is open, and nothing has been written in it.
void guard(Database &database);

} // namespace jingzhun::store
