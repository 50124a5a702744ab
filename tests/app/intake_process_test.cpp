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
    auto const again =
        run_json({"import", store, std::get<std::string>(returned[0].value), "--returned", folder / "back2"});
    CHECK(number_of(batch_of(again), "unchanged") ==
          3); // sent back untouched: nothing new, nothing lost
    CHECK(array_of(again, "returned").size() == 1);
}
