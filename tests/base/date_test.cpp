// Dates, ages, periods and moments.
#include "base/date.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun::base;

namespace {

Date date(char const *text) {
    auto const read = parse_iso_date(text);
    REQUIRE_MESSAGE(read, text);
    return *read;
}

} // namespace

TEST_CASE("every day from 1900 to 2100 is the same after taking it apart and putting it together") {
    auto const first = date("1900-01-01"), last = date("2100-12-31");
    CHECK(last.days - first.days + 1 == 73414);
    auto wrong = 0;
    for (auto day = first; day <= last; day = add_days(day, 1)) {
        if (make_date(day.year(), day.month(), day.day()) != day) ++wrong;
        if (parse_iso_date(to_string(day)) != day || read_date(to_string(day)) != day) ++wrong;
    }
    CHECK(wrong == 0);
}

TEST_CASE("days follow each other in the calendar's order") {
    auto before = date("1899-12-31");
    auto wrong = 0;
    for (auto day = date("1900-01-01"); day <= date("2100-12-31"); day = add_days(day, 1)) {
        auto const next_in_month = day.month() == before.month() && day.day() == before.day() + 1;
        auto const first_of_next =
            day.day() == 1 && before.day() >= 28 && day.month() == before.month() % 12 + 1;
        if (!next_in_month && !first_of_next) ++wrong;
        before = day;
    }
    CHECK(wrong == 0);
}

TEST_CASE("known days have their known numbers") {
    CHECK(date("1970-01-01").days == 0);
    CHECK(date("2000-03-01").days == 11017);
    CHECK(date("1969-12-31").days == -1);
    CHECK(date("0001-01-01") == date_min);
    CHECK(date("9999-12-31") == date_max);
    CHECK(to_string(date_min) == "0001-01-01");
    CHECK(to_string(date_max) == "9999-12-31");
}

TEST_CASE("a day that does not exist is no date") {
    CHECK_FALSE(make_date(2019, 2, 29));
    CHECK_FALSE(make_date(1900, 2, 29));
    CHECK(make_date(2000, 2, 29));
    CHECK_FALSE(make_date(2019, 4, 31));
    CHECK_FALSE(make_date(2019, 13, 1));
    CHECK_FALSE(make_date(2019, 0, 1));
    CHECK_FALSE(make_date(2019, 1, 0));
    CHECK_FALSE(make_date(0, 1, 1));
    CHECK_FALSE(make_date(10000, 1, 1));
}

TEST_CASE("the strict reader takes YYYY-MM-DD and nothing else") {
    CHECK(parse_iso_date("2019-07-01") == make_date(2019, 7, 1));
    for (std::string_view const text :
         {"2019-7-1", "2019/07/01", "20190701", "2019-07-01 ", " 2019-07-01", "", "2019-07",
          "2019-02-29", "201a-07-01", "-019-07-01", "2019-+7-01"}) {
        CHECK_MESSAGE(!parse_iso_date(text), text);
    }
}

TEST_CASE("age is counted in full years") {
    CHECK(age(date("2010-05-01"), date("2019-04-30")) == 8);
    CHECK(age(date("2010-05-01"), date("2019-05-01")) == 9);
    CHECK(age(date("2010-05-01"), date("2010-05-01")) == 0);
    CHECK(age(date("2010-05-01"), date("2010-04-30")) == -1);
}

TEST_CASE("a person born on 29 February has the birthday on 1 March of a common year") {
    CHECK(age(date("2004-02-29"), date("2019-02-28")) == 14);
    CHECK(age(date("2004-02-29"), date("2019-03-01")) == 15);
    CHECK(age(date("2004-02-29"), date("2020-02-28")) == 15);
    CHECK(age(date("2004-02-29"), date("2020-02-29")) == 16);
}

TEST_CASE("a period has a name, a first day and the day after its last") {
    auto const day = date("2020-12-31");
    CHECK(period_of(PeriodUnit::day, day) == Period{day, date("2021-01-01"), "2020-12-31"});
    CHECK(period_of(PeriodUnit::week, day) ==
          Period{date("2020-12-28"), date("2021-01-04"), "2020-W53"});
    CHECK(period_of(PeriodUnit::month, day) ==
          Period{date("2020-12-01"), date("2021-01-01"), "2020-12"});
    CHECK(period_of(PeriodUnit::quarter, day) ==
          Period{date("2020-10-01"), date("2021-01-01"), "2020-Q4"});
    CHECK(period_of(PeriodUnit::year, day) ==
          Period{date("2020-01-01"), date("2021-01-01"), "2020"});
}

