// A data fight settled: who is right, why, on what evidence; and what raises it again.
#include "app/program.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace jingzhun::testing;

namespace {

// One person: the survey says at school, the enrolment list says otherwise.
struct Fight {
    Folder folder;
    std::string store = folder / "s.db", list = folder / "学籍.csv", survey = folder / "核查.csv";
    Fight() {
        make_store(store);
        write_bytes(folder / "r.csv", "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n"
                                      "431128001001,H1,P1,张三,431199201001010016,户主\n");
        write_bytes(survey, "户编号,人编号,姓名,身份证号,在校情况,基本医保\n"
                            "H1,P1,张三,431199201001010016,在校,居民\n");
        import_list("辍学");
        run_json({"import", store, folder / "r.csv", survey});
    }
    void import_list(std::string const &status) const {
        write_bytes(list, "姓名,身份证号,学校,年级,学籍状态\n"
                          "张三,431199201001010016,龙泉小学,四年级," +
                              status + "\n");
        run_json({"import", store, list, "--valid-from", "2020-06-01"});
    }
    // Open findings of the rule after a check.
    std::vector<std::int64_t> fights() const {
        run_json({"check", store, "--as-of", as_of});
        auto const open = run_json({"findings", store, "--rule", "conflict_enrolment"});
        std::vector<std::int64_t> ids;
        for (auto const &finding : *open.array())
            if (text_of(finding, "state") == "open") ids.push_back(number_of(finding, "id"));
        return ids;
    }
};

} // namespace

TEST_CASE(
    "what is settled stays settled while both sides say the same, and is raised by a new claim") {
    Fight const fight;
    auto const first = fight.fights();
    REQUIRE(first.size() == 1);
    auto const id = std::to_string(first[0]);
    write_bytes(fight.folder / "证明.txt", "学校出具的在读证明");
    CHECK(run({"settle", fight.store, id, "--side", "1"}).status == 2); // no reason
    CHECK(run({"settle", fight.store, id, "--side", "3", "--reason", "核实"}).status == 2);
    auto const settled =
        run_json({"settle", fight.store, id, "--side", "入户核查", "--reason", "到校核实",
                  "--evidence", fight.folder / "证明.txt", "--actor", "王"});
    CHECK(text_of(settled.array()->front(), "side") == "入户核查");
    CHECK(fight.fights().empty());
    CHECK(run({"settle", fight.store, id, "--side", "1", "--reason", "再来"}).status ==
          1); // closed

    fight.import_list("辍学"); // the same stale list again
    CHECK(fight.fights().empty());
    fight.import_list("休学"); // it says something new
    CHECK(fight.fights() == first);
    run_json({"settle", fight.store, id, "--side", "2", "--reason", "确已休学"});
    CHECK(fight.fights().empty());
    CHECK(run_json({"settlements", fight.store, "--subject", "P1"}).array()->size() == 2);
    CHECK(run({"verify", fight.store}).status == 0);
}

TEST_CASE("only a matter of two sides can be settled") {
    Folder const folder;
    auto const store = folder / "s.db";
    copy_store(county().store, store);
    auto const unsafe = run_json({"findings", store, "--rule", "unsafe_house"});
    auto const id = std::to_string(number_of(unsafe.array()->front(), "id"));
    auto const refused = run({"settle", store, id, "--side", "1", "--reason", "看过"});
    CHECK(refused.status == 1);
    CHECK(refused.err.find("unsafe_house") != std::string::npos);
    CHECK(run({"settle", store, "999999999", "--side", "1", "--reason", "看过"}).status == 2);
}
