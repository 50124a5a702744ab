// The last change of each row up to then, put into a table of its own.
#include "store/table_then.hpp"

#include "base/error.hpp"
#include "store/memory.hpp"
#include "store/row_cells.hpp"

#include <bit>
#include <charconv>
#include <fmt/format.h>

namespace jingzhun::store {
namespace {

std::string bytes_in(std::string_view hexadecimal) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hexadecimal.size(); at += 2) {
        unsigned byte = 0;
        std::from_chars(hexadecimal.data() + at, hexadecimal.data() + at + 2, byte, 16);
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

void bind(Statement &insert, int place, Cell const &cell) {
    auto const *begin = cell.value.data(), *end = begin + cell.value.size();
    if (cell.kind == 't') return insert.bind(place, cell.value);
    if (cell.kind == 'b') return insert.bind_blob(place, bytes_in(cell.value));
    if (cell.kind == 'r') {
        std::uint64_t bits = 0;
        std::from_chars(begin, end, bits, 16);
        return insert.bind(place, std::bit_cast<double>(bits));
    }
    std::int64_t number = 0;
    std::from_chars(begin, end, number);
    insert.bind(place, number);
}

// One row put in after the other, by their lines.
class Inserting {
  public:
    Inserting(Database &into, std::string const &table, int county)
        : columns_(into.columns(table)), county_(county) {
        std::string places;
        for (std::size_t i = 1; i <= columns_.size(); ++i)
            places += fmt::format("{}${}", i == 1 ? "" : ", ", i);
        insert_ = into.prepare(fmt::format("INSERT INTO {} VALUES ({})", table, places));
    }

    void put(std::string_view key, std::string_view after) {
        auto const key_cells = read_cells(key), cells = read_cells(after);
        if (!key_cells || !cells) return; // the ledger's own check says that it was changed
        for (std::size_t i = 0; i < columns_.size(); ++i)
            insert_->bind_null(static_cast<int>(i) + 1);
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (columns_[i].first == "county") insert_->bind(static_cast<int>(i) + 1, county_);
        for (auto const *all : {&*key_cells, &*cells})
            for (auto const &cell : *all) bind_named(cell);
        insert_->run();
    }

  private:
    void bind_named(Cell const &cell) {
        for (std::size_t i = 0; i < columns_.size();
             ++i) // a column that is gone since has no place
            if (columns_[i].first == cell.column) bind(*insert_, static_cast<int>(i) + 1, cell);
    }

    std::vector<std::pair<std::string, std::string>> columns_;
    int county_;
    std::unique_ptr<Statement> insert_;
};

// As the store has it now, with its indexes. False where there is no such table.
bool lay_out(Database &from, Database &into, std::string const &table) {
    auto select = from.prepare("SELECT sql FROM sqlite_schema WHERE tbl_name = $1 AND sql IS NOT "
                               "NULL ORDER BY type <> 'table'");
    select->bind(1, table);
    auto found = false;
    for (; select->step(); found = true) into.execute(select->text(0));
    return found;
}

void copy_then(Database &from, Database &into, int county, std::string const &table,
               std::int64_t events) {
    Inserting inserting(into, table, county);
    auto changes = from.prepare(
        "SELECT row_key, after FROM change INDEXED BY change_by_row WHERE county = $1 AND "
        "table_name = $2 AND sequence <= $3 ORDER BY row_key, sequence, number");
    changes->bind(1, county);
    changes->bind(2, table);
    changes->bind(3, events);
    std::string key, after;
    auto stands = false;
    while (changes->step()) {
        if (stands && changes->text(0) != key) inserting.put(key, after);
        key = changes->text(0);
        after = changes->text(1);
        stands = !changes->is_null(1);
    }
    if (stands) inserting.put(key, after);
}

} // namespace

std::int64_t events_by(Database &database, int county, base::Instant time, std::int64_t most) {
    auto select = database.prepare("SELECT coalesce(max(sequence), 0) FROM event WHERE county = $1 "
                                   "AND time <= $2 AND sequence <= $3");
    select->bind(1, county);
    select->bind(2, time);
    select->bind(3, most);
    return select->step() ? select->integer(0) : 0;
}

std::unique_ptr<Database> tables_then(Database &database, int county,
                                      std::span<std::string const> tables, std::int64_t events) {
    auto then = open_in_memory();
    then->execute("BEGIN");
    for (auto const &table : tables)
        if (lay_out(database, *then, table)) copy_then(database, *then, county, table, events);
    then->execute("COMMIT");
    return then;
}

} // namespace jingzhun::store
