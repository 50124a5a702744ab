// The append-only log of everything that changed: who, when, what, why. The only way to write.
//
// Each write of the product stands in one transaction with its event; nothing is changed without
// one. The events are the leaves of a hash tree, in order of `sequence` (ledger_tree.hpp); each
// carries what it changed, before and after (change.hpp), and what it added (seal.hpp).
#pragma once

#include "base/date.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace jingzhun::store {

// Who acts and why; goes with every command that writes.
struct Actor {
    std::string name;      // "--actor", else the system user
    std::string reason;    // "--reason", may be empty
    std::string from;      // host or address
    std::string role = {}; // by which role of the pack; "" in a store without accounts
};

struct Event {
    int county = 0;
    std::string kind;    // "import", "check", "init", "rollback", "pack_install" …
    std::string subject; // what it is about: "batch 3", "household 43112800001"
    std::string details; // JSON: before and after, counts, hashes
};

// Creates the tables every store has, where they are not there yet: meta, area, batch, refused_row,
// request, and those of the ledger: event, change, seal, tile, checkpoint, issued_checkpoint,
// erased. (`open` with Access::create does so.)
void create_base_tables(Database &database);
// Appends inside the caller's transaction; answers the event's sequence, 1, 2, 3 … per county.
// The event logs and seals what is written through this connection between the event before it and
// the one after it, or the end of the transaction or of its part. Where a row stood otherwise than
// logged before it was written over, that becomes an event of its own ("tampering"); so does a
// signing key that was replaced ("key"), and a clock that went back by more than a minute
// ("clock"). Events can be read, and the ledger is signed, once the transaction is committed.
// Requires: the caller's write transaction is open.
std::int64_t append(Database &database, Actor const &actor, Event const &event);

// Writes the event that was appended last, with all it carries; `commit` and the ends of parts do.
void close_event(Database &database);

struct LoggedEvent {
    std::int64_t sequence = 0;
    base::Instant time = 0;
    Actor actor;
    Event event;
};
std::int64_t last_sequence(Database &database, int county); // 0 where there is none
// In order of sequence, those after `after`; at most `count`.
std::vector<LoggedEvent> read_events(Database &database, int county, std::int64_t after = 0,
                                     std::int64_t count = INT64_MAX);

std::string meta(Database &database, std::string_view name); // "" where not set
void set_meta(Database &database, std::string_view name, std::string_view value);

} // namespace jingzhun::store
