// What SQLite's preupdate hook tells of a write transaction, kept until the next event asks.
//
// Not for the rest of the product: `Database::touched` (database.hpp) hands it out.
#pragma once

#include "store/seal.hpp"
#include "store/touched.hpp"

#include <map>
#include <unordered_map>

struct sqlite3;

namespace jingzhun::store {

class TouchRecorder {
  public:
    // From here on every change made through the connection is told. Requires: the recorder stays
    // where it is as long as the connection is open.
    void attach(sqlite3 *connection);
    // The tables as they are now; until then a table that is not known counts as touched whole.
    void learn(std::vector<SealedTable> const &tables);

    // All that was touched and is not logged yet. What is handed out is forgotten at `commit`, and
    // what earlier transactions left is handed out again after `rollback`.
    std::vector<TouchedTable> take();
    void commit();
    void rollback();
    void undo_part(); // a savepoint was undone: rows were not only inserted

  private:
    struct Place { // of a column
        std::string name;
        int at = 0; // in the table's order
    };
    struct Table {
        std::string name;
        bool known = false, covered = true, by_batch = false;
        int county = -1;
        std::vector<Place> key, others;
    };
    struct Noted {
        bool whole = false;
        std::int64_t inserted = 0;
        bool only_inserted = true;
        std::vector<TouchedRow> added;                    // of a table by batch
        std::unordered_map<std::string, TouchedRow> rows; // by county and key
    };

    static void told(void *self, sqlite3 *connection, int operation, char const *schema,
                     char const *table, long long, long long);
    void note(sqlite3 *connection, int operation, Table const &table);
    void note_row(sqlite3 *connection, Table const &table, Noted &noted, bool is_old,
                  bool was_there);
    TouchedRow read_key(sqlite3 *connection, Table const &table, bool is_old) const;
    Table &find(std::string_view name);

    std::map<std::string, Table, std::less<>> tables_;
    Table *last_ = nullptr;
    std::map<std::string, Noted> current_, carried_;
    std::size_t kept_ = 0; // rows of tables by batch
    bool taken_ = false;
};

} // namespace jingzhun::store
