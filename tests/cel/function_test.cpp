// Functions on plain values: those of the specification beyond its suite, and ours.
#include "base/identity.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;
using village::code_of;
using village::plain;

namespace {

cel::Value value_of(std::string const &text) {
    return cel::evaluate(*village::expression(text), {});
}
std::string number(std::int64_t n) { return "(" + std::to_string(n) + ")"; }

} // namespace

TEST_CASE("money is exact and counts with whole yuan") {
    CHECK(plain("money('12.50') + 1") == "13.50");
    CHECK(plain("1 - money('12.50')") == "-11.50");
    CHECK(plain("money('0.10') + money('0.20') == money('0.30')") == "true");
    CHECK(plain("money('2.50') * 3") == "7.50");
    CHECK(plain("-money('2.50')") == "-2.50");
    CHECK(plain("money('4000') == 4000 && 4000 == money('4000') && money('4000.01') > 4000") ==
          "true");
    CHECK(plain("money(12)") == "12.00");
    CHECK(plain("[money('1.10'), money('2.20')].sum()") == "3.30");
    CHECK(plain("[money('1.10'), 2].sum()") == "3.10");
    CHECK(code_of("money('1') * money('2')") == "cel_no_such_overload");
    CHECK(code_of("money('1') < 1.5") == "cel_no_such_overload");
    CHECK(code_of("money('1') * 1.5") == "cel_no_such_overload");
    CHECK(code_of("money('x')") == "cel_conversion");
    CHECK(code_of("money(9223372036854775807)") == "cel_overflow");
    CHECK(code_of("money('90000000000000000') * 10") == "cel_overflow");
}

TEST_CASE("money divided by a whole number is never rounded in a comparison") {
    CHECK(plain("money('10000') / 3 > money('3333.33')") == "true");
    CHECK(plain("money('10000') / 3 < money('3333.34')") == "true");
    CHECK(plain("money('10000') / 3 == money('20000') / 6") == "true");
    CHECK(plain("money('9000') / 3 == 3000") == "true");
    CHECK(plain("money('-1') / 3 < 0") == "true");
    CHECK(plain("money('1') / -3 < 0") == "true");
    CHECK(plain("string(money('0.01') / 2)") == "0.00");
    CHECK(plain("string(money('0.03') / 2)") == "0.02");
    CHECK(plain("[money('1'), money('2')].avg() == money('1.50')") == "true");
    CHECK(code_of("money('1') / 0 > 1") == "cel_division_by_zero");
}

TEST_CASE("a / n > b is decided as a > b * n") {
    CHECK(rc::check("exact quotients", [] {
        auto const a = *rc::gen::arbitrary<std::int64_t>();
        auto const n = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
        auto const near = *rc::gen::inRange<std::int64_t>(-2, 3);
        __int128 const b = static_cast<__int128>(a) / n + near;
        RC_PRE(b >= INT64_MIN && b <= INT64_MAX && a != INT64_MIN);
        cel::Scope scope;
        scope.variables.emplace_back("r", cel::Value{cel::MoneyRatio{a, n}});
        scope.variables.emplace_back("b", cel::Value{base::Money{static_cast<std::int64_t>(b)}});
        auto const holds = [&](std::string const &text) {
            return *cel::evaluate(*village::expression(text), scope).as<bool>();
        };
        RC_ASSERT(holds("r > b") == (static_cast<__int128>(a) > b * n));
        RC_ASSERT(holds("r == b") == (static_cast<__int128>(a) == b * n));
        RC_ASSERT(holds("r <= b") == (static_cast<__int128>(a) <= b * n));
    }));
}

TEST_CASE("whole numbers are exact or an error, never wrong") {
    CHECK(rc::check("int arithmetic against 128 bits", [](std::int64_t a, std::int64_t b) {
        RC_PRE(a != INT64_MIN && b != INT64_MIN);
        __int128 const wide_a = a, wide_b = b;
        for (auto const &[sign, expected] :
             {std::pair{'+', wide_a + wide_b}, {'-', wide_a - wide_b}, {'*', wide_a * wide_b}}) {
            auto const found = value_of(number(a) + sign + number(b));
            bool const fits = expected >= INT64_MIN && expected <= INT64_MAX;
            bool const is_right = fits ? *found.as<std::int64_t>() == expected : found.is_error();
            RC_ASSERT(is_right);
        }
    }));
}

TEST_CASE("dates count in days and refuse days that are not there") {
    CHECK(plain("date('2020-12-31') + 1") == "2021-01-01");
    CHECK(plain("10 + date('2020-12-31')") == "2021-01-10");
    CHECK(plain("date('2020-12-31') - 366") == "2019-12-31");
    CHECK(plain("date('2020-12-31') - date('2020-01-01')") == "365");
    CHECK(plain("days_between(date('2020-01-01'), date('2020-12-31'))") == "365");
    CHECK(plain("date(2020, 2, 29)") == "2020-02-29");
    CHECK(plain("[year(date('2020-02-29')), month(date('2020-02-29')), day(date('2020-02-29'))]") ==
          "[2020, 2, 29]");
    CHECK(plain("age(date('2004-02-29'), date('2020-02-28'))") == "15");
    CHECK(plain("age(date('2004-12-31'), date('2020-12-31'))") == "16");
    CHECK(plain("add_months(date('2020-01-31'), 2)") == "2020-03-31");
    CHECK(plain("add_months(date('2020-01-15'), -13)") == "2018-12-15");
    CHECK(plain("add_years(date('2020-02-29'), 4)") == "2024-02-29");
    CHECK(code_of("add_months(date('2020-01-31'), 1)") == "cel_no_such_day");
    CHECK(code_of("add_years(date('2020-02-29'), 1)") == "cel_no_such_day");
    CHECK(code_of("date(2019, 2, 29)") == "cel_no_such_day");
    CHECK(code_of("date('2019-02-29')") == "cel_conversion");
    CHECK(code_of("date('9999-12-31') + 1") == "cel_overflow");
    CHECK(code_of("date('0001-01-01') - 1") == "cel_overflow");
    CHECK(code_of("date('2020-01-01') + 9223372036854775807") == "cel_overflow");
    CHECK(code_of("add_years(date('2020-01-01'), 9223372036854775807)") == "cel_overflow");
    CHECK(plain("date(timestamp('2020-12-31T23:59:59Z'))") == "2020-12-31");
}

