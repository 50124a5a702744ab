// Seals: what stood in the tables when an event was written, as roots of hash trees.
//
// Every event carries the seals of what it left behind, and they are part of its leaf in the
// ledger's tree. A table of statements or rows of a batch (one with a column `batch`) is sealed
// batch by batch, once and for ever; any other table is sealed whole, again at each event that
// finds it changed. Tables named k_… follow from those named r_… and are compared with them instead
// (docs/ledger.md). `marks` only help to say which row was changed; they prove nothing.
#pragma once

#include "store/database.hpp"
#include "store/merkle.hpp"

#include <functional>

namespace jingzhun::store {

struct Seal {
    std::int64_t sequence = 0; // of the event that carries it
    std::string table;
    std::int64_t part = 0; // the batch; 0: the whole table
    std::int64_t rows = 0;
    Hash root{};       // over the rows in order of their primary key
    std::string marks; // eight characters for each row: the beginning of its hash
};

// A table that seals cover.
struct SealedTable {
    std::string name;
    std::vector<std::string> columns; // those of the primary key first, in its order
    std::size_t key_columns = 0;
    bool by_batch = false, by_county = false;
};
std::vector<SealedTable> sealed_tables(Database &database);

// One row as the bytes that are hashed: the table's name, then "column=…" for each value that is
// there, a line each. `key_bytes` of them name the row.
struct SealedRow {
    std::int64_t part = 0;
    std::string_view leaf;
    std::size_t key_bytes = 0;
};
// In order of the primary key; of a table by batch those of batches after `after_batch`.
void for_each_row(Database &database, SealedTable const &table, int county,
                  std::int64_t after_batch, std::function<void(SealedRow const &)> const &take);
// What names the row, for people: "r_person record=12 batch=3 row=17".
std::string name_of(SealedRow const &row);
std::string mark_of(Hash const &leaf); // eight characters

// Whether the tables for seals are there; all that follows but their making requires it.
bool has_seals(Database &database);
std::vector<int> sealed_counties(Database &database);
// Makes them. Requires: a write transaction is open.
void create_seal_tables(Database &database);
// Seals every batch that is not sealed yet and every other table that has changed, for this event.
void seal_tables(Database &database, int county, std::int64_t sequence);
// The seals in force: of each part of each table the newest.
std::vector<Seal> current_seals(Database &database, int county, SealedTable const &table);

} // namespace jingzhun::store
