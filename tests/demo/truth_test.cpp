// The truth, recomputed from the written files by a reader that knows only the rules' meaning.
#include "base/identity.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "demo/written_county.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace jingzhun;

namespace {

constexpr std::int64_t households = 3000;
constexpr std::uint64_t seed = 11;
base::Date const as_of = *base::make_date(2020, 12, 31);

std::string folder() { return written::county(households, seed); }

using Subjects = std::set<std::string>;

Subjects without(Subjects const &all, Subjects const &some) {
    Subjects rest;
    std::ranges::set_difference(all, some, std::inserter(rest, rest.end()));
    return rest;
}

// What is found is true, and what is true is found, unless it needs linkage.
void compare(std::string_view rule, Subjects const &found) {
    auto const truth = written::truth(folder(), rule);
    auto const hidden = written::hidden(folder(), rule);
    CHECK_MESSAGE(without(found, truth).empty(), rule);
    CHECK_MESSAGE(without(without(truth, hidden), found).empty(), rule);
    CHECK_MESSAGE(!found.empty(), rule);
}

std::int64_t fen(std::string const &text) { return base::read_money(text)->fen; }

std::optional<std::int64_t> net_income(written::Row const &row) {
    std::int64_t sum = 0;
    for (auto const *part :
         {"工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出"}) {
        if (row.at(part).empty()) return std::nullopt;
        sum += std::string_view(part) == "生产经营性支出" ? -fen(row.at(part)) : fen(row.at(part));
    }
    return sum;
}

// Rows of a list by the person's number.
class List {
  public:
    List(std::string const &file, std::string const &name, std::string const &number) {
        for (auto &row : written::read(folder() + "/" + file).rows) {
            auto const link = base::link_identity(row.at(number));
            if (!link) unknown_.insert(base::fold(row.at(name)));
            if (link) rows_[*link].push_back(row);
        }
    }
    std::vector<written::Row> of(written::Person const &person) const {
        auto const link = base::link_identity(person.identity);
        auto const found = link ? rows_.find(*link) : rows_.end();
        return found == rows_.end() ? std::vector<written::Row>() : found->second;
    }
    // Some row without a valid number bears this name.
    bool could_be(written::Person const &person) const {
        return unknown_.contains(base::fold(person.name));
    }

  private:
    std::map<std::string, std::vector<written::Row>> rows_;
    Subjects unknown_;
};

} // namespace

TEST_CASE("unsafe houses are those of grade C or D, and those who have none") {
    Subjects found;
    for (auto const &row : written::read(folder() + "/入户核查表.xlsx").rows) {
        auto const &grade = row.at("住房安全等级");
        if (grade == "C" || grade == "D" || grade == "无房") found.insert(row.at("户编号"));
    }
    CHECK(found == written::truth(folder(), "unsafe_house"));
    CHECK(written::hidden(folder(), "unsafe_house").empty());
}

TEST_CASE("unsafe water fails one of four criteria; twenty minutes are near enough") {
    Subjects found;
    for (auto const &row : written::read(folder() + "/入户核查表.xlsx").rows)
        if (row.at("水量达标") == "否" || row.at("水质达标") == "否" ||
            row.at("供水保证率达标") == "否" || row.at("取水方便程度") == "超过20分钟")
            found.insert(row.at("户编号"));
    CHECK(found == written::truth(folder(), "unsafe_water"));
}

TEST_CASE("income at the line is not above it, a fen more is, and an unknown part leaves it open") {
    auto const all = written::read_register(folder());
    Subjects exited, general;
    int at_line = 0, over_line = 0, unknown = 0;
    for (auto const &row : written::read(folder() + "/入户核查表.xlsx").rows) {
        auto const &household = all.households.at(row.at("户编号"));
        auto const net = net_income(row);
        auto const line = 400'000 * std::ssize(household.persons);
        unknown += !net;
        if (!net) continue;
        at_line += *net == line;
        over_line += *net == line + 1;
        if (*net > line) continue;
        if (household.registered() && household.exit_state == "已脱贫")
            exited.insert(row.at("户编号"));
        if (!household.registered()) general.insert(row.at("户编号"));
    }
    CHECK(exited == written::truth(folder(), "exited_income_below_line"));
    CHECK(general == written::truth(folder(), "unregistered_income_below_line"));
    CHECK(at_line >= 4);
    CHECK(over_line >= 4);
    CHECK(unknown >= 4);
}

