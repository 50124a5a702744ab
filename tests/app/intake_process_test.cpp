// Intake as the sender meets it: columns explained once, the file given back, the corrected file
// sent again.
#include "app/program.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace jingzhun::testing;

namespace {

jingzhun::base::Json const &batch_of(jingzhun::base::Json const &report) {
    return array_of(report, "batches").at(0);
}

} // namespace

TEST_CASE("what a sender's columns mean is said once and remembered for that sender alone") {
    Folder const folder;
    auto const store = folder / "s.db", list = folder / "deaths.csv";
    make_store(store);
    write_bytes(list, "姓名,号码,去世时间\n张三,431199198001010011,2019-07-01\n");
    run_json({"import", store, list}, 3);
    auto const first = run_json({"import", store, list, "--sender", "公安局", "--map",
                                 "号码=身份证号", "--map", "去世时间=死亡日期"});
    CHECK(number_of(batch_of(first), "created") == 1);
    write_bytes(list, "姓名,号码,去世时间\n李四,43119919800101003X,2019-08-01\n");
    run_json({"import", store, list, "--sender", "民政局"}, 3);
    auto const second = run_json({"import", store, list, "--sender", "公安局"});
    CHECK(number_of(batch_of(second), "created") == 1);
    CHECK(run({"verify", store}).status == 0);
}

TEST_CASE("a column that is nearly known is named with what to add") {
    Folder const folder;
    auto const store = folder / "s.db", list = folder / "deaths.csv";
    make_store(store);
    write_bytes(list, "姓名,身份证号,死亡日其\n张三,431199198001010011,2019-07-01\n");
    auto const refused = run({"import", store, list});
    CHECK(refused.status == 3);
    CHECK(refused.out.find("--map '死亡日其=死亡日期'") != std::string::npos);
}

TEST_CASE("a file comes back with its faults, and the corrected one is taken whole") {
    Folder const folder;
    auto const store = folder / "s.db", list = folder / "名单.csv";
    make_store(store);
    write_bytes(list, "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n"
                      "431128001001,H1,P1,张三,431199198001010011,户主\n"
                      "431128001001,H2,P2,李四,4.31199E+17,户主\n"
                      "431128999999,H3,P3,王五,431199198001010038,户主\n");
    auto const first = run_json({"import", store, list, "--returned", folder / "back"});
    CHECK(number_of(batch_of(first), "rows") == 3);
    auto const &returned = array_of(first, "returned");
    REQUIRE(returned.size() == 1);
    auto const again = run_json({"import", store, std::get<std::string>(returned[0].value),
                                 "--returned", folder / "back2"});
    CHECK(number_of(batch_of(again), "unchanged") ==
          3); // sent back untouched: nothing new, nothing lost
    CHECK(array_of(again, "returned").size() == 1);
}

namespace {

constexpr auto header =
    "县,乡镇,行政村,户编号,人编号,姓名,身份证号,与户主关系,脱贫属性,人均纯收入\n";

// Four persons of four households; each row's village and income as given.
void write_roster(std::string const &file, std::vector<std::string> const &incomes,
                  std::string const &village = "石甑源村") {
    std::string text = header;
    std::vector<std::string> const numbers = {"431199198001010011", "431199198001010038",
                                              "43119919800101002X", "431199198001010046"};
    for (std::size_t i = 0; i < incomes.size(); ++i) {
        auto const n = std::to_string(i + 1);
        text += "新田县,龙泉街道," + (i == 0 ? village : "石甑源村") + ",H" + n + ",P" + n +
                ",姓名" + n + "," + numbers[i] + ",户主,未脱贫," + incomes[i] + "\n";
    }
    write_bytes(file, text);
}

std::string income_of(std::string const &store, std::string const &household) {
    auto const out = run({"show", store, "household", household}).out;
    auto const at = out.find("人均纯收入（系统）");
    return at == std::string::npos ? "" : out.substr(at, out.find('\n', at) - at);
}

} // namespace

