// Expressions over records: facts, gaps, relations that may not be complete, derived fields,
// parameters.
#include "cel/village.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using village::household;
using village::person;

TEST_CASE("a record's fields are bare names, with the value their type says") {
    CHECK(household(0, "household_no") == "H1");
    CHECK(household(0, "kind == 'registered'") == "true");
    CHECK(household(0, "wage") == "12000.00");
    CHECK(household(0, "self.wage == wage") == "true");
    CHECK(household(0, "risks") == "['illness', 'disaster']");
    CHECK(household(0, "'illness' in risks") == "true");
    CHECK(household(0, "risks.exists(r, r == 'flood')") == "false");
    CHECK(person(0, "birth") == "1975-03-01");
    CHECK(person(0, "height > 1.7 && present && months == 9") == "true");
    CHECK(person(0, "household.household_no") == "H1");
}

TEST_CASE("a missing fact is unknown, and the answer says which fact") {
    auto const value = cel::evaluate(*village::expression("wage > 100"), village::scope_of(0, 1));
    REQUIRE(value.is_unknown());
    auto const &facts = value.as<cel::Unknown>()->facts;
    REQUIRE(facts.size() == 1);
    CHECK(facts[0].field == "wage");
    CHECK(facts[0].record.table == 0);
    CHECK(facts[0].record.row == 1);
    auto const both =
        cel::evaluate(*village::expression("wage > 100 && 'illness' in risks && wage > 2"),
                      village::scope_of(0, 1));
    REQUIRE(both.is_unknown());
    CHECK(both.as<cel::Unknown>()->facts.size() == 2);
}

TEST_CASE("an unknown decides nothing, but is not needed where the other side decides") {
    CHECK(household(1, "wage > 100 && kind == 'registered'") == "false");
    CHECK(household(1, "kind == 'registered' && wage > 100") == "false");
    CHECK(household(1, "wage > 100 || kind == 'general'") == "true");
    CHECK(household(1, "wage > 100 || 1 / 0 > 1") == "未知");
    CHECK(household(1, "wage > 100 ? 1 : 1") == "未知");
    CHECK(household(1, "!(wage > 100)") == "未知");
    CHECK(household(1, "[wage, 1]") == "未知");
}

TEST_CASE("has asks for a fact and is never unknown") {
    CHECK(household(0, "has(wage)") == "true");
    CHECK(household(1, "has(wage)") == "false");
    CHECK(household(1, "has(self.wage)") == "false");
    CHECK(household(1, "has(risks)") == "false");
    CHECK(household(2, "has(risks)") == "true");
    CHECK(household(0, "has(members)") == "true");
    CHECK(household(1, "has(members)") == "false");
    CHECK(household(1, "has(net_income)") == "false");
    CHECK(household(2, "has(net_income_per_head)") == "false");
    CHECK(person(0, "has(household)") == "true");
    CHECK(person(3, "has(household)") == "false");
    CHECK(person(4, "has(household)") == "false");
    CHECK(person(3, "has(household.wage)") == "false");
    CHECK(person(4, "has(household.wage)") == "false");
    CHECK(household(0, "members.exists(m, has(m.schooling))") == "true");
    CHECK(village::code_of("has(no_such)", village::scope_of(0, 0)) == "cel_no_such_field");
}

TEST_CASE("nobody is null, and not knowing who is unknown") {
    CHECK(person(4, "household == null") == "true");
    CHECK(person(0, "household == null") == "false");
    CHECK(person(3, "household == null") == "未知");
    CHECK(village::code_of("household.wage > 1", village::scope_of(1, 4)) == "cel_nobody");
    CHECK(person(3, "household.wage > 1") == "未知");
}

