// A county's lists compared whole, in the measure of the audit of Mashan (2015): 3,119 persons who
// should not have been registered, some of them hit twice, 71 of whom prove legitimate; and 608
// households exited below the line of 2,736 yuan, of which 595 are confirmed.
//
// Everything is invented here; only the figures are the audit's.
#include "program.hpp"
#include "source_folder.hpp"

#include "base/identity.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace jingzhun::testing;

namespace {

constexpr int planted = 3119, paid = 343, drivers = 2454, second_cars = 191, houses = 43,
              firms = 439;
constexpr int legitimate = 71, exited_below = 608, corrected = 13, sound = 400;
constexpr auto day = "2015-06-30";

using Subjects = std::set<std::string>;

// Household N has one member, with a valid number of an area that was never assigned.
std::string identity(int n) {
    auto const body = fmt::format("4311991{:03}0101{:03}", 950 + n / 999, n % 999 + 1);
    return body + jingzhun::base::check_character(body);
}
std::string household(int n) { return fmt::format("H{:05}", n); }
std::string name(int n) { return fmt::format("户主{:05}", n); }

// Who is planted where: all four kinds of hit, one after the other, going round so that persons at
// the front are hit twice.
struct Planted {
    std::vector<int> paid_persons, car_owners, house_owners, firm_heads;
    Planted() {
        int next = 0;
        auto const take = [&](std::vector<int> &into, int count) {
            for (int i = 0; i < count; ++i) into.push_back(next++ % planted);
        };
        take(car_owners, drivers);
        take(firm_heads, firms);
        take(house_owners, houses);
        take(paid_persons, paid);
    }
};

class Mashan {
  public:
    Mashan() {
        write_bytes(folder_ / "pack.toml", pack());
        run_json({"init", store_, "--pack", folder_.path(), "--area", "431128"});
        write_roster();
        write_lists();
        write_survey();
        run_json({"import", store_, folder_ / "建档立卡人口信息.csv", folder_ / "机动车登记.csv",
                  folder_ / "市场主体登记.csv", folder_ / "财政供养人员.csv",
                  folder_ / "不动产登记.csv"});
        run_json({"import", store_, folder_ / "入户核查.csv"});
    }

    // Open findings of a rule after a check, by subject.
    Subjects open(std::string const &rule) const {
        run_json({"check", store_, "--as-of", day, "--rule", rule});
        Subjects subjects;
        auto const findings = run_json({"findings", store_, "--rule", rule});
        for (auto const &finding : *findings.array())
            if (text_of(finding, "state") == "open") subjects.insert(text_of(finding, "subject"));
        return subjects;
    }
    Subjects hit() const {
        Subjects all;
        for (auto const *rule : {"registered_owns_vehicle", "registered_owns_business",
                                 "registered_on_payroll", "registered_owns_property"})
            all.merge(open(rule));
        return all;
    }

    // The list of what the first persons are to be cleared of.
    void clear(std::string const &reason, std::string const &approver) const {
        std::string rows = "户编号,核销的疑点,核销理由,提出人,审批人,审批日期\n";
        for (int n = 0; n < legitimate; ++n)
            rows += fmt::format("{},{},{},乡镇王五,{},2015-06-01\n", household(n), doubts_of(n),
                                reason, approver);
        write_bytes(folder_ / "疑点核销表.csv", rows);
        run_json({"import", store_, folder_ / "疑点核销表.csv"});
    }
    // What verification at home found for some of the exited: their income was understated.
    void correct_incomes() const {
        std::string rows = survey_header();
        for (int n = planted; n < planted + corrected; ++n)
            rows += survey_row(n, 2736.01, "2015-06-20");
        write_bytes(folder_ / "入户复核.csv", rows);
        run_json({"import", store_, folder_ / "入户复核.csv"});
    }
    std::string const &store() const { return store_; }
    Planted const &who() const { return who_; }

  private:
    static std::string pack() {
        return fmt::format(
            "[pack]\nname = \"mashan\"\nversion = \"1\"\ntitle = {{ zh = \"审计年度\", en = "
            "\"The audit\" }}\narea = \"431128\"\nfrom = 2014-01-01\nauthority = "
            "\"test\"\nextends = \"{}/packs/china\"\n"
            "[[parameter.line.value]]\npurpose = \"exit\"\narea = \"431128\"\nfrom = "
            "2014-01-01\nvalue = 2736\nsource = \"审计公告（2015）：2736元\"\n",
            source_folder());
    }
    std::string doubts_of(int n) const {
        auto const among = [&](std::vector<int> const &all) {
            return std::ranges::find(all, n) != all.end();
        };
        std::string doubts;
        if (among(who_.car_owners)) doubts += "机动车、";
        if (among(who_.firm_heads)) doubts += "企业、";
        if (among(who_.paid_persons)) doubts += "财政供养、";
        if (among(who_.house_owners)) doubts += "不动产、";
        return doubts.substr(0, doubts.size() - std::string("、").size());
    }

