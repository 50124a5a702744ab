// Comparing what stands in a store with what its events sealed, and the events with what was
// signed. Every difference is a change made behind the program's back, or a broken disk.
#pragma once

#include "base/error.hpp"
#include "store/ledger_tree.hpp"
#include "store/trust.hpp"

namespace jingzhun::store {

// Rows changed, added and taken away, by name; at most `most` of each part of the table, then how
// many more.
std::vector<base::Problem> check_table(Database &database, int county, SealedTable const &table,
                                       std::size_t most = 20);
// Events changed or missing, checkpoints of the store that nobody signed, a key that was replaced,
// events that are not signed, and alarms on record ("tampering" events).
std::vector<base::Problem> check_ledger(Database &database, int county);
// Whether the ledger begins as the note says that was kept elsewhere. It must bear a signature of
// the store's own keys or of `trust.log_keys`, and those of as many witnesses as `trust` asks for.
std::vector<base::Problem> check_note(Database &database, int county, std::string_view note,
                                      Trust trust);

// A quick form of it, before anything is written: the ledger, tables that are sealed whole, and
// rows of batches that nobody imported.
std::vector<base::Problem> check_quickly(Database &database, int county);

} // namespace jingzhun::store