TEST_CASE("a complete relation is a list of records") {
    CHECK(household(0, "members.size() == 3 && size(members) == 3 && members.count() == 3") ==
          "true");
    CHECK(household(0, "members.all(m, m.present)") == "true");
    CHECK(household(0, "members.exists(m, age(m.birth, as_of) < 16)") == "true");
    CHECK(household(0, "members.exists_one(m, m.months > 0)") == "true");
    CHECK(household(0, "members.map(m, m.name)") == "['Li', 'Wang', 'Li X']");
    CHECK(household(0, "members.filter(m, m.months == 0).map(m, m.name)") == "['Wang', 'Li X']");
    CHECK(household(0, "members.count(m, m.months == 0)") == "2");
    CHECK(household(0, "members[0].name") == "Li");
    CHECK(household(0, "members.exists(m, m.vehicles.exists(v, v.use != 'farm'))") == "true");
    CHECK(household(0, "members.all(m, m.household.members.size() == 3)") == "true");
    CHECK(household(2, "members.all(m, false)") == "true");
}

TEST_CASE("a relation that may lack children answers only what more children could not change") {
    CHECK(household(1, "members.exists(m, m.name == 'Zhao')") == "true");
    CHECK(household(1, "members.exists(m, m.name == 'Li')") == "未知");
    CHECK(household(1, "members.all(m, m.present)") == "false");
    CHECK(household(1, "members.all(m, m.months == 12)") == "未知");
    CHECK(household(1, "members.exists_one(m, m.months == 12)") == "未知");
    CHECK(household(1, "members.size()") == "未知");
    CHECK(household(1, "members.count(m, m.present)") == "未知");
    CHECK(household(1, "members.sum(m, m.wage)") == "未知");
    CHECK(household(1, "members") == "未知");
    CHECK(household(1, "members.map(m, m.name).exists(n, n == 'Zhao')") == "true");
    CHECK(household(1, "'Zhao' in members.map(m, m.name)") == "true");
    CHECK(household(1, "'Li' in members.map(m, m.name)") == "未知");
    CHECK(household(1, "members.filter(m, m.months == 12).exists(m, true)") == "true");
    CHECK(household(1, "members == []") == "未知");
    auto const value =
        cel::evaluate(*village::expression("members.size() > 2"), village::scope_of(0, 1));
    REQUIRE(value.is_unknown());
    CHECK(value.as<cel::Unknown>()->facts.at(0).field == "members");
}

TEST_CASE(
    "a missing fact of one element leaves the whole list open unless another element decides") {
    CHECK(household(0, "members.exists(m, m.wage > 100)") == "true");
    CHECK(household(0, "members.exists(m, m.wage > 10000)") == "未知");
    CHECK(household(0, "members.all(m, m.wage > 100)") == "false");
    CHECK(household(0, "members.filter(m, m.wage > 100).size()") == "未知");
    CHECK(household(0, "members.filter(m, has(m.wage) && m.wage > 100).size()") == "1");
    CHECK(household(0, "members.count(m, m.wage > 100)") == "未知");
    CHECK(household(0, "members.sum(m, m.wage)") == "未知");
    CHECK(household(0, "members.sum(m, has(m.wage) ? m.wage : money(0))") == "8000.50");
    CHECK(household(0, "members.sum(m, m.months)") == "9");
    CHECK(household(0, "members.min(m, m.birth)") == "1975-03-01");
    CHECK(household(0, "members.max(m, m.birth)") == "2010-05-01");
    CHECK(household(0, "members.avg(m, m.months)") == "3");
}

TEST_CASE("the sum of nothing is zero of the elements' kind") {
    CHECK(household(2, "members.sum(m, m.wage)") == "0.00");
    CHECK(household(2, "members.sum(m, m.wage * 2 + 1)") == "0.00");
    CHECK(household(2, "members.sum(m, m.months)") == "0");
    CHECK(household(2, "members.sum(m, m.height) + 1.5") == "1.5");
    CHECK(household(2, "members.filter(m, m.present).sum(m, m.height) + 1.5") == "1.5");
    CHECK(household(2, "members.map(m, m.wage).sum()") == "0.00");
    CHECK(person(1, "vehicles.sum(v, v.price)") == "0.00");
    CHECK(village::code_of("members.avg(m, m.wage) > 1", village::scope_of(0, 2)) ==
          "cel_empty_list");
    CHECK(village::code_of("members.max(m, m.months) > 1", village::scope_of(0, 2)) ==
          "cel_empty_list");
}

