// The record of a day, after later files changed it; lists that wait for their persons.
#include "app/program.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

using namespace jingzhun::testing;
using jingzhun::base::Json;

namespace {

std::string value_in(Json const &shown, std::string_view field) {
    auto const *values = shown.find("values");
    REQUIRE(values != nullptr);
    auto const *text = values->text(field);
    return text == nullptr ? "" : *text;
}

Json shown(Arguments arguments) {
    arguments.insert(arguments.begin(), "show");
    return run_json(arguments);
}

std::string roster(std::string const &relation) {
    return "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n"
           "431128001001,H1,P1,张三,431199198001010011," +
           relation + "\n";
}

std::string survey(std::string const &day, std::string const &wages) {
    return "户编号,核查日期,工资性收入,住房安全等级\nH1," + day + "," + wages + ",A\n";
}

} // namespace

TEST_CASE("an undated roster that changes holds from its day, and what was before stays") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    write_bytes(folder / "r.csv", roster("户主"));
    run_json({"import", store, folder / "r.csv", "--valid-from", "2020-01-01"});
    write_bytes(folder / "r.csv", roster("配偶"));
    run_json({"import", store, folder / "r.csv", "--valid-from", "2020-07-01"});
    CHECK(value_in(shown({store, "person", "P1"}), "relation") == "spouse");
    CHECK(value_in(shown({store, "person", "P1", "--as-of", "2020-06-30"}), "relation") == "head");
    CHECK(value_in(shown({store, "person", "P1", "--as-of", "2020-07-01"}), "relation") ==
          "spouse");
    CHECK(value_in(shown({store, "person", "P1", "--as-of", "2015-01-01"}), "relation") == "head");
}

TEST_CASE("a survey holds from its own day, in whatever order the files come") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    write_bytes(folder / "r.csv", roster("户主"));
    write_bytes(folder / "late.csv", survey("2020-10-01", "20000"));
    write_bytes(folder / "early.csv", survey("2019/3/1", "10000"));
    run_json({"import", store, folder / "r.csv", folder / "late.csv"});
    run_json({"import", store, folder / "early.csv"});
    CHECK(value_in(shown({store, "household", "H1"}), "wage_income") == "20000.00");
    CHECK(value_in(shown({store, "household", "H1", "--as-of", "2020-09-30"}), "wage_income") ==
          "10000.00");
    CHECK(value_in(shown({store, "household", "H1", "--as-of", "2018-12-31"}), "wage_income")
              .empty());
}

TEST_CASE("a correction of the same day replaces, and what was known before can be asked for") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    write_bytes(folder / "r.csv", roster("户主"));
    write_bytes(folder / "s.csv", survey("2020-10-01", "20000"));
    run_json({"import", store, folder / "r.csv", folder / "s.csv"});
    auto const batches = run_json({"batches", store});
    auto const known = text_of(batches.array()->back(), "recorded_at");
    ::usleep(1'100'000);
    write_bytes(folder / "s.csv", survey("2020-10-01", "2000"));
    CHECK(number_of(run_json({"import", store, folder / "s.csv"}), "changed") == 1);
    CHECK(value_in(shown({store, "household", "H1"}), "wage_income") == "2000.00");
    CHECK(value_in(shown({store, "household", "H1", "--known-at", known}), "wage_income") ==
          "20000.00");
    CHECK(run({"show", store, "household", "H1", "--known-at", "yesterday"}).status != 0);
}

TEST_CASE("rows of a list that find nobody wait, and link when their person arrives") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    write_bytes(folder / "deaths.csv",
                "姓名,身份证号,死亡日期\n张三,43119919800101 0011,2020-05-01\n");
    auto const list = run_json({"import", store, folder / "deaths.csv"});
    CHECK(number_of(array_of(list, "batches").front(), "linked") == 0);
    CHECK(run({"check", store, "--as-of", as_of}).status == 0);
    CHECK(run_json({"findings", store, "--rule", "deceased_member"}).array()->empty());
    write_bytes(folder / "r.csv", roster("户主"));
    run_json({"import", store, folder / "r.csv"});
    CHECK(run({"check", store, "--as-of", as_of}).status == 0);
    auto const found = run_json({"findings", store, "--rule", "deceased_member"});
    REQUIRE(found.array()->size() == 1);
    CHECK(text_of(found.array()->front(), "subject") == "P1");
}
