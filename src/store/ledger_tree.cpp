// The tree kept, extended and signed.
#include "store/ledger_tree.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "store/head.hpp"
#include "store/ledger_state.hpp"
#include "store/note.hpp"

#include <cassert>

namespace jingzhun::store {
namespace {

// Up to here the tree is built from every row when a store is opened: a fraction of a second.
constexpr std::int64_t few_events = 100'000;

[[noreturn]] void unsound(int county) {
    throw base::Error("ledger_unsound", {{"county", std::to_string(county)}});
}

bool gives(GrowingTree const &tree, int county, StoredCheckpoint const &checkpoint) {
    return checkpoint.note.starts_with(
        write_checkpoint({origin_of(county), tree.size(), tree.root()}) + '\n');
}

std::optional<StoredCheckpoint> newest_checkpoint(Database &database, int county) {
    auto &select = database.ledger().prepared(
        database, "SELECT size, note, key FROM checkpoint WHERE county = $1");
    select.bind(1, county);
    if (!select.step()) return std::nullopt;
    StoredCheckpoint found{select.integer(0), std::string(select.text(1)),
                           std::string(select.text(2))};
    select.reset();
    return found;
}

// Events whose rows do not give the hash beside them.
using Unlike = std::vector<std::pair<std::int64_t, Hash>>;

// Adds the events as their rows give them, up to `until`; false where one is missing.
bool extend(Database &database, int county, GrowingTree &tree, bool keep_tiles, Unlike &unlike,
            std::int64_t until = INT64_MAX) {
    auto whole = true;
    TileWriter tiles(database, county);
    for_each_leaf(database, county, static_cast<std::int64_t>(tree.size()),
                  [&](LeafRow const &row) {
                      if (row.sequence > until) return;
                      whole = whole && row.sequence == static_cast<std::int64_t>(tree.size()) + 1;
                      if (row.stored != bytes_of(row.hash))
                          unlike.emplace_back(row.sequence, row.hash);
                      tree.add(row.hash, [&](int height, std::uint64_t number, Hash const &root) {
                          if (keep_tiles) tiles(height, number, root);
                      });
                  });
    return whole;
}

// Tiles that the events do not have.
void remove_more(Database &database, int county, std::int64_t events) {
    for (int level = 0; level < 8; ++level) {
        auto remove = database.prepare(
            "DELETE FROM tile WHERE county = $1 AND level = $2 AND (number >= $3 OR number < 0)");
        remove->bind(1, county);
        remove->bind(2, level);
        remove->bind(3, level == 0 ? 0 : events >> (tile_height * level));
        remove->run();
    }
    database.execute("DELETE FROM tile WHERE level < 0 OR level >= 8");
}

// The rows give what was signed, so it is the hashes that are wrong.
void make_anew(Database &database, int county, Unlike const &unlike) {
    for (auto const &[sequence, hash] : unlike) {
        auto &update = database.ledger().prepared(
            database, "UPDATE event SET leaf = $3 WHERE county = $1 AND sequence = $2");
        update.bind(1, county);
        update.bind(2, sequence);
        update.bind_blob(3, bytes_of(hash));
        update.run();
    }
}

// The tree up to the newest checkpoint, as the store gives it now.
CountyLedger look_up(Database &database, int county) {
    CountyLedger found;
    found.seen = database.foreign_writes();
    auto const newest = newest_checkpoint(database, county);
    if (!newest) return found;
    found.public_key = newest->public_key;
    Unlike unlike;
    auto const few = newest->size <= few_events;
    // Of many events from the tiles, which the signature vouches for; what is newer than the last
    // whole tile from its rows.
    if (!few)
        found.tree = ledger_tree(
            database, county, static_cast<std::uint64_t>(newest->size) / tile_width * tile_width);
    found.holds = extend(database, county, found.tree, few, unlike, newest->size) &&
                  gives(found.tree, county, *newest);
    if (found.holds) {
        make_anew(database, county, unlike);
        remove_more(database, county, newest->size);
    }
    return found;
}

CountyLedger &county_ledger(Database &database, int county) {
    auto &ledger = database.ledger();
    auto const found = ledger.counties.find(county);
    if (found != ledger.counties.end() && found->second.seen == database.foreign_writes())
        return found->second;
    return ledger.counties.insert_or_assign(county, look_up(database, county)).first->second;
}

void keep_newest(Database &database, int county, GrowingTree const &tree, std::string const &note,
                 std::string const &public_key) {
    auto &put = database.ledger().prepared(
        database, "INSERT INTO checkpoint (county, size, note, key) VALUES ($1, $2, $3, $4) "
                  "ON CONFLICT (county) DO UPDATE SET size = excluded.size, note = excluded.note, "
                  "key = excluded.key");
    put.bind(1, county);
    put.bind(2, static_cast<std::int64_t>(tree.size()));
    put.bind(3, note);
    put.bind(4, public_key);
    put.run();
}

std::optional<StoredCheckpoint> last_issued(Database &database, int county) {
    auto select =
        database.prepare("SELECT size, note, key FROM issued_checkpoint WHERE county = $1 "
                         "ORDER BY size DESC LIMIT 1");
    select->bind(1, county);
    if (!select->step()) return std::nullopt;
    return StoredCheckpoint{select->integer(0), std::string(select->text(1)),
                            std::string(select->text(2))};
}

std::string kind_of_event(Database &database, int county, std::int64_t sequence) {
    auto const events = read_events(database, county, sequence - 1, 1);
    return events.empty() ? "" : events.front().event.kind;
}

void keep_issued(Database &database, int county, StoredCheckpoint const &checkpoint) {
    auto insert = database.prepare(
        "INSERT INTO issued_checkpoint (county, size, note, key) VALUES ($1, $2, $3, $4)");
    insert->bind(1, county);
    insert->bind(2, checkpoint.size);
    insert->bind(3, checkpoint.note);
    insert->bind(4, checkpoint.public_key);
    insert->run();
}

} // namespace

std::vector<StoredCheckpoint> stored_checkpoints(Database &database, int county) {
    std::vector<StoredCheckpoint> found;
    auto select = database.prepare(
        "SELECT size, note, key FROM issued_checkpoint WHERE county = $1 UNION ALL "
        "SELECT size, note, key FROM checkpoint WHERE county = $1 ORDER BY size");
    select->bind(1, county);
    while (select->step())
        found.push_back(
            {select->integer(0), std::string(select->text(1)), std::string(select->text(2))});
    return found;
}

StoredCheckpoint issue_checkpoint(Database &database, Actor const &actor, int county) {
    Transaction transaction(database);
    GrowingTree tree;
    auto const newest = newest_checkpoint(database, county);
    Unlike unlike;
    if (!newest || !extend(database, county, tree, true, unlike, newest->size) ||
        !gives(tree, county, *newest) || !extend(database, county, tree, true, unlike))
        unsound(county);
    make_anew(database, county, unlike);
    auto const size = static_cast<std::int64_t>(tree.size());
    auto last = last_issued(database, county);
    if (last && last->size == size - 1 && kind_of_event(database, county, size) == "checkpoint")
        return *last;
    auto const keys = own_signing_keys(database.address(), county); // for others: all of them
    StoredCheckpoint issued{
        size, sign_note(write_checkpoint({origin_of(county), tree.size(), tree.root()}), keys),
        public_key_of(keys.front())};
    keep_issued(database, county, issued);
    base::JsonWriter details;
    details.begin_object().member("size", size).member("root", to_hex(tree.root())).end_object();
    append(database, actor, {county, "checkpoint", "size " + std::to_string(size), details.take()});
    transaction.commit();
    return issued;
}

std::string newest_key(Database &database, int county) {
    return county_ledger(database, county).public_key;
}

void sign_appended(Database &database) {
    auto &ledger = database.ledger();
    close_event(database);
    for (auto const county : ledger.appended) {
        auto &known = county_ledger(database, county);
        if (!known.holds) continue;
        auto tree = known.tree;
        Unlike unlike;
        if (!extend(database, county, tree, true, unlike) || !unlike.empty()) {
            known.holds = false;
            continue;
        }
        auto const &key = ledger.key.of(database.address(), county);
        auto note = key.sign(write_checkpoint({origin_of(county), tree.size(), tree.root()}));
        keep_newest(database, county, tree, note, key.public_key());
        if (ledger.signing.empty()) ledger.head = std::move(note); // of the first county
        ledger.signed_by = key.public_key();
        ledger.signing[county] = std::move(tree);
    }
}

void commit_signed(Database &database) noexcept {
    auto &ledger = database.ledger();
    if (!ledger.signing.empty()) ledger.head_file.keep(database.address(), ledger.head);
    for (auto &[county, tree] : ledger.signing) {
        ledger.counties[county].tree = std::move(tree);
        ledger.counties[county].public_key = ledger.signed_by;
    }
    ledger.signing.clear();
    ledger.appended.clear();
    ledger.newest.clear();
}

void forget_signed(Database &database) noexcept {
    database.ledger().signing.clear();
    database.ledger().appended.clear();
    database.ledger().newest.clear();
    database.ledger().waiting.clear();
    database.ledger().open.reset();
}

} // namespace jingzhun::store
