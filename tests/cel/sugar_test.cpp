// Short ways of writing: ranges, calendar lengths, a parameter on a day.
#include "cel/check.hpp"
#include "cel/column_agreement.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

TEST_CASE("a range holds its first value and not its last") {
    CHECK(village::plain("6 in range(6, 16)") == "true");
    CHECK(village::plain("16 in range(6, 16)") == "false");
    CHECK(village::plain("money('12.50') in range(12, 13)") == "true");
    CHECK(village::plain("date('2020-01-01') in range(date('2020-01-01'), date('2020-01-02'))") ==
          "true");
    CHECK(village::household(0, "members.count(m, age(m.birth, as_of) in range(6, 16))") == "1");
    CHECK(village::household(1, "wage in range(1, 2)") == "未知");
    CHECK(village::code_of("'a' in range(1, 2)") == "cel_no_such_overload");
}

TEST_CASE("months and years move a day, and a day that is not there is an error") {
    CHECK(village::plain("date('2020-01-31') + months(2)") == "2020-03-31");
    CHECK(village::code_of("date('2020-01-31') + months(1)") == "cel_no_such_day");
    CHECK(village::plain("years(4) + date('2020-02-29')") == "2024-02-29");
    CHECK(village::plain("date('2020-03-31') - months(1) - years(0)") ==
          "错误 cel_no_such_day: 2020-03-31 + -1 months");
    CHECK(village::household(0, "members.count(m, m.birth + years(16) <= as_of)") == "2");
}

TEST_CASE("a parameter is asked for the value of a day") {
    CHECK(village::household(0, "line('exit').at(date('2019-06-30'))") == "3218.00");
    CHECK(village::household(0, "line('exit').at(as_of) == line('exit')") == "true");
    CHECK(village::household(0, "school_age.at(as_of) == school_age()") == "true");
}

TEST_CASE("columns know the short ways") {
    auto const &village = village::shared();
    for (char const *text :
         {"wage in range(1, 20000)", "size(members) in range(1, 4)",
          "members.exists(m, m.birth + years(16) > as_of)",
          "members.exists(m, m.birth - months(1) in range(date('1975-02-01'), as_of))",
          "wage > line('exit').at(date('2019-06-30'))"}) {
        auto const expression = village::expression(text);
        cel::RuleSource const rule{"rule", nullptr, expression.get(), true};
        cel::Context const context{village::day("2020-12-31"), {}, ""};
        CHECK(agreement::difference({village.schema, village.population, context, "household"},
                                    rule) == "");
    }
}
