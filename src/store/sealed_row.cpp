// Rows to bytes.
#include "store/sealed_row.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace jingzhun::store {
namespace {

std::string names_of(SealedTable const &table, std::size_t count) {
    std::string names;
    for (std::size_t i = 0; i < count; ++i) names += (i == 0 ? "" : ", ") + table.columns[i];
    return names;
}

std::string of_county(SealedTable const &table) {
    std::string where = table.by_county ? "county = $1" : "$1 = $1";
    if (table.by_batch) where += " AND batch > $2";
    return where;
}

SealedRow read_row(SealedTable const &table, Statement const &row, std::string &bytes) {
    SealedRow read;
    bytes.assign(table.name);
    bytes += '\n';
    read.key_at = bytes.size();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (i == table.key_columns) read.rest_at = bytes.size();
        add_cell(bytes, table.columns[i], row, static_cast<int>(i));
        if (i == 0 && table.by_county) read.key_at = bytes.size();
    }
    if (table.key_columns == table.columns.size()) read.rest_at = bytes.size();
    read.bytes = bytes;
    if (table.by_batch) {
        auto const batch = std::ranges::find(table.columns, "batch") - table.columns.begin();
        read.part = row.integer(static_cast<int>(batch));
    }
    return read;
}

SealedTable describe(Database &database, std::string const &name) {
    SealedTable table;
    table.name = name;
    auto columns = database.prepare(
        "SELECT name, cid, pk > 0 FROM pragma_table_info($1) ORDER BY pk = 0, pk, cid");
    columns->bind(1, name);
    while (columns->step()) {
        table.columns.emplace_back(columns->text(0));
        table.places.push_back(static_cast<int>(columns->integer(1)));
        if (columns->integer(2) != 0) ++table.key_columns;
        table.by_batch = table.by_batch || table.columns.back() == "batch";
    }
    table.by_county = !table.columns.empty() && table.columns.front() == "county";
    return table;
}

} // namespace

bool is_sealed(std::string_view name) {
    static constexpr std::string_view own[] = {"event", "seal", "checkpoint", "tile", "change"};
    return std::ranges::find(own, name) == std::end(own) && !name.starts_with("sqlite_") &&
           !name.starts_with("k_") && !name.starts_with("transient_");
}

std::vector<SealedTable> sealed_tables(Database &database) {
    std::vector<std::string> names;
    auto select =
        database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (select->step())
        if (is_sealed(select->text(0))) names.emplace_back(select->text(0));
    std::vector<SealedTable> found;
    for (auto const &name : names) found.push_back(describe(database, name));
    return found;
}

SealedTable table_named(Database &database, std::string_view name) {
    auto table = describe(database, std::string(name));
    if (table.columns.empty())
        throw base::Error("store_damaged",
                          {{"file", database.address()}, {"what", "no table " + table.name}});
    return table;
}

std::string name_of(SealedTable const &table, std::string_view key) {
    return table.name + ' ' + name_of_key(key);
}

RowReader::RowReader(Database &database, SealedTable const &table, std::string_view where)
    : table_(table),
      select_(database.prepare(fmt::format("SELECT {} FROM {} WHERE {} ORDER BY {}",
                                           names_of(table, table.columns.size()), table.name, where,
                                           names_of(table, table.key_columns)))) {}

bool RowReader::next() {
    if (!select_->step()) return false;
    row_ = read_row(table_, *select_, bytes_);
    return true;
}

void for_each_row(Database &database, SealedTable const &table, int county,
                  std::int64_t after_batch, TakeRow const &take) {
    RowReader rows(database, table, of_county(table));
    rows.statement().bind(1, county);
    if (table.by_batch) rows.statement().bind(2, after_batch);
    while (rows.next()) take(rows.row());
}

void for_rows_between(Database &database, SealedTable const &table, int county,
                      std::int64_t after_batch, std::int64_t first, std::int64_t last,
                      TakeRow const &take) {
    RowReader rows(database, table,
                   fmt::format("{} AND {} BETWEEN $3 AND $4", of_county(table), table.columns[1]));
    rows.statement().bind(1, county);
    rows.statement().bind(2, after_batch);
    rows.statement().bind(3, first);
    rows.statement().bind(4, last);
    while (rows.next()) take(rows.row());
}

RowFinder::RowFinder(Database &database, SealedTable const &table) : table_(table) {
    auto sql = fmt::format("SELECT {} FROM {} WHERE {}", names_of(table, table.columns.size()),
                           table.name, table.by_county ? "county = $1" : "$1 = $1");
    for (std::size_t i = table.by_county ? 1 : 0, place = 2; i < table.key_columns; ++i, ++place)
        sql += fmt::format(" AND {} = ${}", table.columns[i], place);
    select_ = database.prepare(sql);
}

bool RowFinder::find(int county, std::string_view key, TakeRow const &take) {
    select_->bind(1, county);
    auto place = 2;
    for (auto const &value : values_of(key)) select_->bind(place++, value);
    if (!select_->step()) return false;
    take(read_row(table_, *select_, bytes_));
    select_->reset();
    return true;
}

} // namespace jingzhun::store
