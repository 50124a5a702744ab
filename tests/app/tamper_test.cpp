// Every cell of every table, changed by the owner of the file: found, and located.
#include "app/source_tables.hpp"
#include "finding/finding.hpp"
#include "intake/import.hpp"
#include "pack/load.hpp"
#include "register/erase.hpp"
#include "register/pack_files.hpp"
#include "register/tables.hpp"
#include "register/verify.hpp"
#include "source_folder.hpp"
#include "store/areas.hpp"
#include "store/ledger_tree.hpp"
#include "store/open.hpp"
#include "store/request.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

using namespace jingzhun;

namespace {

constexpr int county = 431128;
store::Actor const actor{"李明", "年度", "office-3", "township"};

base::Value value_for(pack::Register const &definition, std::size_t field, int record) {
    auto const type = definition.fields[field].type;
    switch (registry::kind_of(type)) {
    case store::Kind::integer:
        return std::int64_t{type == pack::FieldType::boolean ? record % 2 : 18000 + record};
    case store::Kind::real:
        return record + 0.5;
    default:
        return fmt::format("{}-{}", field, record);
    }
}

// Registers of every type of field in few tables; the long campaign takes the nation's sixty.
std::string pack_folder() {
    auto const is_long = std::getenv("JINGZHUN_LONG") != nullptr;
    return source_folder() + (is_long ? "/packs/china" : "/packs/graduation");
}

// Every table the product makes, with rows in each.
struct Everything {
    Scratch scratch;
    pack::Pack pack = pack::load_or_throw(pack_folder());
    std::unique_ptr<store::Database> database =
        store::open(scratch / "county.db", store::Access::create);

    Everything() {
        make();
        for (int batch = 0; batch < 2; ++batch) import();
        write_findings();
        add_events();
        erase_one();
        store::issue_checkpoint(*database, actor, county);
    }

    void make() {
        store::Transaction transaction(*database);
        registry::create_tables(*database, pack);
        finding::create_table(*database);
        make_other_tables();
        store::put_areas(*database, county, {{"431128", "新田县"}, {"431128100", "龙泉镇"}});
        registry::put_pack(*database, county, pack_folder(), pack, base::date_min);
        store::set_meta(*database, "last_check", "2020-12-31");
        store::set_meta(*database, "note", "other");
        store::append(*database, actor, {county, "init", "county", "{}"});
        transaction.commit();
    }
    // Of accounts, work, cases, inspections, grievances …: whatever the sources make.
    void make_other_tables() {
        for (auto const &table : testing::source_tables()) {
            if (!database->columns(table.name).empty()) continue;
            database->execute(table.sql);
            fill(table.name);
        }
    }
    void fill(std::string const &table) {
        for (int row = 1; row <= 3; ++row) {
            std::string values;
            for (auto const &[name, type] : database->columns(table)) {
                auto const number = name == "county" ? county : row;
                values += values.empty() ? "" : ", ";
                values += type == "TEXT"   ? fmt::format("'{} {}'", name, row)
                          : type == "BLOB" ? fmt::format("x'{:04x}'", row)
                                           : std::to_string(number);
            }
            database->execute(fmt::format("INSERT INTO {} VALUES ({})", table, values));
        }
    }
    void import() {
        store::Transaction transaction(*database);
        registry::Batch batch;
        batch.county = county;
        batch.file = "f.xlsx";
        batch.source = "source";
        batch.recorded_at = base::now();
        batch.valid_from = base::Date{18600};
        batch.id = registry::insert_batch(*database, batch);
        for (auto const &definition : pack.registers) {
            registry::Writer writer(*database, pack, definition, batch);
            for (int record = 1; record <= 3; ++record) {
                std::vector<base::Value> values;
                for (std::size_t i = 0; i < definition.fields.size(); ++i)
                    values.push_back(
                        value_for(definition, i, record + static_cast<int>(batch.id) * 10));
                writer.state(fmt::format("k{}", record), base::Date{18000}, record, values);
            }
        }
        for (int i = 0; i < 2; ++i)
            registry::insert_refused(
                *database, county,
                {batch.id, i, true, {{"area_unknown", {}, {}}}, {"甲", "乙"}, "甲", "431199"});
        store::append(*database, actor, {county, "import", "batch", "{}"});
        transaction.commit();
    }
    void write_findings() {
        store::Transaction transaction(*database);
        for (int i = 1; i <= 3; ++i)
            database->execute(fmt::format(
                "INSERT INTO finding VALUES (431128, {0}, 'rule', 'person', {0}, 'k{0}', '甲', "
                "'', '431128100', 0, 0, 18000, 18030, 18010, 0, 'office', '话{0}', 'text {0}')",
                i));
        store::once(*database, actor, {county, "a1", "x"}, [](auto &) { return "one"; });
        store::once(*database, actor, {county, "a2", "x"}, [](auto &) { return "two"; });
        store::append(*database, actor, {county, "check", "county", "{}"});
        transaction.commit();
    }
    void add_events() {
        store::Transaction transaction(*database);
        for (int i = 0; i < 300; ++i)
            store::append(*database, actor, {county, "visit", fmt::format("v {}", i), "{}"});
        transaction.commit();
        store::issue_checkpoint(*database, actor, county);
    }
    void erase_one() {
        store::Transaction transaction(*database);
        for (auto const *name : {"person", "household"})
            registry::erase_record(*database, actor, county, pack, *pack.find_register(name), "k2");
        transaction.commit();
    }