TEST_CASE("a staged batch is seen in the preview, counts when it is accepted, and is dropped when "
          "it is not") {
    Folder const folder;
    auto const store = folder / "s.db", list = folder / "r.csv";
    make_store(store);
    write_roster(list, {"1000", "2000"});
    auto const staged = run_json({"import", store, list, "--stage"});
    CHECK(text_of(batch_of(staged), "state") == "staged");
    CHECK(number_of(run_json({"summary", store}), "households") == 0);
    auto const rows = run_json({"preview", store, "1"});
    REQUIRE(rows.array()->size() == 4); // two households, two persons
    for (auto const &row : *rows.array()) CHECK(text_of(row, "kind") == "new");
    run_json({"accept", store, "1"});
    CHECK(number_of(run_json({"summary", store}), "households") == 2);
    run_json({"accept", store, "1"}, 1);

    write_roster(list, {"1500", "2000"});
    run_json({"import", store, list, "--stage"});
    auto const changed = run_json({"preview", store, "2", "--kind", "changed"});
    REQUIRE(changed.array()->size() == 1);
    auto const &change = array_of(changed.array()->front(), "changes").front();
    CHECK(text_of(change, "before") == "1000.00");
    CHECK(text_of(change, "after") == "1500.00");
    run_json({"rollback", store, "2"});
    CHECK(income_of(store, "H1").find("1000.00") != std::string::npos);
    CHECK(run({"verify", store}).status == 0);
}

TEST_CASE("a batch that changes more than its layout may is held until another person accepts it") {
    Folder const folder;
    auto const store = folder / "s.db", list = folder / "r.csv";
    make_store(store);
    write_roster(list, {"1000", "2000", "3000", "4000"});
    run_json({"import", store, list, "--actor", "张"});
    write_roster(list, {"1001", "2000", "3000", "4000"}); // a quarter: passes
    CHECK(text_of(batch_of(run_json({"import", store, list, "--actor", "张"})), "state") ==
          "accepted");
    write_roster(list, {"1", "2", "3", "4000"}); // a wrong column, it seems
    auto const held = run_json({"import", store, list, "--actor", "张"});
    CHECK(text_of(batch_of(held), "state") == "held");
    CHECK(income_of(store, "H2").find("2000.00") != std::string::npos);
    CHECK(run({"accept", store, "3", "--actor", "张"}).status == 1);
    run_json({"accept", store, "3", "--actor", "李"});
    CHECK(income_of(store, "H2").find("2.00") != std::string::npos);
}

TEST_CASE("a staged batch is out of date once its source has spoken again, and the first word is "
          "needed by the later") {
    Folder const folder;
    auto const store = folder / "s.db", list = folder / "r.csv";
    make_store(store);
    write_roster(list, {"1000", "2000", "3000", "4000"});
    run_json({"import", store, list});
    write_roster(list, {"1001", "2000", "3000", "4000"});
    run_json({"import", store, list, "--stage"});
    write_roster(list, {"1000", "2002", "3000", "4000"});
    run_json({"import", store, list});
    auto const late = run({"accept", store, "2"});
    CHECK(late.status == 1);
    CHECK(late.err.find("批次 3") != std::string::npos);
    auto const needed = run({"rollback", store, "1"});
    CHECK(needed.status == 1);
    CHECK(needed.err.find("先撤回批次") != std::string::npos);
    for (auto const *batch : {"3", "2", "1"}) run_json({"rollback", store, batch});
    CHECK(number_of(run_json({"summary", store}), "households") == 0);
}

TEST_CASE("a cell that cannot be read does not erase what was known") {
    Folder const folder;
    auto const store = folder / "s.db", list = folder / "r.csv";
    make_store(store);
    write_roster(list, {"1000", "2000", "3000", "4000"});
    run_json({"import", store, list});
    auto const before = run({"show", store, "household", "H1"}).out;
    write_roster(list, {"一千", "2000", "3000", "4000"}, "石甑原村");
    auto const again = run_json({"import", store, list});
    CHECK(number_of(batch_of(again), "errors_total") == 2);
    CHECK(run({"show", store, "household", "H1"}).out == before);
}
