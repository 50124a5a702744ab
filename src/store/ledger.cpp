// Appending events, with what was written before them.
#include "store/ledger.hpp"

#include "base/json.hpp"
#include "store/ledger_state.hpp"
#include "store/ledger_tree.hpp"
#include "store/salt.hpp"
#include "store/tampering.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

namespace jingzhun::store {
namespace {

// What an event carries besides itself.
struct Carried {
    std::vector<Change> changes;
    std::vector<Seal> seals;
};

std::vector<EventSeal> keep(Database &database, int county, std::int64_t sequence,
                            Carried const &carried) {
    auto seals = carried.seals;
    keep_seals(database, county, sequence, seals);
    if (auto seal = log_changes(database, county, sequence, carried.changes))
        seals.push_back(std::move(*seal));
    std::vector<EventSeal> lines;
    for (auto &seal : seals)
        lines.push_back({std::move(seal.table), seal.part, seal.rows, seal.root});
    std::ranges::sort(lines, {},
                      [](EventSeal const &seal) { return std::tie(seal.table, seal.part); });
    return lines;
}

// What waits for an event of its county and what was touched since, a table once.
void join(std::vector<TouchedTable> &waiting, TouchedTable more) {
    auto const found = std::ranges::find(waiting, more.name, &TouchedTable::name);
    if (found == waiting.end()) {
        waiting.push_back(std::move(more));
        return;
    }
    found->whole = found->whole || more.whole;
    found->inserted += more.inserted;
    found->only_inserted = found->only_inserted && more.only_inserted;
    std::ranges::move(more.rows, std::back_inserter(found->rows));
}

void write_event(Database &database, OpenEvent const &open, Carried const &carried) {
    auto const &[sequence, time, actor, event] = open;
    auto const salt = draw_salt();
    EventLeaf leaf{event.county, sequence, time, event.kind, {}, {}};
    leaf.private_commitment =
        leaf_hash(write_private({actor.name, actor.role, actor.reason, actor.from, event.subject,
                                 event.details, bytes_of(salt)}));
    leaf.seals = keep(database, event.county, sequence, carried);
    auto const hash = leaf_hash(write_leaf(leaf));
    auto &insert = database.ledger().prepared(
        database, "INSERT INTO event (county, sequence, leaf, time, kind, actor, role, reason, "
                  "origin, subject, details, salt) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
    insert.bind(1, event.county);
    insert.bind(2, sequence);
    insert.bind_blob(3, bytes_of(hash));
    insert.bind(4, time);
    insert.bind_borrowed(5, event.kind);
    insert.bind_borrowed(6, actor.name);
    insert.bind_borrowed(7, actor.role);
    insert.bind_borrowed(8, actor.reason);
    insert.bind_borrowed(9, actor.from);
    insert.bind_borrowed(10, event.subject);
    insert.bind_borrowed(11, event.details);
    insert.bind_blob(12, bytes_of(salt));
    insert.run();
    database.ledger().appended.insert(event.county);
    database.ledger().newest[event.county] = sequence;
}

OpenEvent next_event(Database &database, Actor const &actor, Event const &event) {
    auto const &newest = database.ledger().newest;
    auto const known = newest.find(event.county);
    auto const last = known != newest.end() ? known->second : last_sequence(database, event.county);
    return {last + 1, base::now(), actor, event};
}

// An event of the program itself.
void write_own(Database &database, int county, std::string kind, std::string details,
               std::vector<Change> changes = {}) {
    auto const open = next_event(database, {"jingzhun", "", ""},
                                 {county, std::move(kind), "store", std::move(details)});
    write_event(database, open, {std::move(changes), {}});
}

// The key that signs from here on is not the one that signed before.
void tell_of_key(Database &database, int county) {
    auto const before = newest_key(database, county);
    auto const &now = database.ledger().key.of(database.address(), county).public_key();
    if (before.empty() || before == now) return;
    base::JsonWriter details;
    details.begin_object().member("before", before).member("after", now).end_object();
    write_own(database, county, "key", details.take());
}

// The clock went back: order comes from the sequence, and this says why times do not.
void tell_of_clock(Database &database, int county) {
    constexpr base::Instant corrected = 60'000'000; // by so much clocks are set right all the time
    auto &last = database.ledger().prepared(
        database, "SELECT time FROM event WHERE county = $1 ORDER BY sequence DESC LIMIT 1");
    last.bind(1, county);
    auto const now = base::now(), before = last.step() ? last.integer(0) : now;
    last.reset();
    if (now >= before - corrected) return;
    base::JsonWriter details;
    details.begin_object()
        .member("before", base::to_string_instant(before))
        .member("now", base::to_string_instant(now))
        .end_object();
    write_own(database, county, "clock", details.take());
}

} // namespace

std::int64_t last_sequence(Database &database, int county) {
    auto &last = database.ledger().prepared(
        database, "SELECT coalesce(max(sequence), 0) FROM event WHERE county = $1");
    last.bind(1, county);
    last.step();
    auto const sequence = last.integer(0);
    last.reset();
    return sequence;
}

std::int64_t append(Database &database, Actor const &actor, Event const &event) {
    assert(database.hold() == Hold::write);
    close_event(database);
    if (!database.ledger().newest.contains(event.county)) { // once in a transaction
        tell_of_key(database, event.county);
        tell_of_clock(database, event.county);
    }
    database.ledger().open = next_event(database, actor, event);
    return database.ledger().open->sequence;
}

void close_event(Database &database) {
    auto &ledger = database.ledger();
    if (!ledger.open) return;
    auto const open = *std::exchange(ledger.open, std::nullopt);
    auto const county = open.event.county;
    for (auto &one : database.take_touched()) join(ledger.waiting, std::move(one));
    std::vector<base::Problem> strange;
    Carried carried;
    carried.seals = batch_seals(database, county, ledger.waiting, strange);
    carried.changes = changes_of(database, county, ledger.waiting, strange);
    write_event(database, open, carried);
    if (!strange.empty()) write_own(database, county, "tampering", details_of_tampering(strange));
}

void append_alarm(Database &database, int county, std::vector<base::Problem> const &problems,
                  std::vector<Change> changes) {
    close_event(database);
    tell_of_key(database, county);
    write_own(database, county, "tampering", details_of_tampering(problems), std::move(changes));
}

std::vector<LoggedEvent> read_events(Database &database, int county, std::int64_t after,
                                     std::int64_t count) {
    std::vector<LoggedEvent> events;
    auto select = database.prepare(
        "SELECT sequence, time, actor, reason, origin, kind, subject, details, role "
        "FROM event WHERE county = $1 AND sequence > $2 ORDER BY sequence LIMIT $3");
    select->bind(1, county);
    select->bind(2, after);
    select->bind(3, count);
    while (select->step()) {
        LoggedEvent logged;
        logged.sequence = select->integer(0);
        logged.time = select->integer(1);
        logged.actor = {std::string(select->text(2)), std::string(select->text(3)),
                        std::string(select->text(4)), std::string(select->text(8))};
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
