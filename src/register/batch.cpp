// The table `batch` and the rows a batch refused.
#include "register/batch.hpp"

#include "register/problem_json.hpp"
#include "store/salt.hpp"

#include <algorithm>

#include <cassert>

namespace jingzhun::registry {
namespace {

constexpr std::string_view columns =
    "file, sheet, source, file_hash, actor, reason, recorded_at, accepted_at, "
    "rolled_back_at, state, valid_from, rows, accepted, rejected, created, "
    "updated, unchanged, linked, conflicts, accepted_after, rolled_back_after, correction";
constexpr int columns_count = 22;

base::Instant accepted_at(Batch const &batch) {
    if (batch.accepted_at != 0 || batch.state != BatchState::accepted) return batch.accepted_at;
    return batch.recorded_at;
}

void bind(store::Statement &statement, Batch const &batch) {
    statement.bind(1, batch.county);
    statement.bind(2, batch.id);
    statement.bind(3, batch.file);
    statement.bind(4, batch.sheet);
    statement.bind(5, batch.source);
    statement.bind(6, batch.file_hash);
    statement.bind(7, batch.actor);
    statement.bind(8, batch.reason);
    statement.bind(9, batch.recorded_at);
    statement.bind(10, accepted_at(batch));
    statement.bind(11, batch.rolled_back_at);
    statement.bind(12, static_cast<int>(batch.state));
    statement.bind(13, batch.valid_from.days);
    statement.bind(14, batch.rows);
    statement.bind(15, batch.accepted);
    statement.bind(16, batch.rejected);
    statement.bind(17, batch.created);
    statement.bind(18, batch.updated);
    statement.bind(19, batch.unchanged);
    statement.bind(20, batch.linked);
    statement.bind(21, batch.conflicts);
    statement.bind(22, batch.accepted_after);
    statement.bind(23, batch.rolled_back_after);
    statement.bind(24, batch.correction ? 1 : 0);
}

Batch read(store::Statement const &statement, int county) {
    Batch batch;
    batch.county = county;
    batch.id = statement.integer(columns_count);
    batch.file = statement.text(0);
    batch.sheet = statement.text(1);
    batch.source = statement.text(2);
    batch.file_hash = statement.text(3);
    batch.actor = statement.text(4);
    batch.reason = statement.text(5);
    batch.recorded_at = statement.integer(6);
    batch.accepted_at = statement.integer(7);
    batch.rolled_back_at = statement.integer(8);
    batch.state = static_cast<BatchState>(statement.integer(9));
    batch.valid_from = base::Date{static_cast<std::int32_t>(statement.integer(10))};
    batch.rows = statement.integer(11);
    batch.accepted = statement.integer(12);
    batch.rejected = statement.integer(13);
    batch.created = statement.integer(14);
    batch.updated = statement.integer(15);
    batch.unchanged = statement.integer(16);
    batch.linked = statement.integer(17);
    batch.conflicts = statement.integer(18);
    batch.accepted_after = statement.integer(19);
    batch.rolled_back_after = statement.integer(20);
    batch.correction = statement.integer(21) != 0;
    return batch;
}

bool has_parts(store::Database &database) { return !database.columns("batch_part").empty(); }

void insert_part(store::Database &database, Batch const &batch) {
    if (!has_parts(database))
        database.execute("CREATE TABLE batch_part (county INTEGER NOT NULL, id "
                         "INTEGER NOT NULL, "
                         "whole INTEGER NOT NULL, PRIMARY KEY (county, id)) "
                         "STRICT, WITHOUT ROWID");
    auto insert =
        database.prepare("INSERT INTO batch_part (county, id, whole) VALUES ($1, $2, $3)");
    insert->bind(1, batch.county);
    insert->bind(2, batch.id);
    insert->bind(3, batch.part_of);
    insert->run();
}

// By number, ascending.
std::vector<std::pair<std::int64_t, std::int64_t>> all_parts(store::Database &database,
                                                             int county) {
    std::vector<std::pair<std::int64_t, std::int64_t>> parts;
    if (!has_parts(database)) return parts;
    auto select =
        database.prepare("SELECT id, whole FROM batch_part WHERE county = $1 ORDER BY id");
    select->bind(1, county);
    while (select->step()) parts.emplace_back(select->integer(0), select->integer(1));
    return parts;
}

std::int64_t next(store::Database &database, std::string_view sql, int county, std::int64_t batch) {
    auto select = database.prepare(sql);
    select->bind(1, county);
    if (batch != 0) select->bind(2, batch);
    select->step();
    return select->integer(0) + 1;
}

void take_refused(store::Statement &select, std::int64_t batch, std::vector<RefusedRow> &rows) {
    while (select.step()) {
        RefusedRow row;
        row.batch = batch;
        row.row = static_cast<int>(select.integer(0));
        row.refused = select.integer(1) != 0;
        row.name = select.text(2);
        row.identity = select.text(3);
        row.problems = read_problems(select.text(4));
        row.cells = read_cells(select.text(5));
        rows.push_back(std::move(row));
    }
}

} // namespace

std::string_view to_string(BatchState state) {
    switch (state) {
    case BatchState::accepted:
        return "accepted";
    case BatchState::staged:
        return "staged";
    case BatchState::rolled_back:
        return "rolled_back";
    case BatchState::held:
        return "held";
    case BatchState::loading:
        return "loading";
    }
    return "";
}

bool counts(Batch const &batch, Known const &known) {
    auto const from = accepted_at(batch);
    if (from == 0 && batch.state != BatchState::accepted) return false;
    if (from > known.at || batch.accepted_after >= known.position) return false;
    if (batch.rolled_back_at == 0) return true;
    return known.at < batch.rolled_back_at || known.position <= batch.rolled_back_after;
}

std::int64_t ledger_position(store::Database &database, int county) {
    return store::last_sequence(database, county);
}

std::int64_t insert_batch(store::Database &database, Batch const &batch) {
    auto numbered = batch;
    if (batch.state == BatchState::accepted)
        numbered.accepted_after = ledger_position(database, batch.county);
    numbered.id =
        next(database, "SELECT coalesce(max(id), 0) FROM batch WHERE county = $1", batch.county, 0);
    auto insert = database.prepare(
        "INSERT INTO batch (county, id, " + std::string(columns) +
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
        "$16, $17, $18, $19, $20, $21, $22, $23, $24)");
    bind(*insert, numbered);
    insert->run();
    if (numbered.part_of != 0) insert_part(database, numbered);
    return numbered.id;
}

void update_batch(store::Database &database, Batch const &batch) {
    auto update =
        database.prepare("UPDATE batch SET (" + std::string(columns) +
                         ") = ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
                         "$18, $19, $20, $21, $22, $23, $24) WHERE county = $1 AND id = $2");
    bind(*update, batch);
    update->run();
}

void update_whole(store::Database &database, Batch const &batch) {
    update_batch(database, batch);
    for (auto const id : parts_of(database, batch.county, batch.id)) {
        if (id == batch.id) continue;
        auto part = *find_batch(database, batch.county, id);
        part.state = batch.state;
        part.accepted_at = batch.accepted_at;
        part.accepted_after = batch.accepted_after;
        part.rolled_back_at = batch.rolled_back_at;
        part.rolled_back_after = batch.rolled_back_after;
        update_batch(database, part);
    }
}

std::vector<Batch> list_batches(store::Database &database, int county) {
    std::vector<Batch> batches;
    auto select = database.prepare("SELECT " + std::string(columns) +
                                   ", id FROM batch WHERE county = $1 ORDER BY id");
    select->bind(1, county);
    while (select->step()) batches.push_back(read(*select, county));
    for (auto const &[id, whole] : all_parts(database, county)) {
        auto const part = std::ranges::lower_bound(batches, id, {}, &Batch::id);
        if (part != batches.end() && part->id == id) part->part_of = whole;
    }
    return batches;
}

std::vector<std::int64_t> parts_of(store::Database &database, int county, std::int64_t id) {
    std::vector<std::int64_t> parts = {id};
    for (auto const &[part, whole] : all_parts(database, county))
        if (whole == id) parts.push_back(part);
    return parts;
}

std::optional<Batch> find_batch(store::Database &database, int county, std::int64_t id) {
    auto select = database.prepare("SELECT " + std::string(columns) +
                                   ", id FROM batch WHERE county = $1 AND id = $2");
    select->bind(1, county);
    select->bind(2, id);
    if (!select->step()) return std::nullopt;
    auto batch = read(*select, county);
    for (auto const &[part, whole] : all_parts(database, county))
        if (part == id) batch.part_of = whole;
    return batch;
}

void insert_refused(store::Database &database, int county, RefusedRow const &row) {
    auto const number = next(database,
                             "SELECT coalesce(max(number), 0) FROM refused_row "
                             "WHERE county = $1 AND batch = $2",
                             county, row.batch);
    auto insert = database.prepare(
        "INSERT INTO refused_row (county, batch, number, source_row, refused, name, "
        "identity, problems, cells, salt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    insert->bind(1, county);
    insert->bind(2, row.batch);
    insert->bind(3, number);
    insert->bind(4, row.row);
    insert->bind(5, row.refused ? 1 : 0);
    insert->bind(6, row.name);
    insert->bind(7, row.identity);
    insert->bind(8, write_problems(row.problems));
    insert->bind(9, write_cells(row.cells));
    auto const salt = store::draw_salt();
    insert->bind_blob(10, store::bytes_of(salt));
    insert->run();
}

std::vector<RefusedRow> list_refused(store::Database &database, int county, std::int64_t batch) {
    std::vector<RefusedRow> rows;
    auto select = database.prepare(
        "SELECT source_row, refused, name, identity, problems, cells FROM refused_row "
        "WHERE county = $1 AND batch = $2 ORDER BY number");
    for (auto const part : parts_of(database, county, batch)) {
        select->bind(1, county);
        select->bind(2, part);
        take_refused(*select, batch, rows);
    }
    return rows;
}

} // namespace jingzhun::registry
