// One household of one county, from its application to five years after its exit, relapse and
// return in between: the whole way through tables, checks and the nation's pack.
#include "app/program.hpp"

#include <doctest/doctest.h>

using namespace jingzhun::testing;

namespace {

// The store over the years; each table holds from its day.
struct Years {
    Folder folder;
    std::string store = folder / "s.db";

    Years() { make_store(store); }

    void import(std::string const &from, std::string const &header, std::string const &rows) const {
        write_bytes(folder / "f.csv", header + "\n" + rows + "\n");
        auto const done = run_json({"import", store, folder / "f.csv", "--valid-from", from});
        auto const &batch = array_of(done, "batches").at(0);
        CAPTURE(header);
        REQUIRE(number_of(batch, "rejected") == 0);
        if (text_of(batch, "state") != "held") return;
        run_json({"accept", store, std::to_string(number_of(batch, "batch")), "--actor", "复核员",
                  "--reason", "逐户核对过"});
    }

    // The national roster, as it stands with that exit attribute.
    void roster(std::string const &from, std::string const &status) const {
        auto const tail = status + ",一般贫困户,因病";
        import(from, "户编号,人编号,姓名,证件号码,与户主关系,脱贫属性,贫困户属性,主要致贫原因",
               "H1,P1,张三,431199197503010017,户主," + tail +
                   "\nH1,P2,李四,431199198001010011,配偶," + tail);
    }

