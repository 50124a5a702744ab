// What is to go, found and erased.
#include "register/erase.hpp"

#include "base/json.hpp"
#include "register/batch.hpp"
#include "register/keys.hpp"
#include "register/tables.hpp"
#include "store/erase.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::registry {
namespace {

struct Stated {
    std::vector<std::string> rows;    // keys of its statements
    std::set<std::int64_t> batches;   // that stated something of it
    std::set<std::string> identities; // identity numbers it was stated to have
};

Stated all_stated(store::Database &database, int county, pack::Register const &definition,
                  store::SealedTable const &table, std::int64_t record) {
    Stated found;
    store::for_rows_between(database, table, county, INT64_MIN, record, record,
                            [&](store::SealedRow const &row) {
                                found.rows.emplace_back(row.key());
                                found.batches.insert(row.part);
                            });
    for (auto const &field : definition.fields) {
        if (field.type != pack::FieldType::identity) continue;
        auto select = database.prepare(
            "SELECT DISTINCT " + column_of(field) + " FROM " + table_of(definition) +
            " WHERE county = $1 AND record = $2 AND " + column_of(field) + " IS NOT NULL");
        select->bind(1, county);
        select->bind(2, record);
        while (select->step()) found.identities.emplace(select->text(0));
    }
    return found;
}

// Rows of the table `refused_row` with one of the identity numbers.
std::vector<std::string> refused_with(store::Database &database, int county,
                                      store::SealedTable const &refused,
                                      std::set<std::string> const &identities) {
    std::vector<std::string> rows;
    auto const identity =
        static_cast<int>(std::ranges::find(refused.columns, "identity") - refused.columns.begin());
    if (identities.empty()) return rows;
    store::RowReader reader(database, refused, "county = $1 AND identity <> ''");
    reader.statement().bind(1, county);
    while (reader.next())
        if (identities.contains(std::string(reader.statement().text(identity))))
            rows.emplace_back(reader.row().key());
    return rows;
}

// Events about the record, before this one: who made them is told again, the rest goes.
struct Emptied {
    std::int64_t sequence = 0;
    std::string actor, role;
};

std::vector<Emptied> events_about(store::Database &database, int county,
                                  std::string const &subject) {
    std::vector<Emptied> events;
    auto select = database.prepare("SELECT sequence, actor, role FROM event WHERE county = $1 AND "
                                   "subject = $2 AND salt IS NOT NULL ORDER BY sequence");
    select->bind(1, county);
    select->bind(2, subject);
    while (select->step())
        events.push_back(
            {select->integer(0), std::string(select->text(1)), std::string(select->text(2))});
    return events;
}

std::string details_of(pack::Register const &definition, std::int64_t record,
                       std::size_t statements, std::size_t refused,
                       std::vector<Emptied> const &events) {
    base::JsonWriter json;
    json.begin_object()
        .member("register", definition.name)
        .member("record", record)
        .member("statements", statements)
        .member("refused_rows", refused)
        .key("events")
        .begin_array();
    for (auto const &one : events)
        json.begin_object()
            .member("sequence", one.sequence)
            .member("actor", one.actor)
            .member("role", one.role)
            .end_object();
    json.end_array().end_object();
    return json.take();
}

std::vector<std::string> files_of(store::Database &database, int county,
                                  std::set<std::int64_t> const &batches) {
    std::vector<std::string> files;
    for (auto const id : batches)
        if (auto const batch = find_batch(database, county, id))
            files.push_back(batch->file + ' ' + batch->file_hash);
    return files;
}

// Of other registers, each once.
std::vector<std::string> records_with(store::Database &database, int county, pack::Pack const &pack,
                                      pack::Register const &but,
                                      std::set<std::string> const &identities) {
    std::set<std::string> found;
    for (auto const &definition : pack.registers)
        for (auto const &field : definition.fields) {
            if (field.type != pack::FieldType::identity || definition.name == but.name) continue;
            auto select = database.prepare(
                "SELECT k.key FROM " + table_of(definition) + " r JOIN " +
                key_table_of(definition) + " k ON k.county = r.county AND k.record = r.record " +
                "WHERE r.county = $1 AND r." + column_of(field) + " = $2");
            for (auto const &identity : identities) {
                select->bind(1, county);
                select->bind(2, identity);
                while (select->step())
                    found.insert(definition.name + ' ' + std::string(select->text(0)));
            }
        }
    return {found.begin(), found.end()};
}

// No other record gets its number: findings and events speak of it.
void keep_number(store::Database &database, pack::Register const &definition, int county) {
    Keys const keys(database, definition, county);
    store::set_meta(database, last_record_of(definition), std::to_string(keys.next() - 1));
}

} // namespace

Erasure erase_record(store::Database &database, store::Actor const &actor, int county,
                     pack::Pack const &pack, pack::Register const &definition,
                     std::string const &key) {
    auto const record = Keys(database, definition, county).find(key);
    if (record == 0)
        throw base::Error("record_unknown", {{"register", definition.name}, {"key", key}});
    auto const table = store::table_named(database, table_of(definition));
    auto const refused = store::table_named(database, "refused_row");
    auto const stated = all_stated(database, county, definition, table, record);
    auto const rows = refused_with(database, county, refused, stated.identities);
    auto const events = events_about(database, county, definition.name + ' ' + key);
    Erasure erasure;
    erasure.record = record;
    erasure.files = files_of(database, county, stated.batches);
    erasure.elsewhere = records_with(database, county, pack, definition, stated.identities);
    store::append(database, actor,
                  {county, "erase", definition.name + " record " + std::to_string(record),
                   details_of(definition, record, stated.rows.size(), rows.size(), events)});
    keep_number(database, definition, county);
    erasure.statements = store::erase_rows(database, county, table, stated.rows);
    erasure.refused_rows = store::erase_rows(database, county, refused, rows);
    for (auto const &event : events)
        erasure.events += store::erase_private(database, county, event.sequence) ? 1 : 0;
    auto remove = database.prepare("DELETE FROM " + key_table_of(definition) +
                                   " WHERE county = $1 AND record = $2");
    remove->bind(1, county);
    remove->bind(2, record);
    remove->run();
    return erasure;
}

} // namespace jingzhun::registry
