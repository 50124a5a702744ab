// Calendar dates and half-open periods of days.
//
// A date is a day in the proleptic Gregorian calendar, counted from 1970-01-01; it has no time zone
// (the pack says whose days they are, Asia/Shanghai by default). Ready for storage as an integer.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::base {

struct Date {
    std::int32_t days = 0;
    auto operator<=>(Date const &) const = default;

    int year() const;
    int month() const; // 1-12
    int day() const;   // 1-31
};

constexpr Date date_min{-719162}; // 0001-01-01: "has always held"
constexpr Date date_max{2932896}; // 9999-12-31

// nothing where there is no such day (2019-02-29).
std::optional<Date> make_date(int year, int month, int day);
// YYYY-MM-DD only; everything looser is `read_date`.
std::optional<Date> parse_iso_date(std::string_view text);
// What offices write: 2019-07-01, 2019/7/1, 2019.7.1, 20190701, 2019年7月1日, full-width digits,
// an Excel serial (days since 1899-12-30, 20000..80000; `epoch_1904` shifts it), a time after the
// date.
std::optional<Date> read_date(std::string_view text, bool epoch_1904 = false);
std::string to_string(Date date); // ISO 8601

Date add_days(Date date, int days);
// Full years between birth and the day; a person born on 29 February has the birthday on 1 March.
int age(Date birth, Date on);
Date today(); // in Asia/Shanghai

// Days from `from` up to but not including `to`.
struct Period {
    Date from, to;
    std::string name; // "2020-12", "2020-W51", "2020-12-31", "2020", "2020-Q4"
    bool contains(Date date) const { return from <= date && date < to; }
    bool operator==(Period const &) const = default;
};

enum class PeriodUnit { day, week, month, quarter, year };
std::optional<PeriodUnit> parse_period_unit(std::string_view text); // "week"
std::string_view to_string(PeriodUnit unit);
// The period of that unit that holds the date; weeks are ISO 8601 weeks, Monday first.
Period period_of(PeriodUnit unit, Date date);
// All periods that lie wholly within [from, to).
std::vector<Period> full_periods(PeriodUnit unit, Date from, Date to);

// A moment, in microseconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;
Instant now();
std::string to_string_instant(Instant instant); // RFC 3339 in UTC
std::optional<Instant> parse_instant(std::string_view text);

} // namespace jingzhun::base