    // Everything found after the SQL, which is undone again; nothing where SQLite refuses it or it
    // changes no row.
    std::optional<std::vector<base::Problem>> after(std::string const &sql) {
        std::optional<std::vector<base::Problem>> found;
        database->begin_write();
        try {
            database->execute(sql);
            if (database->changes() > 0) found = registry::verify(*database, {}).problems;
        } catch (base::Error const &) { // a constraint: the owner cannot do that either
        }
        database->rollback();
        return found;
    }
};

struct Column {
    std::string name, type;
    bool is_key = false;
};

std::vector<std::string> tables(store::Database &database) {
    std::vector<std::string> names;
    auto select = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name "
                                   "NOT LIKE 'sqlite%' AND name NOT LIKE 'transient%'");
    while (select->step()) names.emplace_back(select->text(0));
    return names;
}

std::vector<Column> columns_of(store::Database &database, std::string const &table) {
    std::vector<Column> columns;
    auto select = database.prepare("SELECT name, type, pk > 0 FROM pragma_table_info($1)");
    select->bind(1, table);
    while (select->step())
        columns.push_back(
            {std::string(select->text(0)), std::string(select->text(1)), select->integer(2) != 0});
    return columns;
}

std::string names(std::vector<Column> const &columns, std::string const &prefix = "") {
    std::string text;
    for (auto const &column : columns) text += (text.empty() ? "" : ", ") + prefix + column.name;
    return text;
}

// The condition that picks the row at a place in the order of the key.
std::string row_at(std::string const &table, std::vector<Column> const &columns, int place) {
    std::vector<Column> keys;
    for (auto const &column : columns)
        if (column.is_key) keys.push_back(column);
    return fmt::format("({0}) = (SELECT {0} FROM {1} ORDER BY {0} LIMIT 1 OFFSET {2})", names(keys),
                       table, place);
}

std::string other_value(Column const &column) {
    if (column.type == "INTEGER") return fmt::format("coalesce({}, 0) + 1", column.name);
    if (column.type == "REAL") return fmt::format("coalesce({}, 0) + 1.0", column.name);
    if (column.type == "BLOB") return fmt::format("coalesce({0}, x'') || x'01'", column.name);
    return fmt::format("coalesce({}, '') || 'x'", column.name);
}

std::string blob_safe(Column const &column) {
    // "||" makes text of blobs.
    return column.type == "BLOB" ? fmt::format("CAST({} AS BLOB)", other_value(column))
                                 : other_value(column);
}

