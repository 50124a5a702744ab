// Events as leaves; the root built anew and signed.
#include "store/ledger_tree.hpp"

#include "base/base64.hpp"
#include "store/note.hpp"

#include <fmt/format.h>
#include <map>

namespace jingzhun::store {
namespace {

void append_text(std::string &leaf, std::string_view name, std::string_view value) {
    leaf += fmt::format("{}=t{}:", name, value.size());
    leaf += value;
    leaf += '\n';
}

void append_integer(std::string &leaf, std::string_view name, std::int64_t value) {
    leaf += fmt::format("{}=i{}\n", name, value);
}

std::map<std::int64_t, std::vector<Seal>> seals_by_event(Database &database, int county) {
    std::map<std::int64_t, std::vector<Seal>> seals;
    if (!has_seals(database)) return seals;
    auto select = database.prepare("SELECT sequence, table_name, part, rows, root FROM seal "
                                   "WHERE county = $1 ORDER BY table_name, part, sequence");
    select->bind(1, county);
    while (select->step()) {
        Seal seal;
        seal.sequence = select->integer(0);
        seal.table = select->text(1);
        seal.part = select->integer(2);
        seal.rows = select->integer(3);
        auto const root = base::from_base64(select->text(4));
        seal.root = (root ? hash_of_bytes(*root) : std::nullopt).value_or(Hash{});
        seals[seal.sequence].push_back(std::move(seal));
    }
    return seals;
}

} // namespace

std::string leaf_of(LoggedEvent const &logged, std::vector<Seal> const &seals) {
    std::string leaf = "event\n";
    append_integer(leaf, "county", logged.event.county);
    append_integer(leaf, "sequence", logged.sequence);
    append_integer(leaf, "time", logged.time);
    append_text(leaf, "actor", logged.actor.name);
    append_text(leaf, "reason", logged.actor.reason);
    append_text(leaf, "origin", logged.actor.from);
    append_text(leaf, "kind", logged.event.kind);
    append_text(leaf, "subject", logged.event.subject);
    append_text(leaf, "details", logged.event.details);
    for (auto const &seal : seals) {
        leaf += "seal\n";
        append_text(leaf, "table", seal.table);
        append_integer(leaf, "part", seal.part);
        append_integer(leaf, "rows", seal.rows);
        append_text(leaf, "root", base::to_base64(bytes_of(seal.root)));
    }
    return leaf;
}

void for_each_leaf(Database &database, int county,
                   std::function<void(std::int64_t, std::string_view)> const &take) {
    constexpr std::int64_t at_once = 1000; // so that a long ledger needs no memory
    auto const seals = seals_by_event(database, county);
    static std::vector<Seal> const none;
    for (std::int64_t after = 0;;) {
        auto const events = read_events(database, county, after, at_once);
        for (auto const &event : events) {
            auto const found = seals.find(event.sequence);
            take(event.sequence, leaf_of(event, found == seals.end() ? none : found->second));
        }
        if (events.empty()) return;
        after = events.back().sequence;
    }
}

std::vector<StoredCheckpoint> stored_checkpoints(Database &database, int county) {
    std::vector<StoredCheckpoint> found;
    if (!has_seals(database)) return found;
    auto select =
        database.prepare("SELECT size, note, key FROM checkpoint WHERE county = $1 ORDER BY size");
    select->bind(1, county);
    while (select->step())
        found.push_back(
            {select->integer(0), std::string(select->text(1)), std::string(select->text(2))});
    return found;
}

bool sign_ledger(Database &database, int county) {
    auto const key = own_signing_key(database.address(), county);
    auto const public_key = public_key_of(key);
    auto newest = database.prepare(
        "SELECT size, note FROM checkpoint WHERE county = $1 ORDER BY size DESC LIMIT 1");
    newest->bind(1, county);
    std::uint64_t size_before = 0;
    std::string before;
    if (newest->step()) {
        size_before = static_cast<std::uint64_t>(newest->integer(0));
        before = newest->text(1);
    }
    newest->reset();
    GrowingTree tree;
    auto holds = size_before == 0;
    for_each_leaf(database, county, [&](std::int64_t, std::string_view leaf) {
        tree.add_leaf(leaf);
        if (tree.size() == size_before)
            holds = before.starts_with(
                write_checkpoint({origin_of(county), size_before, tree.root()}) + '\n');
    });
    if (!holds || tree.size() <= size_before) return false;
    auto insert = database.prepare(
        "INSERT INTO checkpoint (county, size, note, key) VALUES ($1, $2, $3, $4)");
    insert->bind(1, county);
    insert->bind(2, static_cast<std::int64_t>(tree.size()));
    insert->bind(3,
                 sign_note(write_checkpoint({origin_of(county), tree.size(), tree.root()}), key));
    insert->bind(4, public_key);
    insert->run();
    return true;
}

void seal_event(Database &database, int county, std::int64_t sequence) {
    if (!has_seals(database)) create_seal_tables(database);
    seal_tables(database, county, sequence);
    sign_ledger(database, county);
}

} // namespace jingzhun::store