    void write_roster() const {
        std::string rows = "县,乡(镇),行政村,户编号,人编号,姓名,证件号码,与户主关系,脱贫属性\n";
        for (int n = 0; n < planted + exited_below + sound; ++n)
            rows +=
                fmt::format("新田县,中山街道,{},{},P{:05},{},{},户主,{}\n", village_, household(n),
                            n, name(n), identity(n), n < planted ? "未脱贫" : "已脱贫");
        write_bytes(folder_ / "建档立卡人口信息.csv", rows);
    }
    void write_lists() const {
        std::string cars = "所有人,身份证号,号牌号码,车辆类型,使用性质,登记日期\n";
        int plate = 0;
        auto const car = [&](std::string const &owner, std::string const &number,
                             std::string const &use) {
            cars +=
                fmt::format("{},{},湘M{:05},小型轿车,{},2013-05-01\n", owner, number, plate++, use);
        };
        for (auto const n : who_.car_owners) car(name(n), identity(n), "非营运");
        for (int i = 0; i < second_cars; ++i) // 2,645 cars in all
            car(name(who_.car_owners[static_cast<std::size_t>(i)]),
                identity(who_.car_owners[static_cast<std::size_t>(i)]), "非营运");
        for (int n = 46953; n < 47253; ++n) car(fmt::format("城里{:05}", n), identity(n), "非营运");
        write_bytes(folder_ / "机动车登记.csv", cars);
        std::string business = "法定代表人,身份证号,名称,类型,注册资本,成立日期,状态\n";
        for (auto const n : who_.firm_heads)
            business +=
                fmt::format("{},{},公司{},企业,100000,2012-03-01,存续\n", name(n), identity(n), n);
        write_bytes(folder_ / "市场主体登记.csv", business);
        std::string payroll = "姓名,身份证号,单位,人员类别\n";
        for (auto const n : who_.paid_persons)
            payroll += fmt::format("{},{},乡镇学校,事业\n", name(n), identity(n));
        write_bytes(folder_ / "财政供养人员.csv", payroll);
        std::string property = "权利人,身份证号,坐落,用途,建筑面积,登记日期\n";
        for (auto const n : who_.house_owners)
            property += fmt::format("{},{},县城{}号,住宅,90,2011-01-01\n", name(n), identity(n), n);
        write_bytes(folder_ / "不动产登记.csv", property);
    }

    static std::string survey_header() {
        return "户编号,户主姓名,核查日期,工资性收入,生产经营性收入,财产性收入,转移性收入,"
               "生产经营性支出,"
               "住房安全等级\n";
    }
    static std::string survey_row(int n, double income, std::string const &on) {
        return fmt::format("{},{},{},{:.2f},0,0,0,0,A\n", household(n), name(n), on, income);
    }
    void write_survey() const {
        auto rows = survey_header();
        for (int n = planted; n < planted + exited_below; ++n) // down from exactly the line
            rows += survey_row(n, 2736 - (n - planted) * 3.5, "2015-05-10");
        for (int n = planted + exited_below; n < planted + exited_below + sound; ++n)
            rows += survey_row(n, 2736.01 + (n % 50) * 100, "2015-05-10");
        write_bytes(folder_ / "入户核查.csv", rows);
    }

    Folder folder_;
    std::string store_ = folder_ / "mashan.db";
    std::string village_ = "潭田村";
    Planted who_;
};

Subjects households(int from, int to) {
    Subjects all;
    for (int n = from; n < to; ++n) all.insert(household(n));
    return all;
}

} // namespace

TEST_CASE(
    "the audit of Mashan: every planted person found, none cleared without reason and approver") {
    Mashan const county;

    // The lists together name everybody who was planted, and nobody else.
    CHECK(county.hit() == households(0, planted));
    CHECK(county.open("registered_owns_vehicle").size() == drivers);
    CHECK(county.open("registered_owns_business").size() == firms);
    CHECK(county.open("registered_on_payroll").size() == paid);
    CHECK(county.open("registered_owns_property").size() == houses);

    // 71 prove legitimate; some of them were hit twice. Without reason and approver, without a
    // reason, or approved by who proposed it: nothing is cleared.
    auto const why = "残疾人代步、替人登记等，已核实";
    for (auto const &[reason, approver] : std::vector<std::pair<std::string, std::string>>{
             {"", ""}, {"", "县扶贫办赵六"}, {why, "乡镇王五"}}) {
        county.clear(reason, approver);
        CHECK(county.hit() == households(0, planted));
        CHECK(county.open("clearance_without_approval") == households(0, legitimate));
    }
    // With a reason and another person's approval, these 71 and no others.
    county.clear(why, "县扶贫办赵六");
    CHECK(county.hit() == households(legitimate, planted));
    CHECK(county.open("clearance_without_approval").empty());

    CHECK(run({"verify", county.store()}).status == 0);
}

TEST_CASE("the audit of Mashan: 608 exits below 2,736 yuan, of which 595 are confirmed") {
    Mashan const county;
    // At the line is not over it: the first of them has exactly 2,736.
    CHECK(county.open("exited_income_below_line") == households(planted, planted + exited_below));
    county.correct_incomes();
    CHECK(county.open("exited_income_below_line") ==
          households(planted + corrected, planted + exited_below));
}
