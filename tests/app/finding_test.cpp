// The life of a finding at the command line: raised, assigned along the chain, rectified with
// evidence, verified by another; worklists, agenda, handover, campaign.
#include "app/program.hpp"

#include <doctest/doctest.h>

using namespace jingzhun::testing;

namespace {

// One registered household in a village with its secretary, a helper and a township deputy.
struct Village {
    Folder folder;
    std::string store = folder / "s.db";
    Village() {
        make_store(store);
        write_bytes(folder / "r.csv", "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n"
                                      "431128001001,H1,P1,张三,431199201001010016,户主\n");
        write_bytes(folder / "帮扶干部名册.csv",
                    "姓名,身份证号,单位,职务类别,联系乡镇,联系村代码,电话\n"
                    "王书记,431199198001010018,村委会,村支书主任,,431128001001,\n"
                    "李帮扶,431199198001020013,帮扶办,帮扶责任人,,431128001001,\n"
                    "赵镇,431199198001030019,镇政府,乡镇班子成员,,431128001001,\n");
        write_bytes(folder / "结对帮扶花名册.csv",
                    "户编号,户主姓名,帮扶责任人,帮扶人身份证号,开始日期\n"
                    "H1,张三,李帮扶,431199198001020013,2019-01-01\n");
        run_json({"import", store, folder / "r.csv", folder / "帮扶干部名册.csv",
                  folder / "结对帮扶花名册.csv"});
        write_bytes(folder / "照片.jpg", "屋顶已修好");
    }
    std::string raise(std::string const &owner) const {
        auto const made =
            run_json({"finding", "raise", store, "--register", "household", "--key", "H1", "--text",
                      "屋顶漏雨", "--severity", "hard", "--owner", owner, "--origin", "督查 3",
                      "--on", "2020-12-01", "--actor", "督查员"});
        CHECK(text_of(made, "due") == "2020-12-16"); // the pack's days for a hard one
        return std::to_string(number_of(made, "id"));
    }
    Outcome act(std::vector<std::string> arguments, std::string const &actor,
                std::string const &reason = "") const {
        arguments.insert(arguments.begin(), "finding");
        arguments.insert(arguments.begin() + 2, store);
        arguments.insert(arguments.end(), {"--actor", actor, "--on", "2020-12-05"});
        if (!reason.empty()) arguments.insert(arguments.end(), {"--reason", reason});
        return run(arguments);
    }
    std::string state(std::string const &id) const {
        return text_of(run_json({"finding", "show", store, id}), "state");
    }
};

} // namespace

TEST_CASE(
    "a finding goes along the chain to the helper, is mended with evidence and closed by another") {
    Village const village;
    auto const id = village.raise("responsible_official");
    CHECK(village.act({"assign", id}, "扶贫办").status == 0);
    CHECK(text_of(run_json({"finding", "show", village.store, id}), "person") == "李帮扶");

    CHECK(village.act({"rectify", id, "--measure", "换了屋顶"}, "李帮扶").status ==
          1); // no evidence
    auto const photo = village.folder / "照片.jpg";
    CHECK(village.act({"rectify", id, "--measure", "换了屋顶", "--evidence", photo}, "李帮扶")
              .status == 0);
    CHECK(village.act({"verify", id}, "李帮扶", "好了").status == 1); // his own work
    CHECK(village.act({"verify", id}, "督查员").status == 2);         // what was seen?
    CHECK(village.act({"reject", id}, "督查员", "北墙仍漏").status == 0);
    CHECK(village.state(id) == "assigned");
    CHECK(village.act({"rectify", id, "--measure", "补了北墙", "--evidence", photo}, "李帮扶")
              .status == 0);
    CHECK(village.act({"verify", id}, "督查员", "雨天看过").status == 0);
    CHECK(village.state(id) == "closed"); // no rule stands behind it

    CHECK(village.act({"reopen", id}, "督查员", "又漏了").status == 0);
    auto const shown = run_json({"finding", "show", village.store, id});
    CHECK(text_of(shown, "state") == "open");
    CHECK(number_of(shown, "false_closures") == 1);
    CHECK(array_of(shown, "history").size() == 8);
    auto const faults = run_json({"finding", "faults", village.store});
    CHECK(number_of(faults.array()->front(), "false_closures") == 1);
    CHECK(run({"verify", village.store}).status == 0);
}

TEST_CASE("nobody verifies a finding about himself; a request that is sent again is done once") {
    Village const village;
    auto const made = run_json({"finding", "raise", village.store, "--register", "official",
                                "--key", "431199198001010018", "--text", "长期不在村", "--owner",
                                "township_office", "--on", "2020-12-01", "--request", "r1"});
    auto const again = run_json({"finding", "raise", village.store, "--register", "official",
                                 "--key", "431199198001010018", "--text", "长期不在村", "--owner",
                                 "township_office", "--on", "2020-12-01", "--request", "r1"});
    CHECK(number_of(made, "id") == number_of(again, "id"));
    auto const id = std::to_string(number_of(made, "id"));
    CHECK(village.act({"assign", id, "--to", "赵镇"}, "扶贫办").status == 0);
    auto const photo = village.folder / "照片.jpg";
    CHECK(village.act({"rectify", id, "--measure", "谈话", "--evidence", photo}, "赵镇").status ==
          0);
    auto const own = village.act({"verify", id}, "王书记", "我在村");
    CHECK(own.status == 1);
    CHECK(own.err.find("本人") != std::string::npos);
}

