// The base tables and the appending of events.
#include "store/ledger.hpp"

#include "store/ledger_tree.hpp"

#include <cassert>

namespace jingzhun::store {
namespace {

// Every primary key is led by the county, so that a province can spread the tables by it.
constexpr std::string_view base_tables = R"(
CREATE TABLE IF NOT EXISTS meta (
    name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (
    county INTEGER NOT NULL, sequence INTEGER NOT NULL, time INTEGER NOT NULL, actor TEXT NOT NULL,
    reason TEXT NOT NULL, origin TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
    details TEXT NOT NULL, PRIMARY KEY (county, sequence)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS area (
    county INTEGER NOT NULL, code TEXT NOT NULL, from_day INTEGER NOT NULL, name TEXT NOT NULL,
    to_day INTEGER NOT NULL, successor TEXT NOT NULL,
    PRIMARY KEY (county, code, from_day)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS batch (
    county INTEGER NOT NULL, id INTEGER NOT NULL, file TEXT NOT NULL, sheet TEXT NOT NULL,
    source TEXT NOT NULL, file_hash TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL,
    recorded_at INTEGER NOT NULL, accepted_at INTEGER NOT NULL, rolled_back_at INTEGER NOT NULL,
    state INTEGER NOT NULL, valid_from INTEGER NOT NULL, rows INTEGER NOT NULL, accepted INTEGER NOT NULL,
    rejected INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL, linked INTEGER NOT NULL, conflicts INTEGER NOT NULL,
    PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused_row (
    county INTEGER NOT NULL, batch INTEGER NOT NULL, number INTEGER NOT NULL, source_row INTEGER NOT NULL,
    refused INTEGER NOT NULL, name TEXT NOT NULL, identity TEXT NOT NULL, problems TEXT NOT NULL,
    cells TEXT NOT NULL, PRIMARY KEY (county, batch, number)) STRICT, WITHOUT ROWID;
)";

} // namespace

void create_base_tables(Database &database) { database.execute(base_tables); }

std::int64_t append(Database &database, Actor const &actor, Event const &event) {
    assert(database.hold() == Hold::write);
    auto last = database.prepare("SELECT coalesce(max(sequence), 0) FROM event WHERE county = $1");
    last->bind(1, event.county);
    last->step();
    auto const sequence = last->integer(0) + 1;
    last->reset();
    auto insert =
        database.prepare("INSERT INTO event (county, sequence, time, actor, reason, origin, kind, "
                         "subject, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    insert->bind(1, event.county);
    insert->bind(2, sequence);
    insert->bind(3, base::now());
    insert->bind(4, actor.name);
    insert->bind(5, actor.reason);
    insert->bind(6, actor.from);
    insert->bind(7, event.kind);
    insert->bind(8, event.subject);
    insert->bind(9, event.details);
    insert->run();
    seal_event(database, event.county, sequence);
    return sequence;
}

std::vector<LoggedEvent> read_events(Database &database, int county, std::int64_t after,
                                     std::int64_t count) {
    std::vector<LoggedEvent> events;
    auto select = database.prepare(
        "SELECT sequence, time, actor, reason, origin, kind, subject, details "
        "FROM event WHERE county = $1 AND sequence > $2 ORDER BY sequence LIMIT $3");
    select->bind(1, county);
    select->bind(2, after);
    select->bind(3, count);
    while (select->step()) {
        LoggedEvent logged;
        logged.sequence = select->integer(0);
        logged.time = select->integer(1);
        logged.actor = {std::string(select->text(2)), std::string(select->text(3)),
                        std::string(select->text(4))};
        logged.event = {county, std::string(select->text(5)), std::string(select->text(6)),
                        std::string(select->text(7))};
        events.push_back(std::move(logged));
    }
    return events;
}

std::string meta(Database &database, std::string_view name) {
    auto select = database.prepare("SELECT value FROM meta WHERE name = $1");
    select->bind(1, name);
    if (!select->step()) return "";
    std::string value(select->text(0));
    return value;
}

void set_meta(Database &database, std::string_view name, std::string_view value) {
    auto upsert = database.prepare("INSERT INTO meta (name, value) VALUES ($1, $2) "
                                   "ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    upsert->bind(1, name);
    upsert->bind(2, value);
    upsert->run();
}

} // namespace jingzhun::store
