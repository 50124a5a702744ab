// How fast the worklist of one person and of a whole county are, beside many findings.
//
// Usage: worklist_bench FOLDER [FINDINGS]. Writes a store with synthetic findings (five million
// unless given: those of a county of a million households), straight into its tables, and prints
// the time of each list: the middle one and the slowest of a hundred.
#include "base/file.hpp"
#include "finding/counts.hpp"
#include "pack/load.hpp"
#include "register/tables.hpp"
#include "store/ledger.hpp"
#include "store/open.hpp"
#include "work/worklist.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>

using namespace jingzhun;

namespace {

constexpr int county = 431128;
constexpr int townships = 25, villages = 20, persons = 10'000;
constexpr int today = 18'627; // 2020-12-31

// Numbers that look thrown, the same each time: `a`, `b` and `c` of 32 bits of the id.
//
// 40 % are to be assigned, 25 % assigned, 10 % rectified, 5 % verified, 20 % closed. Nine of ten
// were found by a monthly check of two years, with the deadline of their severity; the tenth by
// people, on any day, with any deadline.
std::string fill_sql(std::int64_t findings) {
    return fmt::format(
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {findings}), "
        "thrown AS (SELECT i, (i * 2654435761 & 4294967295) >> 7 AS a, (i * 2246822519 & "
        "4294967295) >> 9 AS b, (i * 3266489917 & 4294967295) >> 8 AS c FROM n), "
        "made AS (SELECT i, a, b, c, c % 2 AS severity, CASE WHEN a % 10 = 0 THEN {today} - b % "
        "730 ELSE {today} - 30 * (b % 24) END AS opened, CASE WHEN a % 10 = 0 THEN 5 + c % 40 ELSE "
        "15 * (1 + c % 2) END AS days, CASE WHEN c / 2 % 20 < 8 THEN 0 WHEN c / 2 % 20 < 13 THEN 1 "
        "WHEN c / 2 % 20 < 15 THEN 2 WHEN c / 2 % 20 < 16 THEN 3 ELSE 4 END AS state FROM thrown) "
        "INSERT INTO finding SELECT {county}, i, 'rule_' || (a / 10 % 30), 'household', i, 'H' || "
        "i, '张某', '', printf('{county}%03d%03d', 1 + i % {townships}, 1 + i / {townships} % "
        "{villages}), state, severity, opened, opened + days, CASE state WHEN 4 THEN opened + 10 "
        "END, 0, CASE b / 730 % 4 WHEN 0 THEN 'township_office' WHEN 1 THEN 'village_official' "
        "WHEN 2 THEN 'responsible_official' ELSE 'county_office' END, '农户 ' || i || ' "
        "不符合规则', 'household ' || i || ' does not meet the rule' FROM made;"
        "INSERT INTO finding_work SELECT county, id, '', 1 + (id * 2654435761 & 4294967295) % "
        "{persons}, '', '', 0, 0, 0, 0, CASE WHEN id % 50 = 0 THEN 1 + (id * 2246822519 & "
        "4294967295) % 500 ELSE 0 END, 0, state, due FROM finding WHERE state > 0 AND id > 1;",
        fmt::arg("findings", findings), fmt::arg("today", today), fmt::arg("county", county),
        fmt::arg("townships", townships), fmt::arg("villages", villages),
        fmt::arg("persons", persons));
}

void fill(std::string const &file, std::int64_t findings) {
    sqlite3 *raw = nullptr;
    sqlite3_open(file.c_str(), &raw);
    char *why = nullptr;
    // Indexes are quicker made of rows that are there than kept through millions of them.
    auto const sql = "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; BEGIN;"
                     "DROP INDEX finding_by_subject; DROP INDEX finding_by_record;"
                     "DROP INDEX finding_unclosed_by_place;"
                     "DROP INDEX finding_unclosed_by_owner;" +
                     fill_sql(findings) + "COMMIT;";
    if (sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, &why) != SQLITE_OK) {
        fmt::print(stderr, "{}\n", why);
        std::exit(1);
    }
    sqlite3_close(raw);
}