    // The answer of a rule that has one subject on that day.
    std::string answer(std::string const &on, std::string const &rule) const {
        auto const checked = run_json({"check", store, "--as-of", on, "--rule", rule});
        auto const &found = array_of(checked, "rules").at(0);
        for (auto const *one : {"met", "unmet", "unknown"})
            if (number_of(found, one) == 1) return one;
        return "not_applicable";
    }
};

void apply(Years const &years) {
    years.import("2014-03-01", "行政村代码,户编号,人编号,姓名,身份证号,与户主关系",
                 "431128001203,H1,P1,张三,431199197503010017,户主\n"
                 "431128001203,H1,P2,李四,431199198001010011,配偶");
    years.import("2014-05-01", "会议编号,会议类别,事项编号,会议日期,应到人数,实到人数,赞成人数",
                 "M1,村民代表会议决议,R1,2014-05-01,30,19,18");
    CHECK(years.answer("2014-05-31", "meeting_no_quorum") == "unmet"); // 19 of 30 are no two thirds
    years.import("2014-05-08", "会议编号,会议类别,事项编号,会议日期,应到人数,实到人数,赞成人数",
                 "M1,村民代表会议决议,R1,2014-05-08,30,24,20");
    CHECK(years.answer("2014-05-31", "meeting_no_quorum") == "met");
    years.roster("2014-06-01", "新识别");
}

void help(Years const &years) {
    years.import("2014-06-15", "户编号,户主姓名,帮扶责任人,帮扶人身份证号,开始日期,结束日期",
                 "H1,张三,王五,431199197001010018,2014-06-15,");
    CHECK(years.answer("2014-12-31", "no_official_paired") == "met");
    years.import("2015-03-01", "户编号,人编号,措施类别,项目名称,金额,实施日期,佐证资料",
                 "H1,,产业帮扶,养羊,3000,2015-03-01,验收单");
    CHECK(years.answer("2014-12-31", "five_batches_none") == "unmet");
    CHECK(years.answer("2015-12-31", "five_batches_none") == "met");
}

std::string const review_header =
    "户编号,年度,户主姓名,人均纯收入,上年人均纯收入,收入来源是否稳定,不愁吃,不愁穿,住房等级,"
    "安全住房途径,家庭人口,未就学适龄儿童,参加医保人数,新生儿参军等特殊情形,饮水安全,"
    "户主是否签字同意,签字日期,公示开始,公示结束";

std::string review(std::string const &notice_to) {
    return "H1,2018,张三,3600,3100,是,是,是,B,自有安全住房,2,0,2,0,是,是,2018-10-20,2018-11-01," +
           notice_to;
}

void leave(Years const &years) {
    years.roster("2018-03-01", "预脱贫");
    years.import("2018-11-08", review_header, review("2018-11-07"));
    for (auto const *rule :
         {"exit_income", "exit_income_two_years", "exit_food", "exit_clothing", "exit_house",
          "exit_school", "exit_insured", "exit_water", "exit_not_agreed"}) {
        CAPTURE(rule);
        CHECK(years.answer("2018-12-31", rule) == "met");
    }
    CHECK(years.answer("2018-12-31", "exit_notice") == "unmet"); // six days are no week
    years.import("2018-11-20", review_header, review("2018-11-08"));
    CHECK(years.answer("2018-12-31", "exit_notice") == "met");
    years.roster("2018-12-31", "已脱贫");
    CHECK(years.answer("2018-12-31", "exit_notice") == "met");
}

void survey(Years const &years, std::string const &on, std::string const &wage) {
    years.import(on,
                 "户编号,户主姓名,核查日期,工资性收入,生产经营性收入,财产性收入,转移性收入,"
                 "生产经营性支出,住房安全等级",
                 "H1,张三," + on + "," + wage + ",2000,0,500,500,B");
}

void relapse(Years const &years) {
    survey(years, "2019-11-01", "6000"); // 8,000 for two, 4,000 a head
    CHECK(years.answer("2019-12-31", "exited_income_below_line") == "met");
    survey(years, "2021-04-01", "4000"); // 3,000 a head
    CHECK(years.answer("2021-05-31", "exited_income_below_line") == "unmet");
    auto const header = "预警编号,预警类别,推送部门,发生日期,推送日期,户编号,涉及金额,"
                        "是否建档立卡户,入户核实日期,核实结果";
    years.import("2021-05-02", header,
                 "Y1,住院自付费用,医保部门,2021-04-20,2021-05-02,H1,6000,是,,");
    CHECK(years.answer("2021-05-04", "warning_unchecked") == "met");
    CHECK(years.answer("2021-05-06", "warning_unchecked") == "unmet");
    CHECK(years.answer("2021-05-06", "warning_hospital_registered") == "unknown"); // no list yet
    years.import("2021-05-07", header,
                 "Y1,住院自付费用,医保部门,2021-04-20,2021-05-02,H1,6000,是,2021-05-04,纳入监测");
    years.import("2021-05-20",
                 "户编号,监测对象类别,识别日期,风险类型,是否消除风险,风险消除日期,消除方式",
                 "H1,脱贫不稳定户,2021-05-20,因病,否,,");
    CHECK(years.answer("2021-05-31", "warning_unchecked") == "met");
    CHECK(years.answer("2021-05-31", "warning_hospital_registered") == "met");
    CHECK(years.answer("2021-07-31", "risk_without_measure") == "unmet"); // none is on record
}

void recover(Years const &years) {
    years.roster("2021-08-01", "返贫");
    // Carried out in time, recorded two months later.
    years.import("2021-08-10", "户编号,人编号,措施类别,项目名称,金额,实施日期,佐证资料",
                 "H1,P1,健康帮扶,医疗救助,2000,2021-06-10,结算单");
    CHECK(years.answer("2021-08-31", "risk_without_measure") == "met");
    auto const header =
        "户编号,年度,监测对象类别,识别监测时间,致贫返贫风险,人均纯收入,住房保障,义务教育保障,"
        "基本医疗保障,饮水保障,是否实施开发式帮扶措施,风险是否已消除,风险消除时间,风险消除方式";
    auto const row = [](char const *removed_on) {
        return "H1,2022,脱贫不稳定户,2021-05-20,因病,9000,是,是,是,是,是,是," +
               std::string(removed_on) + ",帮扶消除";
    };
    years.import("2021-10-01", header, row("2021-10-01"));
    CHECK(years.answer("2022-12-31", "removed_too_soon") == "unmet"); // four months are too few
    years.import("2022-03-01", header, row("2022-03-01"));
    for (auto const *rule : {"removed_too_soon", "removed_below_line", "removed_guarantee_open",
                             "removed_by_help_without_help", "removed_at_once"}) {
        CAPTURE(rule);
        CHECK(years.answer("2022-12-31", rule) == "met");
    }
    years.roster("2022-04-01", "已脱贫");
}

} // namespace

TEST_CASE("a household is followed from its application to five years after its exit") {
    Years const years;
    apply(years);
    help(years);
    leave(years);
    relapse(years);
    recover(years);
    survey(years, "2023-11-01", "24000"); // 26,000 for two
    CHECK(years.answer("2023-12-31", "exited_income_below_line") == "met");
    CHECK(years.answer("2023-12-31", "unsafe_house") == "met");
    // What was known of the relapse stays in the record: asked as of then, the answer is the same.
    CHECK(years.answer("2021-05-31", "exited_income_below_line") == "unmet");
}