TEST_CASE("nobody verifies the work on the household of a relative on file, or on his own") {
    Village const village;
    write_bytes(village.folder / "亲属.csv",
                "干部姓名,干部身份证号,亲属姓名,亲属身份证号,关系\n"
                "赵镇,431199198001030019,张三,431199201001010016,叔侄\n");
    run_json({"import", village.store, village.folder / "亲属.csv"});
    auto const id = village.raise("responsible_official");
    CHECK(village.act({"assign", id}, "扶贫办").status == 0);
    auto const photo = village.folder / "照片.jpg";
    CHECK(village.act({"rectify", id, "--measure", "换了屋顶", "--evidence", photo}, "李帮扶")
              .status == 0);
    for (auto const *deed : {"verify", "reject"}) {
        auto const uncle = village.act({deed, id}, "赵镇", "去看过");
        CHECK(uncle.status == 1);
        CHECK(uncle.err.find("亲属") != std::string::npos);
    }
    CHECK(village.state(id) == "rectified");
    CHECK(village.act({"verify", id}, "王书记", "去看过").status == 0);
    CHECK(village.state(id) == "closed");
    // Nor is he paired with them.
    auto const handed = run({"handover", village.store, "--from", "李帮扶", "--to", "赵镇",
                             "--reason", "调离", "--on", "2020-12-10"});
    CHECK(handed.status == 1);
    CHECK(handed.err.find("H1") != std::string::npos);
}

TEST_CASE("a vacant post leaves nothing without somebody: the chain goes up") {
    Village const village;
    auto const id = village.raise("recorder"); // no village cadre, so the secretary
    CHECK(village.act({"assign", id}, "扶贫办").status == 0);
    CHECK(text_of(run_json({"finding", "show", village.store, id}), "person") == "王书记");
    auto const other = village.raise("education_office"); // nobody, and no county leader either
    CHECK(village.act({"assign", other}, "扶贫办").status == 1);
    CHECK(village.state(other) == "open");
    auto const chain = run_json({"responsible", village.store, "household", "H1"});
    CHECK(chain.array()->size() == 7);
    CHECK(array_of(chain.array()->at(6), "persons").size() == 1);
    CHECK(array_of(chain.array()->at(0), "persons").empty());
}

TEST_CASE("a worklist shows what is late, what came back and what visits are owed") {
    Village const village;
    auto const id = village.raise("responsible_official");
    village.act({"assign", id}, "扶贫办");
    auto const list = run_json(
        {"worklist", village.store, "--person", "431199198001020013", "--on", "2020-12-20"});
    CHECK(number_of(list, "mine") == 1);
    CHECK(number_of(list, "late") == 1);
    CHECK(text_of(array_of(list, "items").front(), "why") == "late");
    CHECK(number_of(array_of(list, "owed").front(), "quota") == 1);

    CHECK(village.act({"escalate", "--all"}, "时钟").status == 0);
    auto const up = run(
        {"finding", "escalate", village.store, "--all", "--on", "2020-12-30", "--actor", "时钟"});
    CHECK(up.status == 0);
    CHECK(number_of(run_json({"finding", "show", village.store, id}), "level") == 1);
    auto const above =
        run_json({"worklist", village.store, "--person", "王书记", "--on", "2020-12-30"});
    CHECK(number_of(above, "overseen") == 1);

    auto const area =
        run_json({"worklist", village.store, "--area", "431128", "--on", "2020-12-20"});
    CHECK(number_of(*area.find("total"), "late") == 1);
    CHECK(number_of(*area.find("total"), "assigned") == 1);
    auto const agenda = run_json({"agenda", village.store, "--month", "2020-12"});
    CHECK(array_of(agenda, "sections").size() >= 3);
    CHECK(
        run({"agenda", village.store, "--month", "2020-12", "--out", village.folder / "议程.xlsx"})
            .status == 0);
}

TEST_CASE("who leaves hands over everything, with the reason") {
    Village const village;
    auto const id = village.raise("responsible_official");
    village.act({"assign", id}, "扶贫办");
    CHECK(run({"handover", village.store, "--from", "李帮扶", "--to", "王书记"}).status == 2);
    auto const done = run_json(
        {"handover", village.store, "--from", "李帮扶", "--to", "王书记", "--reason", "调离"});
    CHECK(array_of(done, "findings").size() == 1);
    CHECK(array_of(done, "households").size() == 1);
    CHECK(array_of(done, "paired").size() == 1);
    CHECK(text_of(run_json({"finding", "show", village.store, id}), "person") == "王书记");
}

