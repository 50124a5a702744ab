// Column mode gives the answers of row mode, construct by construct.
#include "cel/column_agreement.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

std::string compare(char const *record, std::string_view must, std::string_view when = {},
                    bool must_hold = true) {
    auto const body = village::expression(must);
    auto const condition = when.empty() ? nullptr : village::expression(when);
    agreement::Place const place{village::shared().schema, village::shared().population,
                                 village::scope_of(0, 0).context, record};
    return agreement::difference(place, {"rule", condition.get(), body.get(), must_hold});
}

std::string household(std::string_view must) { return compare("household", must); }
std::string person(std::string_view must) { return compare("person", must); }

std::string refused(std::string_view text) {
    auto const body = village::expression(text);
    cel::RuleSource const rule{"rule", nullptr, body.get()};
    auto const compiled =
        cel::compile(village::shared().schema, "household", std::span(&rule, 1), true);
    return compiled.problems.empty() ? "" : compiled.problems.front().code;
}

} // namespace

TEST_CASE("columns: facts, texts, money and dates compare as in row mode") {
    for (char const *text : {"true",
                             "1 < 2",
                             "kind == 'registered'",
                             "kind != 'general'",
                             "wage > cost",
                             "wage - cost >= money('10000')",
                             "wage > 3218",
                             "3218 < wage",
                             "wage == 12000",
                             "wage + 5 > cost",
                             "wage * 2 > 5",
                             "-wage < 0",
                             "net_income > 100",
                             "net_income_per_head > line('exit')",
                             "net_income_per_head <= 3333",
                             "net_income / headcount > 3333",
                             "wage / 7 != cost / 3",
                             "wage / 0 > 1",
                             "wage / -3 < cost",
                             "line('exit', as_of - 400) < line('exit')",
                             "abs(cost - wage) > 1000",
                             "least(wage, cost) == cost",
                             "greatest(wage, 4) > 5",
                             "between(wage, 0, 20000)",
                             "household_no < 'H2'",
                             "household_no.startsWith('H')",
                             "household_no.matches('[12]$')",
                             "size(household_no) == 2",
                             "household_no.contains('3')",
                             "as_of - date('2020-12-01') == 30",
                             "as_of in period",
                             "period.from + 40 in period",
                             "period.unit == 'month'",
                             "period.name == '2020-12'",
                             "date(year(as_of), 1, 31) < as_of",
                             "add_months(as_of, -1) < as_of",
                             "add_years(as_of, 1) > as_of",
                             "wage > 100 ? cost > 1 : cost > 1",
                             "kind in ['registered', 'general']",
                             "has(wage)",
                             "has(members)",
                             "has(risks)",
                             "has(net_income)",
                             "has(net_income_per_head)",
                             "double(wage) / 3.0 > 4000.0",
                             "true < false",
                             "true >= (wage > 5)",
                             "kind == 'registered' ? wage > 1 : true",
                             "wage > 100 || kind == 'general'",
                             "wage > 1 && 1 / 0 > 1",
                             "int(2.9) == 2",
                             "9223372036854775807 + headcount > 5",
                             "headcount * 9223372036854775807 > 5",
                             "5 % headcount == 2",
                             "7 / headcount == 2",
                             "(wage > 1) == (cost > 1)",
                             "double(headcount) > 2.5"})
        CHECK_MESSAGE(household(text) == "", std::string(text));
}

TEST_CASE("columns: relations, item lists and references as in row mode") {
    for (char const *text :
         {"members.exists(m, m.wage > 5000)",
          "members.all(m, m.months < 10)",
          "members.exists_one(m, m.months == 0)",
          "members.count(m, m.wage > 1) == 1",
          "size(members) > 2",
          "members.size() == 0",
          "members.sum(m, m.months) > 5",
          "members.sum(m, m.wage) > 5",
          "members.filter(m, m.wage > 5).size() > 0",
          "members.filter(m, m.months > 1).exists(m, m.wage > 5)",
          "members.map(m, m.months).sum() == 9",
          "members.map(m, m.months).distinct().size() == 2",
          "members.min(m, m.birth) < date('1976-01-01')",
          "members.max(m, m.months) == 9",
          "members.avg(m, m.months) == 3.0",
          "members.filter(m, m.months > 0).avg(m, m.wage) == 8000",
          "members.sum(m, m.height) > 4.0",
          "members.max(m, m.height) > 1.7",
          "'illness' in risks",
          "risks.exists(r, r == 'disaster')",
          "risks.size() == 2",
          "kind in risks",
          "members.exists(m, m.vehicles.exists(v, v.use == 'private'))",
          "members.exists(m, m.vehicles.exists(v, v.price > wage))",
          "members.exists(m, members.exists(n, n.birth > m.birth && n.months < m.months))",
          "members.all(m, age(m.birth, as_of) >= 6)",
          "members.exists(m, age(m.birth, as_of) < 16)",
          "members.exists(m, 45 <= age(m.birth, as_of))",
          "members.exists(m, 45 < age(m.birth, as_of))",
          "members.exists(m, age(m.birth, m.birth + 400) == 1)",
          "members.exists(m, m.household.wage > m.wage)",
          "members.exists(m, has(m.birth) && m.household == self)",
          "[1, 2].exists(x, x == headcount)",
          "[1, 2, 3].all(x, x <= headcount)",
          "[wage, cost].max() > 5",
          "[1, 2].sum() == 3",
          "members.map(m, m.wage > 1, m.months).sum() == 9",
          "members.exists(m, wage > 5)",
          "members.exists(m, true)",
          "members.all(m, false)",
          "members.exists(m, m.schooling == 'dropped_out')",
          "members.exists(m, risks.exists(r, r == 'illness' && m.months > 8))"})
        CHECK_MESSAGE(household(text) == "", std::string(text));
    for (char const *text :
         {"household.wage > 5", "household == null", "household != null", "has(household)",
          "has(household.wage)", "household.members.exists(m, m.months > 8)",
          "household.members.size() == 3", "household.members.exists(m, m == self)",
          "household.risks.size() == 2", "household.members.count(m, m.birth < birth) == 1",
          "has(household.members)", "has(household.net_income)",
          "vehicles.exists(v, v.price > household.wage)", "present && height > 1.6",
          "household.kind == 'registered' ? months > 1 : has(household)",
          "year(birth) + month(birth) + day(birth) > 1990", "household.headcount > 2",
          "birth < household.members.min(m, m.birth) + 1"})
        CHECK_MESSAGE(person(text) == "", std::string(text));
}

TEST_CASE("columns: a rule applies where its condition holds") {
    CHECK(compare("household", "wage > 5000", "kind == 'registered'") == "");
    CHECK(compare("household", "cost > 1", "wage > 5") == "");
    CHECK(compare("household", "cost > 1", "wage > 5", false) == "");
    CHECK(compare("household", "wage > 1", {}, false) == "");
}

TEST_CASE("columns: what cannot be computed over columns is refused with its place") {
    CHECK(refused("household_no + 'x' == 'H1x'") == "cel_not_in_columns");
    CHECK(refused("members.map(m, m.wage)[0] > 5") == "cel_not_in_columns");
    CHECK(refused("{'a': 1}['a'] == 1") == "cel_not_in_columns");
    CHECK(refused("string(wage) == '5'") == "cel_not_in_columns");
    CHECK(refused("members.exists(i, m, i == 0)") == "cel_not_in_columns");
    CHECK(refused("wage") == "cel_wrong_type");
    CHECK(refused("wags > 5") == "cel_unknown_name_near");
}