TEST_CASE("the roster's income differs when it is more than a tenth off") {
    auto const all = written::read_register(folder());
    std::map<std::string, std::int64_t> roster;
    for (auto const &row : written::read(folder() + "/建档立卡人口信息.xlsx").rows)
        roster[row.at("户编号")] = fen(row.at("人均纯收入"));
    Subjects found;
    for (auto const &row : written::read(folder() + "/入户核查表.xlsx").rows) {
        auto const &household = all.households.at(row.at("户编号"));
        auto const net = net_income(row);
        if (!household.registered() || !net) continue;
        auto const difference = roster.at(row.at("户编号")) * std::ssize(household.persons) - *net;
        if (std::abs(difference) * 10 > std::abs(*net)) found.insert(row.at("户编号"));
    }
    CHECK(found == written::truth(folder(), "conflict_income"));
}

TEST_CASE("a member is uninsured when the survey says so") {
    Subjects found;
    for (auto const &row : written::read(folder() + "/入户核查表.xlsx", 1).rows)
        if (row.at("基本医保") == "未参加") found.insert(row.at("户编号"));
    CHECK(found == written::truth(folder(), "member_uninsured"));
}

TEST_CASE("the same number in two records is one person twice, however it is written") {
    std::map<std::string, std::vector<std::string>> records;
    for (auto const &[number, person] : written::read_register(folder()).persons)
        if (auto const link = base::link_identity(person.identity))
            records[*link].push_back(number);
    Subjects found;
    for (auto const &[link, numbers] : records)
        if (numbers.size() > 1) found.insert(numbers.begin(), numbers.end());
    compare("duplicate_person", found);
}

TEST_CASE("children of six to fifteen belong in school") {
    auto const all = written::read_register(folder());
    Subjects found;
    for (auto const &row : written::read(folder() + "/入户核查表.xlsx", 1).rows) {
        auto const &person = all.persons.at(row.at("人编号"));
        auto const link = base::link_identity(person.identity);
        if (!link || row.at("在校情况").empty()) continue;
        auto const age = base::age(*base::birth_of(*link), as_of);
        bool const taught = row.at("在校情况") == "在校" || row.at("在校情况") == "送教上门";
        bool const unable = row.at("未上学原因") == "因病" || row.at("未上学原因") == "因残";
        if (age >= 6 && age <= 15 && !taught && !unable) found.insert(person.household);
    }
    compare("child_not_at_school", found);
}

