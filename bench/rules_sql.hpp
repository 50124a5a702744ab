// The twenty-six indicators as one SQL statement, the same text for SQLite and DuckDB: a mask of
// failed indicators for each household into a new table.
#pragma once

#include "rules_by_hand.hpp"
#include "rules_measure.hpp"

#include <sqlite3.h>

#include <optional>
#include <string>
#include <vector>

namespace workload {

inline std::string number(std::int64_t value) { return std::to_string(value); }

// The line in force on the day the household was registered.
inline std::string line_of_day(Limits const &limits) {
    std::string text = "CASE";
    for (std::size_t i = 12; i > 0; --i)
        text += " WHEN registered >= " + number(limits.from[i]) + " THEN " + number(lines[i]);
    return text + " ELSE " + number(lines[0]) + " END";
}

inline std::string by_risk(std::array<std::int32_t, 4> const &values) {
    std::string text = "CASE risk";
    for (std::size_t i = 0; i < 4; ++i)
        text += " WHEN " + number(risk_none + static_cast<int>(i)) + " THEN " + number(values[i]);
    return text + " END";
}

inline std::string members_sql(Limits const &l) {
    std::string const away = "school <> " + number(school_never + 1);
    auto const flag = [](std::string const &name, std::string const &test) {
        return ", MAX(CASE WHEN " + test + " THEN 1 ELSE 0 END) AS " + name;
    };
    auto const count = [](std::string const &name, std::string const &test) {
        return ", SUM(CASE WHEN " + test + " THEN 1 ELSE 0 END) AS " + name;
    };
    auto const aged = [](std::int32_t from, std::int32_t below) {
        return "birth <= " + number(from) + " AND birth > " + number(below);
    };
    std::string const able = aged(l.y16, l.y60) + " AND health < " + number(health_well + 2);
    return "SELECT hid AS member_of, COUNT(*) AS n, SUM(wage) AS wages" +
           flag("pupil",
                aged(l.y6, l.y16) + " AND " + away + " AND health <> " + number(health_well + 2)) +
           flag("small", aged(l.y3, l.y6) + " AND " + away) +
           flag("youth",
                aged(l.y16, l.y19) + " AND " + away + " AND employ = " + number(employ_idle)) +
           flag("uninsured", "med = 0") +
           flag("old", "birth <= " + number(l.y60) + " AND pension = 0") + count("able", able) +
           count("working", able + " AND employ <> " + number(employ_idle)) +
           count("disabled", "health = " + number(health_well + 3)) + " FROM person GROUP BY hid";
}

inline std::vector<std::string> indicators_sql() {
    return {"inc >= " + number(lines[12]) + " * n",
            "10 * inc >= 11 * line * n",
            "food >= 12",
            "clothing >= 4",
            "pupil = 0",
            "small = 0",
            "youth = 0",
            "uninsured = 0",
            "old = 0",
            "10 * med_cost <= 3 * gain",
            "house_grade <= " + number(grade_a + 1),
            "house_area >= 13 * n",
            "w_qty >= 1",
            "w_qual >= 1",
            "w_dist <= 800",
            "w_rel >= 90",
            "elec <> 0",
            "road_m <= 2000",
            "comms >= 1",
            "debt <= 2 * gain",
            "able = 0 OR working >= 1",
            "4 * (n - able) <= 3 * n OR transfer >= 3000 * n",
            "disabled = 0 OR transfer >= 900 * disabled",
            "visits >= quota",
            number(as_of_days) + " - last_visit <= longest_gap",
            "registered <= " + number(as_of_days - 365)};
}

// CREATE TABLE result(hid, mask).
inline std::string statement_sql(Limits const &limits) {
    std::string mask;
    std::int64_t bit = 1;
    for (std::string const &indicator : indicators_sql()) {
        mask += (bit == 1 ? "" : " + ") + ("CASE WHEN " + indicator + " THEN 0 ELSE ") +
                number(bit) + " END";
        bit *= 2;
    }
    return "CREATE TABLE result AS WITH m AS (" + members_sql(limits) +
           "), h AS (SELECT *, biz + transfer - cost + wages AS inc, " + line_of_day(limits) +
           " AS line, " + by_risk(quotas) + " AS quota, " + by_risk(gaps) +
           " AS longest_gap FROM household JOIN m ON member_of = hid), g AS (SELECT *, CASE WHEN "
           "inc > 0 THEN inc ELSE 0 END AS gain FROM h) SELECT hid, " +
           mask + " AS mask FROM g";
}

inline std::string create_sql(bool of_person) {
    std::string text = of_person ? "CREATE TABLE person(hid INTEGER, pno INTEGER"
                                 : "CREATE TABLE household(hid INTEGER PRIMARY KEY";
    for (Fact const &fact : of_person ? person_facts() : household_facts())
        text += std::string(", ") + fact.name + " INTEGER";
    return text + (of_person ? ", PRIMARY KEY(hid, pno)) WITHOUT ROWID" : ")");
}

inline std::int64_t cell(cel::Column const &column, std::size_t row) {
    return std::visit([&](auto const &cells) { return static_cast<std::int64_t>(cells[row]); },
                      column.values);
}

// Calls take(household, number of the member within it, row) for every row of a table.
template <class Take> void each_row(cel::Population const &population, bool of_person, Take take) {
    auto const &offsets = population.tables[0].relations[0].offsets;
    for (std::size_t h = 0; h < population.tables[0].rows; ++h) {
        if (!of_person) take(h, std::size_t{0}, h);
        for (std::size_t p = offsets[h]; of_person && p < offsets[h + 1]; ++p)
            take(h, p - offsets[h], p);
    }
}

// SQLite, the product's own, with tables in memory.
class Sqlite {
  public:
    explicit Sqlite(cel::Population const &population) {
        sqlite3_open(":memory:", &database_);
        for (bool const of_person : {false, true}) fill(population, of_person);
        run("ANALYZE");
    }
    ~Sqlite() { sqlite3_close(database_); }
    Sqlite(Sqlite const &) = delete;
    Sqlite &operator=(Sqlite const &) = delete;