TEST_CASE("a day and its distance are each other's inverse") {
    CHECK(rc::check("date + days - date", [] {
        auto const from = *rc::gen::inRange(base::date_min.days, base::date_max.days);
        auto const to = *rc::gen::inRange(base::date_min.days, base::date_max.days);
        std::string const a = "date('" + base::to_string(base::Date{from}) + "')";
        auto const moved = value_of(a + " + " + number(to - from));
        RC_ASSERT(moved.as<base::Date>()->days == to);
        auto const distance = value_of(a + " + " + number(to - from) + " - " + a);
        RC_ASSERT(*distance.as<std::int64_t>() == to - from);
    }));
}

TEST_CASE("identity numbers give birth and sex only where they are valid") {
    // Synthetic: county 431199, 1990-01-01, order 001 (odd: male).
    std::string seventeen = "43119919900101001";
    std::string const valid = seventeen + base::check_character(seventeen);
    CHECK(plain("valid_identity('" + valid + "')") == "true");
    CHECK(plain("birth_of('" + valid + "')") == "1990-01-01");
    CHECK(plain("sex_of('" + valid + "')") == "male");
    CHECK(plain("valid_identity('431199199001010010')") ==
          (valid == "431199199001010010" ? "true" : "false"));
    CHECK(plain("valid_identity('')") == "false");
    CHECK(code_of("birth_of('431199')") == "cel_identity_invalid");
    CHECK(code_of("sex_of('431199')") == "cel_identity_invalid");
}

TEST_CASE("small aids choose, measure and bound") {
    CHECK(plain("[abs(-3), least(2, 5), greatest(2, 5)]") == "[3, 2, 5]");
    CHECK(plain("greatest(date('2020-01-01'), date('2021-01-01'))") == "2021-01-01");
    CHECK(plain("greatest(money('1.50'), 2)") == "2.00");
    CHECK(plain("least(money('1.50'), 2)") == "1.50");
    CHECK(plain("abs(money('-1.50'))") == "1.50");
    CHECK(plain("[between(6, 6, 15), between(15, 6, 15), between(16, 6, 15)]") ==
          "[true, true, false]");
    CHECK(code_of("abs(-9223372036854775807 - 1)") == "cel_overflow");
    CHECK(code_of("between(1, 'a', 2)") == "cel_no_such_overload");
}

TEST_CASE("lists of numbers have aggregates") {
    CHECK(plain("[3, 1, 2].sum()") == "6");
    CHECK(plain("[3, 1, 2].min()") == "1");
    CHECK(plain("[3, 1, 2].max()") == "3");
    CHECK(plain("[3, 1, 2].avg()") == "2");
    CHECK(plain("[1, 2].avg() == 1.5") == "true");
    CHECK(plain("[1.5, 2.5].sum()") == "4");
    CHECK(plain("['a', 'b', 'a'].distinct()") == "['a', 'b']");
    CHECK(plain("[1, 1.0, 1u].distinct().count()") == "1");
    CHECK(plain("[].sum()") == "0");
    CHECK(plain("[1, 2, 3].sum(x, x * x)") == "14");
    CHECK(plain("{'a': 2, 'b': 3}.count(k, k != 'a')") == "1");
    CHECK(code_of("[].max()") == "cel_empty_list");
    CHECK(code_of("['a'].sum()") == "cel_no_such_overload");
    CHECK(code_of("[9223372036854775807, 1].sum()") == "cel_overflow");
}

TEST_CASE("timestamps and durations keep to their ranges and zones") {
    CHECK(plain("string(timestamp('2020-02-29T12:00:00.25+08:00'))") == "2020-02-29T04:00:00.25Z");
    CHECK(plain("timestamp('2020-02-29T20:00:00Z').getDate('Asia/Shanghai')") == "1");
    CHECK(plain("timestamp('2020-02-29T20:00:00Z').getDayOfYear('+08:00')") == "60");
    CHECK(plain("string(duration('1h1m1.5s'))") == "3661.5s");
    CHECK(plain("duration('-1.5h').getMinutes()") == "-90");
    CHECK(plain("duration('1.234s').getMilliseconds()") == "234");
    for (char const *bad :
         {"timestamp('2019-02-29T00:00:00Z')", "timestamp('2019-01-01T24:00:00Z')",
          "timestamp('2019-01-01')", "duration('1')", "duration('1d')", "duration('')",
          "duration('1h2')", "duration('.s')"})
        CHECK(code_of(bad) == "cel_conversion");
    CHECK(code_of("timestamp('2020-02-29T20:00:00Z').getDate('Mars/Olympus')") ==
          "cel_bad_time_zone");
    CHECK(code_of("timestamp('2020-02-29T20:00:00Z').getDate('+99:00')") == "cel_bad_time_zone");
}