TEST_CASE("owners of cars, the dead and the costly sick are found by their numbers") {
    auto const all = written::read_register(folder());
    List const vehicles("机动车登记.csv", "所有人", "身份证号"),
        deaths("死亡注销名单.csv", "姓名", "身份证号");
    Subjects owners, dead;
    for (auto const &[number, person] : all.persons) {
        for (auto const &row : vehicles.of(person))
            if (row.at("使用性质") != "农用" && all.households.at(person.household).registered())
                owners.insert(person.household);
        for (auto const &row : deaths.of(person))
            if (row.at("死亡日期").empty() || *base::read_date(row.at("死亡日期")) <= as_of)
                dead.insert(number);
    }
    compare("registered_owns_vehicle", owners);
    compare("deceased_member", dead);

    Subjects monitored, costly;
    for (auto const &row : written::read(folder() + "/防返贫监测对象.xlsx").rows)
        if (row.at("是否消除风险") == "否") monitored.insert(row.at("户编号"));
    List const spending("医疗费用清单.xlsx", "姓名", "身份证号");
    for (auto const &[number, household] : all.households) {
        std::int64_t sum = 0;
        for (auto const &person : household.persons)
            for (auto const &row : spending.of(all.persons.at(person)))
                if (row.at("年度") == "2020") sum += fen(row.at("自付金额"));
        if (sum >= (household.registered() ? 500'000 : 2'000'000) && !monitored.contains(number))
            costly.insert(number);
    }
    compare("large_medical_spending", costly);
}

TEST_CASE("who says to be insured and stands on no list is in conflict, if no row could be his") {
    auto const all = written::read_register(folder());
    List const list("医保参保名单.csv", "姓名", "身份证号");
    Subjects found;
    for (auto const &row : written::read(folder() + "/入户核查表.xlsx", 1).rows) {
        auto const &person = all.persons.at(row.at("人编号"));
        bool in_force = false;
        for (auto const &entry : list.of(person))
            in_force =
                in_force || (entry.at("参保年度") == "2020" && entry.at("参保状态") == "正常");
        auto const &said = row.at("基本医保");
        if (said == "未参加" && in_force) found.insert(person.number);
        bool const certain = base::valid_identity(person.identity) && !list.could_be(person);
        if ((said == "居民" || said == "职工") && !in_force && certain) found.insert(person.number);
    }
    compare("conflict_insurance", found);
}

TEST_CASE("a pairing holds from its first to its last day") {
    Subjects paired, found;
    for (auto const &row : written::read(folder() + "/结对帮扶花名册.xlsx").rows) {
        auto const ends =
            row.at("结束日期").empty() ? base::date_max : *base::read_date(row.at("结束日期"));
        if (*base::read_date(row.at("开始日期")) <= as_of && as_of <= ends)
            paired.insert(row.at("户编号"));
    }
    for (auto const &[number, household] : written::read_register(folder()).households)
        if (household.registered() && !paired.contains(number)) found.insert(number);
    CHECK(found == written::truth(folder(), "no_official_paired"));
}

TEST_CASE("visits are counted by month, by week, or by the days they fall on") {
    struct Quota {
        int least;
        bool weekly, days;
    };
    std::map<std::string, Quota> const quotas = {
        {"县四大家领导", {1, false, false}},  {"其他县级领导", {1, false, false}},
        {"后盾单位负责人", {1, true, false}}, {"乡镇主要领导", {2, true, false}},
        {"乡镇干部", {15, false, true}},      {"村支书主任", {22, false, true}},
        {"帮扶责任人", {1, false, false}}};
    std::map<std::string, std::vector<base::Date>> visits;
    for (auto const &row : written::read(folder() + "/走访台账.csv").rows)
        visits[*base::link_identity(row.at("干部身份证号"))].push_back(
            *base::read_date(row.at("日期")));
    auto const first = *base::make_date(2020, 10, 1), after = *base::make_date(2021, 1, 1);
    Subjects found;
    for (auto const &row : written::read(folder() + "/帮扶干部名册.xlsx").rows) {
        auto const quota = quotas.find(row.at("职务类别"));
        if (quota == quotas.end()) continue;
        auto const unit = quota->second.weekly ? base::PeriodUnit::week : base::PeriodUnit::month;
        for (auto const &period : base::full_periods(unit, first, after)) {
            std::set<base::Date> days;
            int rows = 0;
            for (auto const &on : visits[row.at("身份证号")]) {
                if (!period.contains(on)) continue;
                ++rows;
                days.insert(on);
            }
            int const count = quota->second.days ? static_cast<int>(days.size()) : rows;
            if (count < quota->second.least) found.insert(row.at("身份证号") + period.name);
        }
    }
    CHECK(found == written::truth(folder(), "visits_below_quota"));
}

TEST_CASE("the visit ledger runs from the first of October to the last day of the year") {
    auto first = base::date_max, last = base::date_min;
    for (auto const &row : written::read(folder() + "/走访台账.csv").rows) {
        auto const on = *base::read_date(row.at("日期"));
        first = std::min(first, on);
        last = std::max(last, on);
        CHECK(row.at("到达时间") <= row.at("离开时间"));
    }
    CHECK(first == *base::make_date(2020, 10, 1));
    CHECK(last <= as_of);
}
