// SQLite's own checks, and the long index.
#include "store/structure_check.hpp"

#include "store/row_prints.hpp"

#include <string>

namespace jingzhun::store {
namespace {

base::Problem problem(std::string what) {
    return {"store_structure", {}, {{"what", std::move(what)}}};
}

void add_found(Database &database, std::string const &pragma,
               std::vector<base::Problem> &problems) {
    auto check = database.prepare("PRAGMA " + pragma);
    while (check->step())
        if (check->text(0) != "ok") problems.push_back(problem(std::string(check->text(0))));
}

// Tables with indexes besides their primary key.
std::vector<std::string> indexed_tables(Database &database) {
    std::vector<std::string> names;
    auto select =
        database.prepare("SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'index' "
                         "AND sql IS NOT NULL ORDER BY tbl_name");
    while (select->step()) names.emplace_back(select->text(0));
    return names;
}

// The same whatever the order of the rows; the key is random, so nobody can make rows that add up.
std::uint64_t sum_of(Database &database, RowPrints &prints, std::string const &from) {
    auto select =
        database.prepare("SELECT county, sequence, number, table_name, row_key FROM " + from);
    std::uint64_t sum = 0;
    std::string numbers;
    while (select->step()) {
        numbers = std::to_string(select->integer(0)) + ' ' + std::to_string(select->integer(1)) +
                  ' ' + std::to_string(select->integer(2)) + ' ';
        numbers += select->text(3);
        sum += prints.of_row(numbers, select->text(4));
    }
    return sum;
}

bool index_of_changes_holds(Database &database) {
    RowPrints prints;
    return sum_of(database, prints, "change NOT INDEXED") ==
           sum_of(database, prints, "change INDEXED BY change_by_row");
}

} // namespace

std::vector<base::Problem> check_structure(Database &database) {
    std::vector<base::Problem> problems;
    add_found(database, "quick_check(10)", problems);
    for (auto const &table : indexed_tables(database))
        if (table != "change") add_found(database, "integrity_check('" + table + "')", problems);
    if (problems.empty() && !index_of_changes_holds(database))
        problems.push_back(problem("index change_by_row differs from table change"));
    return problems;
}

} // namespace jingzhun::store