// The tables, with one finding so that those of the work are there too.
void make(std::string const &file, pack::Pack const &pack) {
    auto const database = store::open(file, store::Access::create);
    store::Transaction transaction(*database);
    registry::create_tables(*database, pack);
    finding::create_table(*database);
    finding::Raised raised;
    raised.text = "起点";
    raised.area = "431128001001";
    raised.owner = "township_office";
    finding::raise(*database, {"bench", "", ""}, county, raised);
    store::append(*database, {"bench", "", ""}, {county, "finding", "finding 1", "{}"});
    transaction.commit();
}

void count_again(std::string const &file) {
    auto const database = store::open(file, store::Access::write);
    store::Transaction transaction(*database);
    finding::create_table(*database); // and its indexes
    finding::recount(*database, county);
    transaction.commit();
}

std::vector<base::Area> divisions() {
    std::vector<base::Area> all = {{"431128", "县"}};
    for (int i = 1; i <= townships; ++i) {
        auto const township = fmt::format("{}{:03}", county, i);
        all.push_back({township, "镇"});
        for (int j = 1; j <= villages; ++j)
            all.push_back({fmt::format("{}{:03}", township, j), "村"});
    }
    return all;
}

template <class Work> void measure(std::string_view what, int times, Work const &work) {
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) {
        auto const start = std::chrono::steady_clock::now();
        work(i);
        taken.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
    }
    std::ranges::sort(taken);
    fmt::print("{:<40} {:>9.2f} ms {:>9.2f} ms\n", what, taken[taken.size() / 2], taken.back());
}

} // namespace

int main(int count, char **arguments) {
    if (count < 2) {
        fmt::print(stderr, "worklist_bench FOLDER [FINDINGS]\n");
        return 2;
    }
    std::int64_t const findings = count > 2 ? std::atoll(arguments[2]) : 5'000'000;
    auto const file = std::filesystem::path(arguments[1]) / "worklist.db";
    std::filesystem::remove(file);
    auto const pack = pack::load_or_throw(base::shipped("packs/china"));
    make(file.string(), pack);
    fill(file.string(), findings);
    count_again(file.string());
    auto const database = store::open(file.string(), store::Access::read);
    base::AreaTree const areas(divisions());
    work::FindingDesk const desk{*database, pack, areas, county};
    fmt::print("{} findings, {} persons\n{:<40} {:>12} {:>12}\n", findings, persons, "", "middle",
               "slowest");
    std::mt19937_64 random(1);
    auto const someone = [&](std::string const &post, std::size_t digits) {
        work::Person person;
        person.record = 1 + static_cast<std::int64_t>(random() % persons);
        person.key = "431199198001010018";
        person.post = post;
        auto const village =
            fmt::format("{}{:03}{:03}", county, 1 + random() % townships, 1 + random() % villages);
        person.areas = {village.substr(0, digits)};
        return person;
    };
    base::Date const on{today};
    measure("helper of one village", 100,
            [&](int) { work::worklist_of(desk, someone("pairing_helper", 12), on); });
    measure("secretary of one village", 100,
            [&](int) { work::worklist_of(desk, someone("village_secretary", 12), on); });
    measure("deputy of one township", 100,
            [&](int) { work::worklist_of(desk, someone("township_deputy", 9), on); });
    measure("head of the county office", 100, [&](int) {
        auto person = someone("unit_head", 6);
        person.unit = "县扶贫办";
        person.areas.clear();
        work::worklist_of(desk, person, on);
    });
    measure("township, by village and owner", 100,
            [&](int) { work::worklist_of_area(desk, "431128001", on); });
    measure("county, by township and owner", 100,
            [&](int) { work::worklist_of_area(desk, "431128", on); });
    return 0;
}
