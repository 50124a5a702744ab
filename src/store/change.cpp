// What changed, as rows of the log.
#include "store/change.hpp"

#include "store/ledger_state.hpp"
#include "store/salt.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::store {
namespace {

std::optional<Fingerprint> fingerprint(std::optional<std::string> const &lines) {
    if (!lines) return std::nullopt;
    return fingerprint_of(*lines);
}

// How a row came to differ from the log before it was touched; nothing where it did not.
std::optional<base::Problem> difference(SealedTable const &table, TouchedRow const &row,
                                        std::optional<std::string> const &logged) {
    auto const expected = fingerprint(logged);
    if (row.before == expected) return std::nullopt;
    auto const *code = !row.before ? "seal_row_removed"
                       : !expected ? "seal_row_added"
                                   : "seal_row_changed";
    return base::Problem{code, {}, {{"row", name_of(table, row.key)}}};
}

std::optional<std::string> stands(LedgerState &ledger, Database &database, SealedTable const &table,
                                  int county, std::string_view key) {
    std::optional<std::string> lines;
    ledger.finder(database, table).find(county, key, [&](SealedRow const &row) {
        lines = std::string(row.rest());
    });
    return lines;
}

// Every row there is, and every row the log knows.
std::set<std::string> all_keys(Database &database, SealedTable const &table, int county) {
    std::set<std::string> keys;
    for_each_row(database, table, county, 0,
                 [&](SealedRow const &row) { keys.emplace(row.key()); });
    auto logged = database.prepare(
        "SELECT DISTINCT row_key FROM change WHERE county = $1 AND table_name = $2");
    logged->bind(1, county);
    logged->bind(2, table.name);
    while (logged->step()) keys.emplace(logged->text(0));
    return keys;
}

class Collector {
  public:
    Collector(Database &database, int county, std::vector<base::Problem> &strange)
        : database_(database), ledger_(database.ledger()), county_(county), strange_(strange) {}

    void take(SealedTable const &table, TouchedTable &touched) {
        if (touched.whole) {
            for (auto const &key : all_keys(database_, table, county_))
                compare(table, key, nullptr);
            touched.rows.clear();
            return;
        }
        std::ranges::sort(touched.rows, {}, &TouchedRow::key);
        std::vector<TouchedRow> others;
        for (auto &row : touched.rows) {
            if (row.county == county_ || !table.by_county) compare(table, row.key, &row);
            else others.push_back(std::move(row));
        }
        touched.rows = std::move(others);
    }
    std::vector<Change> changes;

  private:
    void compare(SealedTable const &table, std::string const &key, TouchedRow const *touched) {
        auto const last = last_change(database_, county_, table.name, key);
        auto const logged = last ? last->after : std::nullopt;
        if (touched != nullptr)
            if (auto problem = difference(table, *touched, logged))
                strange_.push_back(std::move(*problem));
        auto now = stands(ledger_, database_, table, county_, key);
        if (now != logged) changes.push_back({table.name, key, std::move(now)});
    }

    Database &database_;
    LedgerState &ledger_;
    int county_;
    std::vector<base::Problem> &strange_;
};

void add_change(std::string &bytes, int county, std::int64_t sequence, std::int64_t number,
                Change const &change, std::string_view salt) {
    bytes.assign("change\n");
    add_integer(bytes, "county", county);
    add_integer(bytes, "sequence", sequence);
    add_integer(bytes, "number", number);
    add_text(bytes, "table_name", change.table);
    add_text(bytes, "row_key", change.key);
    if (change.after) add_text(bytes, "after", *change.after);
    add_blob(bytes, "salt", salt);
}

} // namespace

std::vector<Change> changes_of(Database &database, int county, std::vector<TouchedTable> &touched,
                               std::vector<base::Problem> &strange) {
    Collector collector(database, county, strange);
    for (auto &one : touched) {
        auto const *table = database.ledger().table(database, one.name);
        if (table != nullptr && !table->by_batch) collector.take(*table, one);
        else std::erase_if(one.rows, [&](TouchedRow const &row) { return row.county == county; });
    }
    std::erase_if(touched, [](TouchedTable const &one) { return one.rows.empty(); });
    return std::move(collector.changes);
}

std::optional<Seal> log_changes(Database &database, int county, std::int64_t sequence,
                                std::vector<Change> const &changes) {
    if (changes.empty()) return std::nullopt;
    auto &insert = database.ledger().prepared(
        database, "INSERT INTO change (county, sequence, number, table_name, row_key, after, salt) "
                  "VALUES ($1, $2, $3, $4, $5, $6, $7)");
    insert.bind(1, county);
    insert.bind(2, sequence);
    GrowingTree tree;
    std::string bytes;
    for (auto const &change : changes) {
        auto const number = static_cast<std::int64_t>(tree.size()) + 1;
        auto const salt = draw_salt();
        insert.bind(3, number);
        insert.bind_borrowed(4, change.table);
        insert.bind_borrowed(5, change.key);
        if (change.after) insert.bind_borrowed(6, *change.after);
        else insert.bind_null(6);
        insert.bind_blob(7, bytes_of(salt));
        insert.run();
        add_change(bytes, county, sequence, number, change, bytes_of(salt));
        tree.add(commitment_of(bytes));
    }
    return Seal{sequence,    "change", sequence, static_cast<std::int64_t>(tree.size()),
                tree.root(), {}};
}

std::optional<LastChange> last_change(Database &database, int county, std::string_view table,
                                      std::string_view key) {
    // In two steps: the index answers the first alone, and the second is a row by its key. Asked at
    // once, SQLite would go through the whole log for the order of its primary key.
    auto &find = database.ledger().prepared(
        database, "SELECT sequence, number FROM change WHERE county = $1 AND table_name = $2 AND "
                  "row_key = $3 ORDER BY sequence DESC LIMIT 1");
    find.bind(1, county);
    find.bind(2, table);
    find.bind(3, key);
    if (!find.step()) return std::nullopt;
    LastChange last{find.integer(0), find.integer(1), {}};
    find.reset();
    auto &select = database.ledger().prepared(
        database, "SELECT after FROM change WHERE county = $1 AND sequence = $2 AND number = $3");
    select.bind(1, county);
    select.bind(2, last.sequence);
    select.bind(3, last.number);
    if (select.step() && !select.is_null(0)) last.after = std::string(select.text(0));
    select.reset();
    return last;
}

} // namespace jingzhun::store
