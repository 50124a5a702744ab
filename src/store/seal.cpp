// Sealing batches, and reading seals back.
#include "store/seal.hpp"

#include "store/ledger_state.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::store {
namespace {

// What is being sealed of one table: by batch, rows so far.
struct Sum {
    GrowingTree tree;
    std::string marks;
};
using Sums = std::map<std::int64_t, Sum>;

// Rows of batches that are not being sealed now are nobody's: they stay unsealed, and are found.
void add(Sums &sums, SealedRow const &row) {
    auto const sum = sums.find(row.part);
    if (sum == sums.end()) return;
    auto const commitment = commitment_of(row.bytes);
    sum->second.tree.add(commitment);
    sum->second.marks += mark_of(commitment);
}

std::size_t rows_in(Sums const &sums) {
    std::size_t rows = 0;
    for (auto const &[batch, sum] : sums) rows += sum.tree.size();
    return rows;
}

Sums empty_sums(std::span<std::int64_t const> batches) {
    Sums sums;
    for (auto const batch : batches) sums[batch];
    return sums;
}

struct KeyedRow {
    std::vector<base::Value> values;
    std::string const *key = nullptr;
};

// In order of the primary key, each once.
std::vector<KeyedRow> in_order(TouchedTable const &touched, int county) {
    std::vector<KeyedRow> rows;
    for (auto const &row : touched.rows)
        if (row.county == county) rows.push_back({values_of(row.key), &row.key});
    std::ranges::sort(rows, {}, &KeyedRow::values);
    auto const doubles = std::ranges::unique(rows, {}, &KeyedRow::values);
    rows.erase(doubles.begin(), doubles.end());
    return rows;
}

// The rows that were touched. Reading on from the first to the last is cheaper than looking for
// each, where they lie close together and nobody else's lie among them.
Sums sums_of_rows(Database &database, int county, SealedTable const &table, std::int64_t after,
                  std::span<std::int64_t const> batches, std::vector<KeyedRow> const &rows) {
    auto sums = empty_sums(batches);
    if (rows.empty()) return sums;
    auto const *first = std::get_if<std::int64_t>(&rows.front().values.front());
    auto const *last = std::get_if<std::int64_t>(&rows.back().values.front());
    if (first != nullptr && last != nullptr &&
        static_cast<std::size_t>(*last - *first) < 4 * rows.size()) {
        for_rows_between(database, table, county, after, *first, *last,
                         [&](SealedRow const &row) { add(sums, row); });
        if (rows_in(sums) == rows.size()) return sums;
        sums = empty_sums(batches);
    }
    RowFinder finder(database, table);
    for (auto const &row : rows)
        finder.find(county, *row.key, [&](SealedRow const &found) { add(sums, found); });
    return sums;
}

Sums sums_of_table(Database &database, int county, SealedTable const &table, std::int64_t after,
                   std::span<std::int64_t const> batches, TouchedTable const &touched,
                   std::vector<base::Problem> &strange) {
    auto sums = empty_sums(batches);
    for_each_row(database, table, county, after, [&](SealedRow const &row) { add(sums, row); });
    auto const more = static_cast<std::int64_t>(rows_in(sums)) - touched.inserted;
    if (touched.only_inserted && more > 0)
        strange.push_back(
            {"seal_rows_unknown", {}, {{"table", table.name}, {"count", std::to_string(more)}}});
    return sums;
}

// Every batch that is sealed has a seal of its refused rows, be there any or not.
std::int64_t sealed_batches(Database &database, int county) {
    auto &select = database.ledger().prepared(
        database, "SELECT coalesce(max(part), 0) FROM seal WHERE county = $1 AND "
                  "table_name = 'refused_row'");
    select.bind(1, county);
    select.step();
    auto const batch = select.integer(0);
    select.reset();
    return batch;
}

std::vector<std::int64_t> batches_after(Database &database, int county, std::int64_t after) {
    std::vector<std::int64_t> batches;
    auto &select = database.ledger().prepared(
        database, "SELECT id FROM batch WHERE county = $1 AND id > $2 ORDER BY id");
    select.bind(1, county);
    select.bind(2, after);
    while (select.step()) batches.push_back(select.integer(0));
    return batches;
}

Seal read(Statement const &row) {
    Seal seal;
    seal.sequence = row.integer(0);
    seal.table = row.text(1);
    seal.part = row.integer(2);
    seal.rows = row.integer(3);
    seal.root = hash_of_bytes(row.blob(4)).value_or(Hash{});
    if (row.columns() > 5) seal.marks = row.blob(5);
    return seal;
}

std::vector<Seal> read_all(Statement &select) {
    std::vector<Seal> seals;
    while (select.step()) seals.push_back(read(select));
    return seals;
}

} // namespace

