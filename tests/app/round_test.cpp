// The whole round of a year, as a county office lives it; and a county whose files are a mess.
#include "app/program.hpp"
#include "app/scramble.hpp"
#include "app/table.hpp"
#include "source/sheet.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace source = jingzhun::source;
using namespace jingzhun::testing;
using jingzhun::base::Json;

namespace {

constexpr auto national = "/建档立卡人口信息.xlsx";

std::vector<std::string> open_fights(std::string const &store) {
    run_json({"check", store, "--as-of", as_of});
    std::vector<std::string> ids;
    for (auto const *rule : {"conflict_enrolment", "conflict_insurance", "conflict_disability"}) {
        auto const found = run_json({"findings", store, "--rule", rule, "--state", "open"});
        for (auto const &finding : *found.array())
            ids.push_back(std::to_string(number_of(finding, "id")));
    }
    return ids;
}

// All files but the national export, in one call.
void import_the_rest(std::string const &store, std::string const &folder) {
    Arguments arguments = {"import", store};
    for (auto const &file : files_in(folder))
        if (!file.ends_with(national)) arguments.push_back(file);
    run_json(arguments);
}

struct Sums {
    std::int64_t rows = 0, rejected = 0, doubtful = 0;
};

// Nothing is lost: every row is accepted or refused, every accepted one new, changed or unchanged.
Sums balance(Json const &imported) {
    Sums sums;
    for (auto const &batch : array_of(imported, "batches")) {
        CAPTURE(text_of(batch, "file"));
        auto const accepted = number_of(batch, "accepted");
        CHECK(number_of(batch, "rows") == accepted + number_of(batch, "rejected"));
        CHECK(accepted == number_of(batch, "created") + number_of(batch, "updated") +
                              number_of(batch, "unchanged"));
        sums.rows += number_of(batch, "rows");
        sums.rejected += number_of(batch, "rejected");
    }
    return sums;
}

// Rows of a returned sheet that say what is wrong with them: those below the header, which may
// stand under titles.
std::int64_t explained_rows(source::Sheet &sheet) {
    std::optional<std::size_t> column;
    std::int64_t rows = 0;
    for (source::Row row; sheet.next(row);) {
        if (column) {
            rows += *column < row.cells.size() && !row.cells[*column].text.empty() ? 1 : 0;
            continue;
        }
        auto const at =
            std::ranges::find(row.cells, "错误说明", &source::Cell::text) - row.cells.begin();
        if (static_cast<std::size_t>(at) < row.cells.size()) column = static_cast<std::size_t>(at);
    }
    return rows;
}

// The same of all returned workbooks.
std::int64_t explained(Json const &imported) {
    std::int64_t rows = 0;
    for (auto const &file : array_of(imported, "returned")) {
        auto const book = source::open_book(std::get<std::string>(file.value));
        for (std::size_t i = 0; i < book->sheet_names().size(); ++i)
            rows += explained_rows(*book->open(i));
    }
    return rows;
}

bool names_somebody(std::string const &header) {
    for (auto const *word : {"姓名", "号", "编码", "编号", "户主", "村", "负责人", "企业", "单位"})
        if (header.find(word) != header.npos) return true;
    return false;
}

// The file again, with one more row in each table that says something of nobody.
void add_nobody(std::string const &file, std::filesystem::path const &folder) {
    auto tables = read_tables(file);
    for (auto &table : tables) {
        auto row = table.rows.back();
        for (std::size_t i = 0; i < row.size(); ++i)
            if (names_somebody(table.header[i])) row[i] = {};
        table.rows.push_back(std::move(row));
    }
    auto const to = folder / std::filesystem::path(file).filename();
    if (file.ends_with(".csv")) REQUIRE(write_csv(tables.front(), to.string(), {}));
    else write_workbook(tables, to.string());
}

} // namespace

TEST_CASE(
    "a round: their export in, lists in, fights settled, the window's list out, nothing left") {
    Folder const folder;
    auto const store = folder / "county.db";
    make_store(store);

    // January: the national system's export, then what the departments and the survey say.
    auto const theirs = county().files + national;
    run_json({"import", store, theirs});
    import_the_rest(store, county().files);

    // The fights between them are listed, somebody looks, and says who is right.
    auto const fights = open_fights(store);
    REQUIRE(fights.size() > 10);
    for (auto const &id : fights)
        run_json({"settle", store, id, "--side", "1", "--reason", "到户核实", "--actor", "王"});
    CHECK(open_fights(store).empty());

    // The same lists again, as stale as they were: nothing is raised anew.
    import_the_rest(store, county().files);
    CHECK(open_fights(store).empty());

    // What must be entered there: found by one, approved by another, given out as a table.
    auto const first =
        run_json({"diff", store, theirs, "--as-of", as_of, "--window", "--actor", "张"});
    auto const wanted = number_of(first, "differences");
    REQUIRE(wanted > 20);
    run_json({"window", "approve", store, "--actor", "李"});
    auto const out = run_json({"window", "export", store, "--out", folder / "录入.xlsx"});
    CHECK(number_of(out, "rows") == wanted);

    // The window opens, somebody types, it closes; their next export comes in.
    auto const next = folder / "下次导出.xlsx";
    run_json({"export", store, "national_roster", "--out", next, "--as-of", as_of});
    run_json({"import", store, next, "--valid-from", "2021-01-31"});
    auto const last =
        run_json({"diff", store, next, "--as-of", "2021-01-31", "--window", "--actor", "张"});
    CHECK(number_of(last, "differences") == 0);
    CHECK(number_of(*last.find("window"), "done") == wanted);
    CHECK(number_of(*last.find("window"), "approved") == 0);
    CHECK(run({"verify", store}).status == 0);
}

TEST_CASE("a messy county: every row is taken or given back with the reason") {
    Folder const folder;
    std::filesystem::create_directory(folder / "in");
    for (auto const &file : files_in(county().files)) add_nobody(file, folder / "in");
    scramble(folder / "in", folder / "files", Office::csv, 31);
    auto const store = folder / "county.db";
    make_store(store);
    Arguments arguments = {"import", store, "--returned", folder / "back"};
    for (auto const &file : files_in(folder / "files")) arguments.push_back(file);
    auto const imported = run_json(arguments);
    auto const sums = balance(imported);
    CHECK(sums.rejected >= static_cast<std::int64_t>(array_of(imported, "batches").size()));
    CHECK(explained(imported) >= sums.rejected);
    CHECK(explained(imported) <= sums.rejected + 200); // and those taken with a remark
    // The files as they were given back, with nothing corrected: nothing new, nothing lost.
    Arguments again = {"import", store};
    for (auto const &file : array_of(imported, "returned"))
        again.push_back(std::get<std::string>(file.value));
    CHECK(number_of(run_json(again), "changed") == 0);
}
