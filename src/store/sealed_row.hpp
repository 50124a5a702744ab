// The tables that seals cover, and their rows as the bytes that are hashed (row_bytes.hpp).
//
// Every table is covered but those of the ledger itself (event, seal, checkpoint, tile, change),
// tables named k_…, which follow from those named r_… and are compared with them, and tables named
// transient_…, which hold what may be lost or changed at any time. A column added to a table that
// is there must be without a default, so that the bytes of its rows stay what they were.
#pragma once

#include "store/database.hpp"
#include "store/row_bytes.hpp"

#include <functional>

namespace jingzhun::store {

struct SealedTable {
    std::string name;
    std::vector<std::string> columns; // those of the primary key first, in its order
    std::vector<int> places;          // of each of them in the order of the table
    std::size_t key_columns = 0;
    // Its rows are only added, and belong to the batch in their column `batch`. Rows of any other
    // table change, and each change is logged (change.hpp).
    bool by_batch = false;
    bool by_county = false;
};
bool is_sealed(std::string_view table);
std::vector<SealedTable> sealed_tables(Database &database);
// Also of a table of the ledger. Throws Error "store_damaged" where there is none of that name.
SealedTable table_named(Database &database, std::string_view name);

// A row while it is looked at.
struct SealedRow {
    std::int64_t part = 0;   // its batch; 0 where the table is not by batch
    std::string_view bytes;  // all that is hashed
    std::size_t key_at = 0;  // where the lines of its key begin, the county left out
    std::size_t rest_at = 0; // where those of the other columns begin
    std::string_view key() const { return bytes.substr(key_at, rest_at - key_at); }
    std::string_view rest() const { return bytes.substr(rest_at); }
};
// What names the row, for people: "r_person record=12 batch=3 row=17".
std::string name_of(SealedTable const &table, std::string_view key);

// Rows one after the other, in order of the primary key.
class RowReader {
  public:
    // `where` is a condition with placeholders $1 …, which are bound through `statement`.
    RowReader(Database &database, SealedTable const &table, std::string_view where);
    Statement &statement() { return *select_; }
    bool next();
    SealedRow const &row() const { return row_; } // until the next one
    std::int64_t integer(int column) const { return select_->integer(column); }

  private:
    SealedTable const &table_;
    std::unique_ptr<Statement> select_;
    std::string bytes_;
    SealedRow row_;
};

using TakeRow = std::function<void(SealedRow const &)>;
// In order of the primary key; of a table by batch those of batches after `after_batch`.
void for_each_row(Database &database, SealedTable const &table, int county,
                  std::int64_t after_batch, TakeRow const &take);
// Those whose first column of the key (after the county) is from `first` to `last`.
void for_rows_between(Database &database, SealedTable const &table, int county,
                      std::int64_t after_batch, std::int64_t first, std::int64_t last,
                      TakeRow const &take);

// Rows by their key.
class RowFinder {
  public:
    RowFinder(Database &database, SealedTable const &table);
    // Calls `take` once, or not at all where there is no such row; answers whether there is. The
    // key is the lines of `SealedRow::key`.
    bool find(int county, std::string_view key, TakeRow const &take);

  private:
    SealedTable const &table_;
    std::unique_ptr<Statement> select_;
    std::string bytes_;
};

} // namespace jingzhun::store