TEST_CASE("a handover ends the pairings and begins them anew; what was stays on record") {
    Village const village;
    run_json({"handover", village.store, "--from", "李帮扶", "--to", "王书记", "--reason", "调离",
              "--on", "2020-07-01"});
    auto const helper = [&](std::string const &on) {
        auto const chain =
            run_json({"responsible", village.store, "household", "H1", "--as-of", on});
        std::string names;
        for (auto const &one : array_of(chain.array()->back(), "persons"))
            names += text_of(one, "name") + " ";
        return names;
    };
    CHECK(helper("2020-06-30") == "李帮扶 ");
    CHECK(helper("2020-07-01") == "王书记 ");
    auto const shown = [&](std::string const &key) {
        return run({"show", village.store, "pairing", key, "--as-of", "2020-12-31"}).out;
    };
    CHECK(shown("H1|431199198001020013|2019-01-01").find("2020-06-30") != std::string::npos);
    auto const begun = shown("H1|431199198001010018|2020-07-01");
    CHECK(begun.find("王书记") != std::string::npos);
    CHECK(begun.find("张三") != std::string::npos); // the head, as before
    CHECK(run({"verify", village.store}).status == 0);
    // Without a name the pairings stay, to be made anew.
    auto const left = run_json(
        {"handover", village.store, "--from", "王书记", "--reason", "退休", "--on", "2020-08-01"});
    CHECK(array_of(left, "households").size() == 1);
    CHECK(array_of(left, "paired").empty());
    CHECK(helper("2020-08-01") == "王书记 ");
}

TEST_CASE(
    "leaders of the province and the city stand above the county where the register has them") {
    Village const village;
    write_bytes(village.folder / "帮扶干部名册.csv",
                "姓名,身份证号,单位,职务类别,联系乡镇,联系村代码,电话\n"
                "省某,431199197001010017,省直单位,省级联系领导,,,\n");
    run_json({"import", village.store, village.folder / "帮扶干部名册.csv"});
    auto const chain = run_json({"responsible", village.store, "household", "H1"});
    CHECK(chain.array()->size() == 8); // the city has nobody there, which is no gap
    CHECK(text_of(array_of(chain.array()->at(0), "persons").front(), "name") == "省某");
    auto const gaps = run_json({"responsible", village.store, "--gaps"});
    for (auto const &one : array_of(gaps, "vacant"))
        CHECK(text_of(one, "layer").find("市级") == std::string::npos);
}

TEST_CASE("a worklist shows the steps that are a person's own, not all of the area") {
    Village const village;
    run_json({"case", "open", village.store, "temporary_relief", "H1", "--on", "2020-12-01"});
    auto const steps = [&](std::string const &person) {
        return array_of(
                   run_json({"worklist", village.store, "--person", person, "--on", "2020-12-02"}),
                   "steps")
            .size();
    };
    CHECK(steps("王书记") == 1); // takes the household's application
    CHECK(steps("赵镇") == 0);   // not yet the township's turn
    write_bytes(village.folder / "申请书.pdf", "%PDF-1.4\n");
    run_json({"case", "act", village.store, "apply", "1", "--on", "2020-12-02", "--set",
              "hardship=火灾", "--set", "application=" + (village.folder / "申请书.pdf")});
    CHECK(steps("王书记") == 0);
    CHECK(steps("赵镇") == 1);
}

TEST_CASE("a finding of a rule closes only when the data agree") {
    Folder const folder;
    auto const store = folder / "s.db";
    copy_store(county().store, store);
    auto const unsafe = run_json({"findings", store, "--rule", "unsafe_house"});
    auto const id = std::to_string(number_of(unsafe.array()->front(), "id"));
    write_bytes(folder / "照片.jpg", "新房");
    auto const act = [&](std::vector<std::string> more, std::string const &actor) {
        std::vector<std::string> all = {"finding", more.front(), store, id};
        all.insert(all.end(), more.begin() + 1, more.end());
        all.insert(all.end(), {"--actor", actor, "--reason", "到户看过", "--on", "2020-12-31"});
        return run(all);
    };
    CHECK(act({"assign"}, "扶贫办").status == 0);
    CHECK(act({"rectify", "--measure", "修缮", "--evidence", folder / "照片.jpg"}, "甲").status ==
          0);
    auto const verified = act({"verify"}, "乙");
    CHECK(verified.status == 0);
    CHECK(verified.out.find("数据仍不符合") != std::string::npos);
    CHECK(text_of(run_json({"finding", "show", store, id}), "state") == "verified");
    CHECK(act({"close"}, "乙").status == 1);
    auto const coverage = run_json({"campaign", store, "hundred_days", "--on", as_of});
    CHECK(number_of(*coverage.find("total"), "subjects") > 0);
    CHECK(run({"campaign", store, "hundred_day", "--on", as_of}).status == 2);
}
