// Inspections in a store: planned, answered, their findings raised once, shares with their sums,
// closures looked at again.
#include "survey/inspection_book.hpp"

#include "base/error.hpp"
#include "check/small_store.hpp"
#include "finding/acts.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace jingzhun;

namespace {

base::Date day(char const *text) { return base::parse_iso_date(text).value(); }

struct Month {
    small::Store store{12};
    std::vector<survey::Inspection> planned;

    Month() {
        std::vector<survey::TeamMember> const members = {{"一组", "甲", "", {}},
                                                         {"一组", "乙", "", {}}};
        auto const visits = survey::plan_visits({"431128"}, members, {day("2020-11-10")}, "1/");
        planned = survey::keep_plan(desk("2020-10-30"), "exit_check", "2020-11", "1/", visits);
    }
    survey::InspectionDesk desk(char const *today, std::string const &who = "甲") {
        return {*store.database, small::policy(), small::county, {who, "现场查看", ""}, day(today)};
    }
    // Rows of: household, kind, people, safe water, recognises.
    void answer(std::string const &rows) {
        store.import("问卷.csv",
                     "督查编号,户编号,户类别,家庭人口数,收入稳定超过标准,吃穿不愁,"
                     "适龄儿童均在校或送教,全家参加基本医疗保险,现住房安全,饮水安全且不断水,"
                     "说得出帮扶责任人,认可脱贫工作\n" +
                         rows,
                     "2020-11-10");
    }
    survey::Recorded record(char const *today = "2020-11-30") {
        store::Transaction transaction(*store.database);
        auto recorded = survey::raise_findings(desk(today), planned.front());
        store::append(*store.database, {"甲", "", ""}, {small::county, "inspection", "x", "{}"});
        transaction.commit();
        return recorded;
    }
};

std::string code_of(std::function<void()> const &act) {
    try {
        act();
    } catch (base::Error const &error) {
        return error.code();
    }
    return "";
}

} // namespace

TEST_CASE("answers raise their findings once, and what was not answered is counted") {
    Month month;
    auto const &number = month.planned.front().number;
    month.answer(number + ",H0,已脱贫,3,是,是,是,是,是,否,是,是\n" + number +
                 ",H1,已脱贫,5,是,是,是,是,是,是,是,否\n" + number +
                 ",H2,未脱贫,2,否,是,是,是,是,是,,是\n" + number +
                 ",H3,一般农户,4,是,是,是,是,是,是,是,是\n");
    CHECK(code_of([&] { month.record("2020-11-09"); }) == "inspection_early");
    auto const first = month.record();
    CHECK(first.answers == 4);
    REQUIRE(first.raised.size() == 1); // H0: the water
    CHECK(first.unanswered == 1);      // H2: the helper
    CHECK(first.not_asked == 1);       // H3 has none to know
    auto const found = finding::find(*month.store.database, small::county, first.raised.front());
    CHECK(found->subject == "H0");
    CHECK(found->register_name == "household");
    CHECK(found->due == day("2020-11-25"));
    CHECK(month.record().raised.empty());
    CHECK(survey::findings_of(*month.store.database, small::county, month.planned) == first.raised);
}

TEST_CASE("the shares stand with numerator, denominator and verdict") {
    Month month;
    auto const &number = month.planned.front().number;
    month.answer(number + ",H0,已脱贫,3,是,是,是,是,是,否,是,是\n" + number +
                 ",H1,已脱贫,5,是,是,是,是,是,是,是,否\n" + number +
                 ",H2,已脱贫,2,是,是,是,是,是,,是,是\n");
    month.record();
    auto const rates = survey::acceptance(month.desk("2020-11-30"), "exit_check", month.planned);
    REQUIRE(rates.size() == 3);
    CHECK(rates[0].part == 3); // three people of eight; of two more it is not known
    CHECK(rates[0].whole == 8);
    CHECK(rates[0].unknown == 1);
    CHECK(rates[0].within == false);
    CHECK(rates[1].whole == 0); // nobody outside the registry was asked
    CHECK(!rates[1].within);
    CHECK(rates[2].part == 2);
    CHECK(rates[2].whole == 3);
    CHECK(rates[2].within == false);
}

TEST_CASE("a month is planned once; an unknown number and a row outside the area are refused") {
    Month month;
    CHECK(code_of([&] {
              survey::keep_plan(month.desk("2020-10-30"), "exit_check", "2020-11", "2/", {});
          }) == "inspection_planned");
    CHECK(code_of([&] { survey::find_inspection(*month.store.database, small::county, "DC1"); }) ==
          "inspection_unknown");
    auto elsewhere = month.planned.front();
    month.answer(elsewhere.number + ",H0,已脱贫,3,是,是,是,是,是,是,是,是\n");
    elsewhere.area = "431128999";
    CHECK(code_of([&] {
              store::Transaction transaction(*month.store.database);
              survey::raise_findings(month.desk("2020-11-30"), elsewhere);
          }) == "inspection_outside");
}

TEST_CASE("of the closed findings some are seen again; a false closure opens and counts") {
    Month month;
    auto const &number = month.planned.front().number;
    month.answer(number + ",H0,已脱贫,3,是,是,是,是,是,否,是,是\n");
    auto const id = month.record().raised.front();
    auto const act = [&](finding::Deed deed, std::string const &who) {
        store::Transaction transaction(*month.store.database);
        finding::Act one;
        one.deed = deed;
        one.by = who;
        one.at = base::now();
        one.on = day("2020-11-20");
        one.to = 1;
        one.reason = "看过";
        one.measure = "修好";
        one.evidence = {"a 照片.jpg"};
        store::Actor const actor{who, "看过", ""};
        finding::perform(*month.store.database, actor, small::county, id, one);
        finding::log_acts(*month.store.database, actor, small::county, deed, {id}, one.on);
        transaction.commit();
    };
    auto const november = base::period_of(base::PeriodUnit::month, day("2020-11-01"));
    CHECK(code_of([&] { survey::draw_look_back(month.desk("2020-12-01"), november, 10, "7/"); }) ==
          "look_back_nothing");
    act(finding::Deed::assign, "乡");
    act(finding::Deed::rectify, "站长");
    act(finding::Deed::verify, "复核员");
    act(finding::Deed::close, "复核员");
    auto const drawn = survey::draw_look_back(month.desk("2020-12-01"), november, 10, "7/");
    REQUIRE(drawn.size() == 1);
    CHECK(drawn.front().finding == id);
    CHECK(code_of([&] { survey::draw_look_back(month.desk("2020-12-01"), november, 10, "8/"); }) ==
          "look_back_drawn");
    CHECK(code_of([&] { survey::look_back(month.desk("2020-12-05"), id + 1, false); }) ==
          "look_back_unknown");
    survey::look_back(month.desk("2020-12-05", "督查员"), id, false);
    auto const life = finding::life_of(*month.store.database, small::county, id);
    CHECK(life.state == finding::State::open);
    CHECK(life.false_closures == 1);
    CHECK(survey::list_look_backs(*month.store.database, small::county).front().result == "false");
}
