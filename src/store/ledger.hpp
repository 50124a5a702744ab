// The append-only log of everything that changed: who, when, what, why. The only way to write.
//
// Each write of the product stands in one transaction with its event; nothing is changed without
// one. The rows are the leaves of a hash tree, in order of `sequence` (ledger_tree.hpp).
#pragma once

#include "base/date.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace jingzhun::store {

// Who acts and why; goes with every command that writes.
struct Actor {
    std::string name;   // "--actor", else the system user
    std::string reason; // "--reason", may be empty
    std::string from;   // host or address
};

struct Event {
    int county = 0;
    std::string kind;    // "import", "check", "init", "rollback", "pack_install" …
    std::string subject; // what it is about: "batch 3", "household 43112800001"
    std::string details; // JSON: before and after, counts, hashes
};

// Creates the tables every store has, where they are not there yet: meta, event, area, batch,
// refused_row.
// (`open` with Access::create does so.)
void create_base_tables(Database &database);
// Appends inside the caller's transaction; answers the event's sequence, 1, 2, 3 … per county.
// The event seals what stands in the tables now (seal.hpp) and the ledger is signed, so it comes
// last in its transaction. Requires: the caller's write transaction is open.
std::int64_t append(Database &database, Actor const &actor, Event const &event);

struct LoggedEvent {
    std::int64_t sequence = 0;
    base::Instant time = 0;
    Actor actor;
    Event event;
};
// In order of sequence, those after `after`; at most `count`.
std::vector<LoggedEvent> read_events(Database &database, int county, std::int64_t after = 0,
                                     std::int64_t count = INT64_MAX);

std::string meta(Database &database, std::string_view name); // "" where not set
void set_meta(Database &database, std::string_view name, std::string_view value);

} // namespace jingzhun::store
