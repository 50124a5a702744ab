// The other system's side: its layout written back, held against ours, and what must be entered
// there, until the next export shows it.
#include "app/program.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace jingzhun::testing;

namespace {

jingzhun::base::Json diff(std::string const &store, std::string const &file,
                          Arguments const &more = {}) {
    Arguments arguments = {"diff", store, file, "--as-of", as_of};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_json(arguments);
}

std::int64_t in_window(jingzhun::base::Json const &report, std::string_view name) {
    return number_of(*report.find("window"), name);
}

} // namespace

TEST_CASE("a layout written back says what the register holds: importing it changes nothing") {
    Folder const folder;
    auto const store = folder / "s.db", out = folder / "系统.xlsx";
    copy_store(county().store, store);
    auto const written =
        run_json({"export", store, "general_roster", "--out", out, "--as-of", as_of});
    auto const again = run_json({"import", store, out});
    auto const &batch = array_of(again, "batches").front();
    CHECK(number_of(batch, "rows") == number_of(written, "rows"));
    CHECK(number_of(batch, "unchanged") == number_of(written, "rows"));
    CHECK(number_of(batch, "errors_total") == 0);
}

TEST_CASE(
    "a full round: their export, our survey, the list to enter, their next export, nothing left") {
    Folder const folder;
    auto const store = folder / "s.db", theirs = county().files + "/建档立卡人口信息.xlsx",
               next = folder / "下次导出.xlsx";
    copy_store(county().store, store);
    std::filesystem::create_directory_symlink(county().store + ".files", store + ".files");
    std::filesystem::copy_file(county().store + ".key", store + ".key");
    auto const first = diff(store, theirs, {"--window", "--actor", "张"});
    auto const found = number_of(first, "differences");
    CHECK(number_of(first, "theirs") == number_of(first, "both"));
    REQUIRE(found > 20);
    CHECK(in_window(first, "added") == found);
    CHECK(in_window(diff(store, theirs, {"--window", "--actor", "张"}), "added") == 0);

    CHECK(run({"window", "approve", store, "--actor", "张"}).status == 1);           // not his own
    CHECK(run({"window", "drop", store, "--id", "1", "--actor", "李"}).status == 2); // no reason
    run_json({"window", "drop", store, "--id", "1", "--actor", "李", "--reason", "系统正确"});
    CHECK(number_of(run_json({"window", "approve", store, "--actor", "李"}), "changed") ==
          found - 1);
    CHECK(number_of(run_json({"window", "export", store, "--out", folder / "录入.xlsx"}), "rows") ==
          found - 1);

    // Somebody has entered everything there: the next export says what our register holds.
    run_json({"export", store, "national_roster", "--out", next, "--as-of", as_of});
    auto const last = diff(store, next, {"--window", "--actor", "张"});
    CHECK(number_of(last, "differences") == 0);
    CHECK(in_window(last, "done") == found - 1);
    CHECK(in_window(last, "waiting") + in_window(last, "approved") == 0);
    CHECK(run({"verify", store}).status == 0);
}

TEST_CASE("records that only one side has are said, and what concerns a household is said once") {
    Folder const folder;
    auto const store = folder / "s.db", file = folder / "r.csv";
    make_store(store);
    std::string const header =
        "县,乡镇,行政村,户编号,人编号,姓名,身份证号,与户主关系,脱贫属性,贫困户属性\n";
    std::string const place = "新田县,龙泉街道,石甑源村,";
    write_bytes(file, header + place + "H1,P1,张三,431199198001010011,户主,未脱贫,一般贫困户\n" +
                          place + "H1,P4,张四,431199198001010046,配偶,未脱贫,一般贫困户\n" + place +
                          "H2,P2,李四,431199198001010038,户主,未脱贫,一般贫困户\n");
    run_json({"import", store, file});
    write_bytes(file, header + place + "H1,P1,张叁,431199198001010011,户主,未脱贫,低保贫困户\n" +
                          place + "H1,P4,张四,431199198001010046,配偶,未脱贫,低保贫困户\n" + place +
                          "H3,P3,王五,43119919800101002X,户主,未脱贫,一般贫困户\n");
    auto const report = run_json({"diff", store, file});
    CHECK(number_of(report, "both") == 2);
    std::vector<std::string> said;
    for (auto const &item : array_of(report, "items"))
        said.push_back(text_of(item, "kind") + " " + text_of(item, "key") + " " +
                       text_of(item, "column") + " " + text_of(item, "theirs") + "/" +
                       text_of(item, "ours"));
    CHECK(said == std::vector<std::string>{"differs P1 姓名 张叁/张三",
                                           "differs H1 贫困户属性 低保贫困户/一般贫困户",
                                           "there_only P3  王五/", "here_only P2  /"});
}
