// What SQLite alone needs for the same rows: plain tables, one prepared statement each, one
// transaction. Reading the rows from the imported store is not counted.
#pragma once

#include "base/value.hpp"
#include "county_process.hpp"
#include "register/tables.hpp"
#include "store/open.hpp"

#include <string>
#include <vector>

namespace county_bench {

using namespace jingzhun;

inline void insert_rows(store::Statement &insert,
                        std::vector<std::vector<base::Value>> const &rows) {
    for (auto const &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto const place = static_cast<int>(i) + 1;
            if (auto const *text = std::get_if<std::string>(&row[i]))
                insert.bind_borrowed(place, *text);
            else insert.bind(place, row[i]);
        }
        insert.run();
    }
}

// The table's name, column names with types, and placeholders.
struct PlainTable {
    std::string name, columns, placeholders;
    int width = 0;
};

inline PlainTable plain_table(store::Database &from, std::string const &table) {
    PlainTable plain{"plain_" + table, "", "", 0};
    for (auto const &[name, type] : from.columns(table)) {
        auto const comma = plain.width == 0 ? "" : ", ";
        plain.columns += comma + name + ' ' + type;
        plain.placeholders += comma + ("$" + std::to_string(++plain.width));
    }
    return plain;
}

// Copies one table, a piece of it after the other, and answers the rows.
inline std::int64_t insert_table(store::Database &from, store::Database &to,
                                 std::string const &table, Stopwatch &watch) {
    constexpr std::size_t rows_at_once = 20'000;
    auto const plain = plain_table(from, table);
    to.execute("CREATE TABLE " + plain.name + " (" + plain.columns + ")");
    auto insert = to.prepare("INSERT INTO " + plain.name + " VALUES (" + plain.placeholders + ")");
    auto select = from.prepare("SELECT * FROM " + table);
    std::vector<std::vector<base::Value>> rows;
    std::int64_t inserted = 0;
    for (bool more = true; more;) {
        rows.clear();
        while (rows.size() < rows_at_once && (more = select->step())) {
            auto &row = rows.emplace_back();
            for (int i = 0; i < plain.width; ++i) row.push_back(select->value(i));
        }
        watch.start();
        insert_rows(*insert, rows);
        watch.stop();
        inserted += static_cast<std::int64_t>(rows.size());
    }
    return inserted;
}

inline Figures insert_plainly(std::string const &imported, std::string const &file,
                              pack::Pack const &pack) {
    Stopwatch watch;
    auto const from = store::open(imported, store::Access::read);
    auto to = store::open(file, store::Access::create);
    std::int64_t rows = 0;
    watch.start();
    to->begin_write();
    watch.stop();
    for (auto const &definition : pack.registers)
        rows += insert_table(*from, *to, registry::table_of(definition), watch);
    watch.start();
    to->commit();
    to.reset(); // its log goes into its file, as the import's does
    watch.stop();
    return {{"rows", static_cast<double>(rows)},
            {"wall", watch.wall()},
            {"processor", watch.processor()}};
}

} // namespace county_bench
