// Inspections, grievances and bulletins through the program, as a county's office meets them.
#include "app/program.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace jingzhun::testing;

namespace {

// Two households of a village with the same name in one of them; three officials.
struct Village {
    Folder folder;
    std::string store = folder / "s.db";
    Village() {
        make_store(store);
        write_bytes(folder / "r.csv",
                    "县,乡(镇),行政村,户编号,人编号,姓名,身份证号,与户主关系,脱贫属性\n"
                    "新田县,龙泉街道,双碧社区居委会,H1,P1,张三,431199201001010016,户主,已脱贫\n"
                    "新田县,龙泉街道,双碧社区居委会,H2,P2,李四,43119919800101001X,户主,未脱贫\n"
                    "新田县,龙泉街道,双碧社区居委会,H3,P3,王五,431199198001010052,户主,已脱贫\n"
                    "新田县,龙泉街道,双碧社区居委会,H3,P4,李四,431199198501010038,之子,已脱贫\n");
        write_bytes(folder / "o.csv",
                    "姓名,身份证号,单位,职务类别,联系村代码\n"
                    "陈主任,431199197001010017,龙泉街道,乡镇主要领导,431128001001\n"
                    "周站长,431199197001010033,水利站,乡镇干部,431128002001\n");
        run_json(
            {"import", store, folder / "r.csv", folder / "o.csv", "--valid-from", "2020-01-01"});
        write_bytes(folder / "证明.txt", "维修记录");
    }
    jingzhun::base::Json grievance(Arguments arguments, int status = 0) const {
        arguments.insert(arguments.begin(), "grievance");
        arguments.insert(arguments.begin() + 2, store);
        return run_json(arguments, status);
    }
};

} // namespace

TEST_CASE("a grievance: taken in, linked, answered, called back; again, and again solved") {
    Village const village;
    auto const first = village.grievance({"add", "--content", "自来水断了三个月没人管", "--channel",
                                          "12317热线", "--level", "国家", "--kind", "咨询建议",
                                          "--name", "张三", "--area", "431128001001", "--about",
                                          "陈主任", "--on", "2020-11-02", "--today", "2020-11-02"});
    auto const number = text_of(first, "number");
    CHECK(text_of(first, "household") == "H1");
    CHECK(text_of(first, "standing") == "fresh");
    CHECK(text_of(first, "due") == "2020-11-16"); // ten working days

    auto const twins =
        village.grievance({"add", "--content", "低保没有评上", "--name", "李四", "--area",
                           "431128001001", "--on", "2020-11-03", "--today", "2020-11-03"});
    CHECK(array_of(twins, "candidates").size() == 2); // for a person to decide
    CHECK(text_of(twins, "household") == "");

    village.grievance({"assign", number, "--to", "431199197001010033", "--today", "2020-11-03"});
    Arguments const answer = {"grievance", "answer",    village.store, number,
                              "--answer",  "管道已换",  "--evidence",  village.folder / "证明.txt",
                              "--today",   "2020-11-09"};
    auto const as = [&](Arguments arguments, std::string const &who) {
        arguments.insert(arguments.end(), {"--actor", who, "--reason", "电话回访"});
        return arguments;
    };
    CHECK(run(as(answer, "陈主任")).status == 1); // it is about him
    run_json(as(answer, "周站长"));
    Arguments const rate = {"grievance",   "rate", village.store, number,
                            "--satisfied", "true", "--today",     "2020-11-10"};
    CHECK(run(as(rate, "陈主任")).status == 1);
    CHECK(run(as(rate, "周站长")).status == 1); // the hand that answered
    CHECK(text_of(run_json(as(rate, "回访员")), "state") == "closed");

    auto const again = village.grievance(
        {"add", "--content", "自来水又断了没有人管", "--channel", "来访", "--level", "县", "--name",
         "张三", "--area", "431128001001", "--on", "2020-12-20", "--today", "2020-12-20"});
    CHECK(text_of(again, "standing") == "repeat");
    CHECK(text_of(again, "matter") == number);
    CHECK(number_of(again, "finding") == number_of(first, "finding"));

    auto const counts = village.grievance({"report", "--today", "2020-12-31"});
    auto const &nation = counts.array()->front();
    CHECK(number_of(counts.array()->back(), "matters") == 2);
    CHECK(number_of(counts.array()->back(), "reports") == 3);
    CHECK(number_of(counts.array()->back(), "open") == 2);
    CHECK(number_of(counts.array()->back(), "repeated") == 1);
    CHECK(number_of(counts.array()->back(), "oldest_days") == 59); // since the very first report
    CHECK(nation.object() != nullptr);
    auto const text = run({"grievance", "report", village.store, "--today", "2020-12-31"}).out;
    CHECK(text.find("未写") < text.find("合计")); // a level nobody told, and all together
    CHECK(text.find("合计") == text.rfind("合计"));
    CHECK(run({"verify", village.store}).status == 0);
}