// What must be told of a change in this table: the table and row, or the event.
bool is_located(std::string const &table, std::vector<base::Problem> const &problems) {
    static std::set<std::string> const of_events = {"event", "change", "seal"};
    for (auto const &problem : problems) {
        if (problem.code == "store_structure") return true; // the index no longer fits
        auto const by_event =
            problem.code.starts_with("ledger_") || problem.code == "seal_marks_changed" ||
            problem.code == "seal_root_differs" || problem.code == "seal_batch_unknown";
        if ((of_events.contains(table) || table == "tile" || table == "checkpoint") && by_event)
            return true;
        for (auto const &[name, value] : problem.arguments)
            if (value == table || value.starts_with(table + ' ')) return true;
    }
    return false;
}

struct Tally {
    int tried = 0, refused = 0;
};

void try_one(Everything &store, std::string const &table, std::string const &sql, Tally &tally) {
    auto const found = store.after(sql);
    if (!found) {
        ++tally.refused;
        return;
    }
    ++tally.tried;
    CHECK_MESSAGE(!found->empty(), sql);
    CHECK_MESSAGE(is_located(table, *found), sql);
}

} // namespace

TEST_CASE("for every table and column an update, a swap, a deletion and an insertion are found and "
          "located") {
    Everything store;
    REQUIRE(registry::verify(*store.database, {}).problems.empty());
    auto const all = tables(*store.database);
    for (auto const &table : testing::source_tables())
        CHECK_MESSAGE((table.name.starts_with("transient_") ||
                       std::ranges::find(all, table.name) != all.end()),
                      table.name);
    for (auto const *name : {"work_case", "case_act", "inspection", "settlement", "finding_act",
                             "account", "role_grant", "draw_unit", "frozen_record"})
        CHECK(std::ranges::find(all, name) != all.end());
    Tally tally;
    for (auto const &table : all) {
        auto const columns = columns_of(*store.database, table);
        auto const first = row_at(table, columns, 0), second = row_at(table, columns, 1);
        for (auto const &column : columns) {
            try_one(store, table,
                    fmt::format("UPDATE {} SET {} = {} WHERE {}", table, column.name,
                                blob_safe(column), first),
                    tally);
            if (column.is_key) continue;
            try_one(store, table,
                    fmt::format("UPDATE {0} SET {1} = NULL WHERE {2} AND {1} IS NOT NULL", table,
                                column.name, first),
                    tally);
            // Two rows exchange what they hold.
            try_one(
                store, table,
                fmt::format("CREATE TEMP TABLE one AS SELECT {1} AS v FROM {0} WHERE {2}; CREATE "
                            "TEMP TABLE two AS SELECT {1} AS v FROM {0} WHERE {3}; UPDATE {0} "
                            "SET {1} = (SELECT v FROM one) WHERE {3} AND (SELECT v FROM one) "
                            "IS NOT (SELECT v FROM two); UPDATE {0} SET {1} = (SELECT v FROM "
                            "two) WHERE {2} AND (SELECT v FROM one) IS NOT (SELECT v FROM two)",
                            table, column.name, first, second),
                tally);
        }
        for (auto const place : {0, 1})
            try_one(store, table,
                    fmt::format("DELETE FROM {} WHERE {}", table, row_at(table, columns, place)),
                    tally);
        try_one(store, table, fmt::format("DELETE FROM {}", table), tally);
        // The same row again under another key.
        for (auto const *step : {" + 100000", " - 200000"}) {
            std::string keys;
            for (auto const &column : columns)
                if (column.is_key && column.name != "county")
                    keys += (keys.empty() ? "" : ", ") + column.name + " = " + blob_safe(column) +
                            (column.type == "INTEGER" ? step : "");
            if (keys.empty()) continue;
            try_one(store, table,
                    fmt::format("CREATE TEMP TABLE one AS SELECT * FROM {0} WHERE {1}; UPDATE one "
                                "SET {2}; INSERT INTO {0} SELECT * FROM one",
                                table, first, keys),
                    tally);
        }
    }
    MESSAGE(tally.tried << " changes found, " << tally.refused << " refused by the store or void");
    CHECK(tally.tried > 500);
    CHECK(registry::verify(*store.database, {}).problems.empty());
}