std::vector<Seal> batch_seals(Database &database, int county, std::span<TouchedTable const> touched,
                              std::vector<base::Problem> &strange) {
    std::vector<Seal> seals;
    if (std::ranges::find(touched, "batch", &TouchedTable::name) == touched.end()) return seals;
    auto const after = sealed_batches(database, county);
    auto const batches = batches_after(database, county, after);
    if (batches.empty()) return seals;
    for (auto const &table : sealed_tables(database)) {
        if (!table.by_batch) continue;
        auto const found = std::ranges::find(touched, table.name, &TouchedTable::name);
        auto sums = empty_sums(batches);
        if (found != touched.end() && found->whole)
            sums = sums_of_table(database, county, table, after, batches, *found, strange);
        else if (found != touched.end())
            sums = sums_of_rows(database, county, table, after, batches, in_order(*found, county));
        for (auto &[batch, sum] : sums)
            if (sum.tree.size() > 0 || table.name == "refused_row")
                seals.push_back({0, table.name, batch, static_cast<std::int64_t>(sum.tree.size()),
                                 sum.tree.root(), std::move(sum.marks)});
    }
    return seals; // sealed_tables are in order of name
}

void keep_seals(Database &database, int county, std::int64_t sequence,
                std::span<Seal const> seals) {
    if (seals.empty()) return;
    auto insert = database.prepare("INSERT INTO seal (county, table_name, part, sequence, rows, "
                                   "root, marks) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    for (auto const &seal : seals) {
        insert->bind(1, county);
        insert->bind(2, seal.table);
        insert->bind(3, seal.part);
        insert->bind(4, sequence);
        insert->bind(5, seal.rows);
        insert->bind_blob(6, bytes_of(seal.root));
        insert->bind_blob(7, seal.marks);
        insert->run();
    }
}

std::vector<int> sealed_counties(Database &database) {
    std::vector<int> counties;
    auto next = database.prepare(
        "SELECT min(county) FROM (SELECT min(county) AS county FROM event WHERE county > $1 UNION "
        "ALL SELECT min(county) FROM checkpoint WHERE county > $1)");
    for (std::int64_t last = -1;;) {
        next->bind(1, last);
        if (!next->step() || next->is_null(0)) return counties;
        last = next->integer(0);
        counties.push_back(static_cast<int>(last));
        next->reset();
    }
}

std::vector<Seal> seals_of(Database &database, int county, std::string_view table) {
    auto select = database.prepare("SELECT sequence, table_name, part, rows, root, marks FROM seal "
                                   "WHERE county = $1 AND table_name = $2 ORDER BY part");
    select->bind(1, county);
    select->bind(2, table);
    return read_all(*select);
}

std::optional<Seal> seal_of(Database &database, int county, std::string_view table,
                            std::int64_t part) {
    auto select = database.prepare("SELECT sequence, table_name, part, rows, root, marks FROM seal "
                                   "WHERE county = $1 AND table_name = $2 AND part = $3");
    select->bind(1, county);
    select->bind(2, table);
    select->bind(3, part);
    auto seals = read_all(*select);
    if (seals.empty()) return std::nullopt;
    return std::move(seals.front());
}

std::vector<Seal> seals_after(Database &database, int county, std::int64_t sequence,
                              std::int64_t until) {
    auto &select = database.ledger().prepared(
        database, "SELECT sequence, table_name, part, rows, root FROM seal "
                  "WHERE county = $1 AND sequence > $2 AND sequence <= $3 "
                  "ORDER BY sequence, table_name, part");
    select.bind(1, county);
    select.bind(2, sequence);
    select.bind(3, until);
    return read_all(select);
}

} // namespace jingzhun::store