TEST_CASE("a late grievance goes up, once a stretch") {
    Village const village;
    village.grievance(
        {"add", "--content", "路没有修通", "--on", "2020-11-02", "--today", "2020-11-02"});
    CHECK(village.grievance({"escalate", "--today", "2020-11-17"}).array()->empty());
    CHECK(village.grievance({"escalate", "--today", "2020-11-18"}).array()->size() == 1);
    CHECK(village.grievance({"escalate", "--today", "2020-11-18"}).array()->empty());
    auto const late = village.grievance({"list", "--late", "--today", "2020-11-18"});
    CHECK(text_of(late.array()->front(), "level_now") == "县");
}

TEST_CASE("an inspection: by lot, answered, its findings raised once, its shares with their sums") {
    Village const village;
    write_bytes(village.folder / "t.csv", "组,姓名,单位,回避区划\n"
                                          "一组,甲,县纪委,\n一组,乙,审计局,\n"
                                          "二组,陈主任,龙泉街道,\n二组,丙,县委办,\n");
    auto const plan =
        run_json({"inspection", "plan", village.store, "--month", "2020-11", "--questionnaire",
                  "exit_check", "--teams", village.folder / "t.csv", "--seed", "3.5.6/"});
    std::string number;
    for (auto const &one : *plan.array()) {
        if (text_of(one, "area") != "431128001") continue;
        number = text_of(one, "number");
        CHECK(text_of(one, "team") == "一组"); // the official of the place avoids it unasked
    }
    REQUIRE(!number.empty());
    CHECK(run({"inspection", "plan", village.store, "--month", "2020-11", "--questionnaire",
               "exit_check", "--teams", village.folder / "t.csv", "--seed", "9/"})
              .status == 1);
    auto const table = village.folder / "问卷.csv";
    write_bytes(table,
                "督查编号,户编号,户类别,家庭人口数,收入稳定超过标准,吃穿不愁,适龄儿童均在校或送教,"
                "全家参加基本医疗保险,现住房安全,饮水安全且不断水,说得出帮扶责任人,认可脱贫工作\n" +
                    number + ",H1,已脱贫,3,是,是,是,是,是,否,是,是\n" + number +
                    ",H3,已脱贫,5,是,是,是,是,是,是,是,否\n" + number +
                    ",H2,未脱贫,2,否,是,是,是,是,是,,是\n");
    CHECK(run({"inspection", "record", village.store, number, "--file", table, "--today",
               "2020-10-31"})
              .status == 1); // before its day
    auto const recorded = run_json(
        {"inspection", "record", village.store, number, "--file", table, "--today", "2020-11-30"});
    CHECK(number_of(recorded, "answers") == 3);
    CHECK(array_of(recorded, "raised").size() == 1); // H1: water
    CHECK(number_of(recorded, "unanswered") == 1);   // H2: the helper
    auto const twice = run_json(
        {"inspection", "record", village.store, number, "--file", table, "--today", "2020-11-30"});
    CHECK(array_of(twice, "raised").empty());
    run_json({"inspection", "record", village.store, number, "--subject", "H2", "--answer",
              "helper_known=否", "--answer", "standing=未脱贫", "--answer", "recognises=是",
              "--today", "2020-11-30"});

    auto const report =
        run_json({"inspection", "report", village.store, number, "--today", "2020-11-30"});
    auto const &rates = array_of(report.array()->front(), "rates");
    CHECK(text_of(rates[0], "id") == "wrong_exit_rate");
    CHECK(number_of(rates[0], "part") == 3); // three people of eight
    CHECK(number_of(rates[0], "whole") == 8);
    CHECK(number_of(rates[2], "part") == 2); // two households of three recognise
    CHECK(number_of(rates[2], "whole") == 3);
    CHECK(run({"verify", village.store}).status == 0);
}