TEST_CASE("weeks are those of ISO 8601") {
    auto const week = [](char const *text) { return period_of(PeriodUnit::week, date(text)).name; };
    CHECK(week("2005-01-01") == "2004-W53");
    CHECK(week("2005-12-31") == "2005-W52");
    CHECK(week("2007-01-01") == "2007-W01");
    CHECK(week("2008-12-29") == "2009-W01");
    CHECK(week("2010-01-03") == "2009-W53");
    CHECK(week("2018-12-31") == "2019-W01");
    CHECK(week("1969-12-31") == "1970-W01");
}

TEST_CASE("the periods of a unit cover every day once") {
    CHECK(rc::check("each day lies in its period, and the next begins where it ends", [] {
        auto const unit = static_cast<PeriodUnit>(*rc::gen::inRange(0, 5));
        auto const day = Date{*rc::gen::inRange(-30000, 60000)};
        auto const period = period_of(unit, day);
        RC_ASSERT(period.contains(day));
        RC_ASSERT(period_of(unit, period.from) == period);
        RC_ASSERT(period_of(unit, add_days(period.to, -1)) == period);
        RC_ASSERT(period_of(unit, period.to).from == period.to);
    }));
}

TEST_CASE("full periods lie wholly between two days") {
    auto const months = full_periods(PeriodUnit::month, date("2020-01-15"), date("2020-04-01"));
    REQUIRE(months.size() == 2);
    CHECK(months[0].name == "2020-02");
    CHECK(months[1].name == "2020-03");
    CHECK(full_periods(PeriodUnit::month, date("2020-01-01"), date("2020-02-01")).size() == 1);
    CHECK(full_periods(PeriodUnit::month, date("2020-01-02"), date("2020-02-28")).empty());
    CHECK(full_periods(PeriodUnit::week, date("2020-01-01"), date("2021-01-01")).size() == 51);
    CHECK(full_periods(PeriodUnit::day, date("2020-01-01"), date("2021-01-01")).size() == 366);
    CHECK(full_periods(PeriodUnit::year, date("2021-01-01"), date("2020-01-01")).empty());
    CHECK(full_periods(PeriodUnit::year, date("9998-01-01"), add_days(date_max, 1)).size() == 2);
}

TEST_CASE("the name of a unit is read back") {
    for (auto const unit : {PeriodUnit::day, PeriodUnit::week, PeriodUnit::month,
                            PeriodUnit::quarter, PeriodUnit::year}) {
        CHECK(parse_period_unit(to_string(unit)) == unit);
    }
    CHECK(to_string(PeriodUnit::quarter) == "quarter");
    CHECK_FALSE(parse_period_unit("fortnight"));
}

TEST_CASE("a moment is written in RFC 3339") {
    CHECK(to_string_instant(0) == "1970-01-01T00:00:00Z");
    CHECK(to_string_instant(-1) == "1969-12-31T23:59:59.999999Z");
    CHECK(to_string_instant(1'609'430'400'000'000) == "2020-12-31T16:00:00Z");
    CHECK(to_string_instant(1'500'000) == "1970-01-01T00:00:01.500000Z");
}

TEST_CASE("a moment is read with its offset and its fraction") {
    CHECK(parse_instant("2021-01-01T00:00:00+08:00") == 1'609'430'400'000'000);
    CHECK(parse_instant("2020-12-31T16:00:00Z") == 1'609'430'400'000'000);
    CHECK(parse_instant("1970-01-01 00:00:01.5z") == 1'500'000);
    CHECK(parse_instant("1970-01-01T00:00:00.123456789Z") == 123'456);
    CHECK(parse_instant("1969-12-31T19:00:00-05:00") == 0);
    for (std::string_view const text :
         {"", "2020-12-31", "2020-12-31T16:00:00", "2020-12-31T16:00Z", "2020-12-31T24:00:00Z",
          "2020-02-30T16:00:00Z", "2020-12-31T16:00:00.Z", "2020-12-31T16:00:00Zx",
          "2020-12-31T16:00:00+8:00", "2020-12-31T16:60:00Z", "2020-12-31T16-00-00Z"}) {
        CHECK_MESSAGE(!parse_instant(text), text);
    }
}

TEST_CASE("every moment is the same after writing and reading it") {
    CHECK(rc::check("round trip", [] {
        auto const instant =
            *rc::gen::inRange<Instant>(-60'000'000'000'000'000, 250'000'000'000'000'000);
        RC_ASSERT(parse_instant(to_string_instant(instant)) == instant);
    }));
}

TEST_CASE("today is the day in Shanghai") {
    constexpr Instant hour = 3'600'000'000;
    auto const before = to_string_instant(now() + 8 * hour).substr(0, 10);
    auto const day = to_string(today());
    auto const after = to_string_instant(now() + 8 * hour).substr(0, 10);
    CHECK((day == before || day == after));
}
