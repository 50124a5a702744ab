// The table `erased`, and what goes into it.
#include "store/erase.hpp"

#include "store/event_leaf.hpp"
#include "store/ledger_state.hpp"
#include "store/part.hpp"

#include <cassert>
#include <fmt/format.h>

namespace jingzhun::store {
namespace {

std::int64_t erasing_event(Database &database) {
    auto const &open = database.ledger().open;
    assert(database.hold() == Hold::write && open);
    return open->sequence;
}

void keep(Database &database, int county, std::string_view table, std::int64_t part,
          std::uint64_t number, Hash const &commitment) {
    auto insert = database.prepare("INSERT INTO erased (county, table_name, part, number, "
                                   "commitment, sequence) VALUES ($1, $2, $3, $4, $5, $6)");
    insert->bind(1, county);
    insert->bind(2, table);
    insert->bind(3, part);
    insert->bind(4, static_cast<std::int64_t>(number));
    insert->bind_blob(5, bytes_of(commitment));
    insert->bind(6, erasing_event(database));
    insert->run();
}

void remove(Database &database, int county, SealedTable const &table, std::string_view key) {
    auto sql = fmt::format("DELETE FROM {} WHERE county = $1", table.name);
    for (std::size_t i = 1; i < table.key_columns; ++i)
        sql += fmt::format(" AND {} = ${}", table.columns[i], i + 1);
    auto statement = database.prepare(sql);
    statement->bind(1, county);
    auto place = 2;
    for (auto const &value : values_of(key)) statement->bind(place++, value);
    statement->run();
}

// The rows of `change` about one row, by their part, and what commits to them.
struct Logged {
    std::int64_t sequence = 0;
    std::string key;
    Hash commitment{};
};

std::vector<Logged> logged_rows(Database &database, int county, SealedTable const &changes,
                                std::string_view table, std::string_view key) {
    std::vector<Logged> found;
    RowReader rows(database, changes, "county = $1 AND table_name = $2 AND row_key = $3");
    rows.statement().bind(1, county);
    rows.statement().bind(2, table);
    rows.statement().bind(3, key);
    while (rows.next())
        found.push_back(
            {rows.integer(1), std::string(rows.row().key()), commitment_of(rows.row().bytes)});
    return found;
}

} // namespace

Erased::Erased(Database &database, int county, std::string_view table, std::int64_t after) {
    auto &select = database.ledger().prepared(
        database, "SELECT part, number, commitment FROM erased WHERE county = $1 "
                  "AND table_name = $2 AND part > $3");
    select.bind(1, county);
    select.bind(2, table);
    select.bind(3, after);
    while (select.step())
        parts_[select.integer(0)][static_cast<std::uint64_t>(select.integer(1))] =
            hash_of_bytes(select.blob(2)).value_or(Hash{});
}

Erased::Part const *Erased::of(std::int64_t part) const {
    auto const found = parts_.find(part);
    return found == parts_.end() ? nullptr : &found->second;
}

void write_over_removed(Database &database) { database.execute("PRAGMA secure_delete = ON"); }
void empty_log(Database &database) { database.execute("PRAGMA wal_checkpoint(TRUNCATE)"); }

std::int64_t erase_rows(Database &database, int county, SealedTable const &table,
                        std::vector<std::string> const &keys) {
    RowFinder finder(database, table);
    std::int64_t count = 0;
    for (auto const &key : keys) {
        std::int64_t part = 0;
        Hash commitment{};
        auto const there = finder.find(county, key, [&](SealedRow const &row) {
            part = row.part;
            commitment = commitment_of(row.bytes);
        });
        if (!there) continue;
        auto const number = place_in_part(database, county, table, part, commitment);
        if (!number) throw base::Error("erase_unsealed", {{"row", name_of(table, key)}});
        keep(database, county, table.name, part, *number, commitment);
        remove(database, county, table, key);
        ++count;
    }
    return count;
}

std::int64_t erase_changes(Database &database, int county, std::string_view table,
                           std::string_view key) {
    auto const changes = table_named(database, "change");
    auto rows = logged_rows(database, county, changes, table, key);
    if (!rows.empty()) rows.pop_back(); // in order of sequence
    for (auto const &row : rows) {
        // The rows of an event's part are numbered 1, 2, 3 …, whatever was erased of them.
        auto const number = std::get<std::int64_t>(values_of(row.key)[1]);
        keep(database, county, "change", row.sequence, static_cast<std::uint64_t>(number - 1),
             row.commitment);
        remove(database, county, changes, row.key);
    }
    return static_cast<std::int64_t>(rows.size());
}

bool erase_private(Database &database, int county, std::int64_t sequence) {
    auto select =
        database.prepare("SELECT actor, role, reason, origin, subject, details, salt FROM "
                         "event WHERE county = $1 AND sequence = $2 AND salt IS NOT NULL");
    select->bind(1, county);
    select->bind(2, sequence);
    if (!select->step()) return false;
    auto const commitment =
        leaf_hash(write_private({select->text(0), select->text(1), select->text(2), select->text(3),
                                 select->text(4), select->text(5), select->blob(6)}));
    select->reset();
    keep(database, county, "event", sequence, 0, commitment);
    auto update = database.prepare(
        "UPDATE event SET actor = NULL, role = NULL, reason = NULL, origin = NULL, subject = NULL, "
        "details = NULL, salt = NULL WHERE county = $1 AND sequence = $2");
    update->bind(1, county);
    update->bind(2, sequence);
    update->run();
    return true;
}

} // namespace jingzhun::store