    void run(std::string const &sql) {
        if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return;
        std::fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(database_));
        std::exit(2);
    }

    std::vector<std::uint32_t> masks(std::size_t households) {
        std::vector<std::uint32_t> found(households);
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(database_, "SELECT hid, mask FROM result", -1, &statement, nullptr);
        while (sqlite3_step(statement) == SQLITE_ROW)
            found[static_cast<std::size_t>(sqlite3_column_int64(statement, 0))] =
                static_cast<std::uint32_t>(sqlite3_column_int64(statement, 1));
        sqlite3_finalize(statement);
        return found;
    }

  private:
    void fill(cel::Population const &population, bool of_person) {
        auto const &columns = population.tables[of_person ? 1 : 0].columns;
        std::string insert =
            of_person ? "INSERT INTO person VALUES(?, ?" : "INSERT INTO household VALUES(?";
        for (std::size_t i = 0; i < columns.size(); ++i) insert += ", ?";
        run(create_sql(of_person) + "; BEGIN");
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(database_, (insert + ")").c_str(), -1, &statement, nullptr);
        each_row(population, of_person, [&](std::size_t h, std::size_t member, std::size_t row) {
            int place = 1;
            sqlite3_bind_int64(statement, place++, static_cast<std::int64_t>(h));
            if (of_person)
                sqlite3_bind_int64(statement, place++, static_cast<std::int64_t>(member));
            for (auto const &column : columns)
                sqlite3_bind_int64(statement, place++, cell(column, row));
            sqlite3_step(statement);
            sqlite3_reset(statement);
        });
        sqlite3_finalize(statement);
        run("COMMIT");
    }

    sqlite3 *database_ = nullptr;
};

// DuckDB through its npm package, as bench/fetch-duckdb installs it, in a process of its own.
struct Duck {
    Time one, two;
    Sums sums;
};
inline std::optional<Duck> run_duckdb(cel::Population const &population, Limits const &limits,
                                      std::string const &folder, int rounds) {
    if (std::system(("test -d " + folder + "/node_modules/@duckdb/node-api").c_str()) != 0)
        return std::nullopt;
    std::ofstream(folder + "/statement.sql") << statement_sql(limits);
    for (bool const of_person : {false, true}) {
        std::ofstream csv(folder + (of_person ? "/person.csv" : "/household.csv"));
        std::string line = of_person ? "hid,pno" : "hid";
        for (Fact const &fact : of_person ? person_facts() : household_facts())
            line += std::string(",") + fact.name;
        csv << line << '\n';
        auto const &columns = population.tables[of_person ? 1 : 0].columns;
        each_row(population, of_person, [&](std::size_t h, std::size_t member, std::size_t row) {
            line = std::to_string(h);
            if (of_person) line += "," + std::to_string(member);
            for (auto const &column : columns) line += "," + std::to_string(cell(column, row));
            csv << line << '\n';
        });
    }
    std::string const command = "node bench/rules_duckdb.mjs " + folder + " " +
                                std::to_string(rounds) + " " + std::to_string(vetoes);
    std::FILE *pipe = popen(command.c_str(), "r");
    Duck duck;
    unsigned long long accepted = 0, masks = 0, weighted = 0;
    int const read = pipe == nullptr
                         ? 0
                         : std::fscanf(pipe, "%lf %lf %lf %lf %llu %llu %llu", &duck.one.wall,
                                       &duck.one.processor, &duck.two.wall, &duck.two.processor,
                                       &accepted, &masks, &weighted);
    duck.sums = {accepted, masks, weighted};
    if (pipe != nullptr) pclose(pipe);
    return read == 7 ? std::optional(duck) : std::nullopt;
}

} // namespace workload
