// Comparing what stands in a store with what its events sealed, and the events with what was
// signed. Every difference is a change made behind the program's back, or a broken disk.
#pragma once

#include "base/error.hpp"
#include "store/ledger_tree.hpp"
#include "store/seal.hpp"
#include "store/trust.hpp"

namespace jingzhun::store {

// Of a table by batch: rows changed, added and taken away, by name; at most `most` of each part of
// the table, then how many more.
std::vector<base::Problem> check_table(Database &database, int county, SealedTable const &table,
                                       std::size_t most = 20);
// The same of all tables whose rows may change, against the log of their changes.
std::vector<base::Problem> check_log(Database &database, int county, std::size_t most = 200);
// Events changed or missing, hashes and tiles that do not fit them, checkpoints of the store that
// nobody signed, a key that was replaced, events that are not signed.
std::vector<base::Problem> check_ledger(Database &database, int county);
// Whether the ledger begins as the note says that was kept elsewhere. It must bear a signature of
// the store's own keys or of `trust.log_keys`, and those of as many witnesses as `trust` asks for.
std::vector<base::Problem> check_note(Database &database, int county, std::string_view note,
                                      Trust trust);

// A quick form of `check_ledger`: whole while the ledger is short; of a long one what was signed
// last against the tiles, the newest events and a random choice of the others against their rows.
// The head (head.hpp) too, which was read before the state of the store was fixed.
std::vector<base::Problem> check_quickly(Database &database, int county, std::string_view head);

} // namespace jingzhun::store