TEST_CASE("derived fields are computed for their own record") {
    CHECK(household(0, "headcount") == "3");
    CHECK(household(0, "net_income_per_head") == "3333.33");
    CHECK(household(0, "net_income_per_head > 3333") == "true");
    CHECK(household(0, "net_income_per_head < money('3333.34')") == "true");
    CHECK(household(1, "net_income_per_head > 0") == "未知");
    CHECK(village::code_of("net_income_per_head > 0", village::scope_of(0, 2)) ==
          "cel_division_by_zero");
    CHECK(person(0, "household.headcount") == "3");
    CHECK(household(
              0, "members.all(self_is_not_a_name, self_is_not_a_name.household.headcount == 3)") ==
          "true");
    CHECK(village::code_of("endless > 0", village::scope_of(0, 0)) == "cel_derived_depth");
}

TEST_CASE("parameters take their keys, then a date, and hold where the record lies") {
    CHECK(household(0, "line('exit')") == "4000.00");
    CHECK(household(0, "line('exit', date('2019-06-30'))") == "3218.00");
    CHECK(household(0, "net_income_per_head > line('exit')") == "false");
    CHECK(household(0, "net_income > line('exit') * 2") == "true");
    CHECK(household(0, "school_age()") == "6");
    CHECK(household(0, "members.exists(m, age(m.birth, as_of) >= school_age() && m.months == 0)") ==
          "true");
    cel::Scope there = village::scope_of(0, 0);
    there.context.area = "431199";
    CHECK(cel::to_string(cel::evaluate(*village::expression("line('exit')"), there)) == "4500.00");
    CHECK(village::code_of("line('exit', date('2001-01-01')) > 1", there) == "cel_parameter_gap");
    CHECK(village::code_of("line('entry') > 1", there) == "cel_parameter_gap");
    CHECK(village::code_of("line(3) > 1", there) == "cel_no_such_overload");
    CHECK(household(1, "wage > line('exit')") == "未知");
}

TEST_CASE("the decision date and the period are named") {
    CHECK(household(0, "as_of") == "2020-12-31");
    CHECK(household(0, "as_of in period") == "true");
    CHECK(household(0, "date('2021-01-01') in period") == "false");
    CHECK(household(0, "[string(period.from), string(period.to), period.unit, period.name]") ==
          "['2020-12-01', '2021-01-01', 'month', '2020-12']");
    cel::Scope none = village::scope_of(0, 0);
    none.context.period = {};
    CHECK(village::code_of("as_of in period", none) == "cel_unbound");
}

TEST_CASE("what may be absent from a list is named beside what is missing in it") {
    auto const facts = [](char const *text) {
        auto const found = cel::evaluate(*village::expression(text), village::scope_of(0, 1));
        REQUIRE(found.is_unknown());
        std::string names;
        for (auto const &fact : found.as<cel::Unknown>()->facts) names += fact.field + " ";
        return names;
    };
    CHECK(facts("members.count(m, age(m.birth, as_of) > 16)") == "members birth ");
    CHECK(facts("members.exists_one(m, age(m.birth, as_of) > 16)") == "members birth ");
    CHECK(facts("members.filter(m, age(m.birth, as_of) > 16).size()") == "members birth ");
    CHECK(facts("members.map(m, 1 / 0).size()") == "members ");
}

TEST_CASE("the sum of nothing is zero of the kind its elements would have been") {
    CHECK(village::household(2, "members.map(m, m.wage).filter(w, w > 0).sum()") == "0.00");
    CHECK(village::household(2, "members.map(m, m.wage).distinct().sum()") == "0.00");
    CHECK(village::household(2, "members.sum(m, m.vehicles.sum(v, v.price))") == "0.00");
    CHECK(village::household(2, "members.sum(m, m.height) == 0.0") == "true");
    CHECK(village::household(2, "members.sum(m, m.months)") == "0");
    CHECK(village::household(2, "[[]].map(x, [x, [money(1)]])[0][0].sum()") == "0.00");
}
