// Procedures at the command line: the seven steps end with the household in the register and a
// complete file; forty households in one meeting; what is refused changes nothing.
#include "app/program.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>

using namespace jingzhun::testing;

namespace {

constexpr auto village = "431128001001";

std::string code_of(jingzhun::base::Json const &answer) {
    auto const &refused = array_of(answer, "refused");
    REQUIRE(!refused.empty());
    return text_of(array_of(refused.front(), "problems").front(), "code");
}

// A store with an empty register, some papers, and forty applications of one day.
struct Desk {
    Folder folder;
    std::string store = folder / "s.db", pdf = folder / "文件.pdf", photo = folder / "照片.jpg";
    std::vector<std::string> keys, cases;

    explicit Desk(int households) {
        make_store(store);
        write_bytes(pdf, "%PDF-1.4 纸");
        write_bytes(photo, "\xFF\xD8\xFF 照片");
        std::string table = "户编号,户主姓名,主要致贫原因,申请书,核查授权书\n";
        Arguments open{"case", "open", store, "identify_household", "--area", village};
        for (int i = 1; i <= households; ++i) {
            keys.push_back(fmt::format("N{}", i));
            open.push_back(keys.back());
            table += fmt::format("N{},某户{},因病,{},{}\n", i, i, pdf, pdf);
        }
        auto const opened = act(open, "2026-09-01", "村文书");
        for (auto const &one : *opened.array())
            cases.push_back(std::to_string(number_of(one, "case")));
        write_bytes(folder / "申请.csv", table);
        act(on_all("apply", {"--table", folder / "申请.csv"}), "2026-09-02", "村文书");
    }