TEST_CASE("nobody inspects the household of a relative on file: nothing of the table is recorded") {
    Village const village;
    write_bytes(village.folder / "k.csv",
                "干部姓名,干部身份证号,亲属姓名,亲属身份证号,关系\n"
                "周站长,431199197001010033,李四,43119919800101001X,兄弟\n");
    run_json({"import", village.store, village.folder / "k.csv"});
    write_bytes(village.folder / "t.csv",
                "组,姓名,单位,回避区划\n一组,周站长,水利站,431128002\n一组,甲,县纪委,\n");
    auto const plan =
        run({"inspection", "plan", village.store, "--month", "2020-11", "--questionnaire",
             "exit_check", "--teams", village.folder / "t.csv", "--seed", "3.5.6/"});
    CHECK(plan.status == 3); // he may not go where he works, and one alone is too few
    write_bytes(village.folder / "t.csv", "组,姓名,单位,回避区划\n一组,周站长,水利站,\n"
                                          "一组,甲,县纪委,\n一组,乙,审计局,\n");
    auto const planned =
        run_json({"inspection", "plan", village.store, "--month", "2020-11", "--questionnaire",
                  "exit_check", "--teams", village.folder / "t.csv", "--seed", "3.5.6/"});
    std::string number;
    for (auto const &one : *planned.array())
        if (text_of(one, "area") == "431128001") number = text_of(one, "number");
    Arguments const record = {
        "inspection", "record",          village.store, number,          "--subject", "H2",
        "--answer",   "standing=未脱贫", "--answer",    "recognises=是", "--today",   "2020-11-30"};
    auto const refused = run(record);
    CHECK(refused.status == 1);
    CHECK(refused.err.find("周站长") != std::string::npos);
    auto other = record;
    other[5] = "H1"; // no relative of anybody's
    CHECK(run(other).status == 0);
}

TEST_CASE(
    "the county's bulletin and ranking: from one command, in three forms, with a checkpoint") {
    Folder const folder;
    auto const store = folder / "s.db";
    copy_store(county().store, store);
    auto const bulletin = run_json({"report", store, "monthly", "--month", "2020-12"});
    auto const &lines = array_of(bulletin, "lines");
    CHECK(lines.size() > 5);
    std::int64_t registered = 0;
    for (auto const &line : lines) registered += number_of(*line.find("columns"), "registered");
    CHECK(registered == number_of(*bulletin.find("all")->find("columns"), "registered"));
    for (auto const *ending : {"txt", "xlsx", "html"})
        CHECK(run({"report", store, "ranking", "--quarter", "2020-Q4", "--out",
                   folder / ("r." + std::string(ending))})
                  .status == 0);
    auto const text = read_bytes(folder / "r.txt");
    CHECK(text.find("jingzhun/431128") != std::string::npos); // the checkpoint
    CHECK(text.find("权重 30") != std::string::npos);
    CHECK(read_bytes(folder / "r.html").find("<svg") != std::string::npos);
    CHECK(run({"report", store, "monthly", "--month", "2020-13"}).status == 2);
    CHECK(run({"report", store, "nothing"}).status == 2);
    auto const units = run({"report", store, "units", "--quarter", "2020-Q4"});
    CHECK(units.status == 0);
    CHECK(units.out.find("住建局") != std::string::npos); // by its name, not its id
    CHECK(units.out.find("housing_office") == std::string::npos);
    auto const english = run({"report", store, "units", "--quarter", "2020-Q4", "--lang", "en"});
    CHECK(english.out.find("Housing office") != std::string::npos);
    CHECK(english.out.find("住建局") == std::string::npos);
    auto const duties = run_json({"report", store, "duties", "--month", "2020-12"});
    auto const &all = *duties.find("all")->find("columns");
    CHECK(number_of(all, "visits") > 0);
    CHECK(number_of(*all.find("helped_share"), "part") > 0);
    CHECK(run({"report", store, "funds", "--month", "2020-12"}).status == 0);
}

TEST_CASE("a draw through the program: sealed, too early to be drawn, repeated from files alone") {
    Folder const folder;
    auto const store = folder / "s.db", plan = folder / "p.toml";
    copy_store(county().store, store);
    write_bytes(plan, R"([draw]
name        = "demo"
title       = { zh = "抽样" }
seed_source = "双色球"
seed_on     = 2999-01-01
[draw.frame]
register        = "household"
where           = "registered"
cluster         = "village"
cluster_stratum = "township"
stratum         = "poverty_status"
as_of           = 2020-12-31
[[draw.stage]]
of = "cluster"
take = 1
probability = "size"
[[draw.stage]]
take = 3
replacements = 2
)");
    CHECK(run({"draw", store, "--plan", plan, "--seed", "1/"}).status == 1); // not sealed
    auto const sealed = run_json({"draw", store, "--plan", plan, "--seal"});
    CHECK(number_of(sealed, "units") > 100);
    CHECK(run({"draw", store, "--plan", plan, "--seal"}).status == 1);
    CHECK(run({"draw", store, "--plan", plan, "--seed", "1/"}).status == 1); // its day is to come
    auto const frame = folder / "p.frame.csv", result = folder / "r.csv";
    run_json({"draw", "--plan", plan, "--frame", frame, "--seed", "1/", "--out", result});
    Arguments const verify = {"draw",   "--plan", plan,       "--frame", frame,
                              "--seed", "1/",     "--verify", result};
    CHECK(run(verify).status == 0);
    write_bytes(result, read_bytes(result) + "2,999,main,H,V,S,1/1,1.0\n");
    CHECK(run(verify).status == 1);
    CHECK(run_json({"draw", store}).array()->size() == 1);
}