    static jingzhun::base::Json act(Arguments arguments, std::string const &on,
                                    std::string const &who, int status = 0) {
        arguments.insert(arguments.end(), {"--on", on, "--actor", who});
        return run_json(arguments, status);
    }
    Arguments on_all(std::string const &step, Arguments const &more) const {
        Arguments all{"case", "act", store, step};
        all.insert(all.end(), cases.begin(), cases.end());
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    Arguments on_first(std::string const &step, Arguments const &more) const {
        Arguments all{"case", "act", store, step, cases.front()};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    // The meeting: everybody alike but the votes, which stand in a table.
    Arguments meeting(std::string const &present) const {
        std::string votes = "户编号,赞成票,反对票,弃权票\n";
        for (auto const &key : keys) votes += key + ",20,3,1\n";
        write_bytes(folder / "票.csv", votes);
        return {"--table", folder / "票.csv",      "--set", "eligible=30",
                "--set",   "present=" + present,   "--set", "minutes=" + pdf,
                "--set",   "signatures=甲、乙、丙"};
    }
    jingzhun::base::Json shown() const { return run_json({"case", "show", store, cases.front()}); }
};

} // namespace

TEST_CASE("the seven steps end with the household in the register and a complete case file") {
    Desk const desk(1);
    auto const act = [&](std::string const &step, Arguments const &more, char const *on,
                         char const *who, int status = 0) {
        return Desk::act(desk.on_first(step, more), on, who, status);
    };
    act("vote", desk.meeting("24"), "2026-09-08", "村文书");
    Arguments const reviewed{"--set", "village_opinion=同意", "--set", "township_opinion=同意",
                             "--set", "county_opinion=同意",  "--set", "comparison=" + desk.pdf};
    CHECK(code_of(act("joint_review", reviewed, "2026-09-09", "村文书", 1)) == "duty_separated");
    act("joint_review", reviewed, "2026-09-09", "乡审核");
    Desk::act({"case", "post", desk.store, desk.cases[0]}, "2026-09-10", "村文书");
    CHECK(code_of(act("notice", {"--set", "photo=" + desk.photo}, "2026-09-17", "村文书", 1)) ==
          "case_notice_stands");
    Desk::act({"case", "object", desk.store, desk.cases[0], "--name", "某村民", "--text", "有车"},
              "2026-09-12", "村文书");
    Desk::act({"case", "dismiss", desk.store, desk.cases[0], "--reason", "车已卖"}, "2026-09-13",
              "乡审核");
    act("notice", {"--set", "photo=" + desk.photo}, "2026-09-18", "村文书");
    act("township_review", {"--set", "review_opinion=同意"}, "2026-09-19", "乡审核");
    act("county_approval", {"--set", "approval_no=9号", "--set", "approval=" + desk.pdf},
        "2026-09-22", "县审批");
    auto const done =
        act("registration",
            {"--set", "form=" + desk.pdf, "--set", "kind=低保贫困户", "--set", "head_signed=某户1"},
            "2026-09-25", "村文书");
    CHECK(text_of(done.array()->front(), "state") == "done");
    auto const household = run({"show", desk.store, "household", "N1", "--json"});
    CHECK(household.out.find("newly_identified") != std::string::npos);
    CHECK(household.out.find("某户1") != std::string::npos);

    auto const file = desk.folder / "案卷.html";
    run_json({"case", "file", desk.store, desk.cases[0], "--out", file});
    auto const html = read_bytes(file);
    for (auto const *piece : {"识别贫困户", "投票识别", "赞成票", "某户1", "异议", "车已卖", "9号",
                              "流水号", "SHA-256", "写入登记表", "新识别"})
        CHECK_MESSAGE(html.find(piece) != std::string::npos, piece);
    CHECK(html.find("http") == std::string::npos); // it needs nothing from elsewhere
    CHECK(run({"verify", desk.store}).status == 0);
}

TEST_CASE("one meeting decides forty households, or none") {
    Desk const desk(40);
    auto const refused =
        Desk::act(desk.on_all("vote", desk.meeting("19")), "2026-09-08", "村文书", 1);
    CHECK(array_of(refused, "refused").size() == 40);
    CHECK(text_of(desk.shown(), "step") == "vote");
    auto const before = array_of(desk.shown(), "acts").size();
    Desk::act(desk.on_all("vote", desk.meeting("24")), "2026-09-08", "村文书");
    CHECK(array_of(desk.shown(), "acts").size() == before + 1);
    auto const waiting = run_json({"case", "list", desk.store, "--step", "joint_review"});
    CHECK(waiting.array()->size() == 40);
    auto const together = desk.on_all("joint_review", {"--outcome", "reject", "--reason", "不符"});
    CHECK(code_of(Desk::act(together, "2026-09-09", "乡审核", 1)) == "case_not_batch");
}

TEST_CASE("the same request is done once; the same subject has one open case") {
    Desk const desk(1);
    auto const vote = [&] {
        auto more = desk.meeting("24");
        more.insert(more.end(), {"--request", "手机-1"});
        return Desk::act(desk.on_first("vote", more), "2026-09-08", "村文书");
    };
    vote();
    auto const after = array_of(desk.shown(), "acts").size();
    vote();
    CHECK(array_of(desk.shown(), "acts").size() == after);
    auto const again =
        Desk::act({"case", "open", desk.store, "identify_household", "N1", "--area", village},
                  "2026-09-09", "村文书", 1);
    CHECK(code_of(again) == "case_open_already");
}

TEST_CASE("a document is what its name says, and is kept by its content") {
    Desk const desk(1);
    write_bytes(desk.folder / "假.pdf", "not a pdf");
    auto more = desk.meeting("24");
    more[7] = "minutes=" + (desk.folder / "假.pdf");
    CHECK(run(desk.on_first("vote", more)).status == 3);
    write_bytes(desk.folder / "会.doc", "x");
    more[7] = "minutes=" + (desk.folder / "会.doc");
    CHECK(code_of(Desk::act(desk.on_first("vote", more), "2026-09-08", "村文书", 1)) ==
          "case_document_kind");
    CHECK(std::filesystem::exists(desk.store + ".files"));
}

TEST_CASE("erasing a household takes what its cases say of it") {
    Desk const desk(1);
    Desk::act(desk.on_first("vote",
                            [&] {
                                Arguments more{"--outcome", "reject", "--reason", "某户1不符合"};
                                return more;
                            }()),
              "2026-09-08", "村文书");
    write_bytes(desk.folder / "r.csv",
                fmt::format("行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n"
                            "{},N1,P1,某户1,431199201001010016,户主\n",
                            village));
    run_json({"import", desk.store, desk.folder / "r.csv"});
    run_json({"erase", desk.store, "household", "N1", "--reason", "本人申请"});
    auto const shown = run({"case", "show", desk.store, desk.cases.front(), "--json"});
    CHECK(shown.status == 0);
    CHECK(shown.out.find("某户1") == std::string::npos);
    CHECK(shown.out.find("\"vote\"") != std::string::npos); // that it was decided, stays
    CHECK(run({"verify", desk.store}).status == 0);
}
