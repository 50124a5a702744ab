// Periods of days: days, ISO weeks, months, quarters and years.
#include "base/date.hpp"

#include <array>
#include <utility>

namespace jingzhun::base {
namespace {

constexpr std::array<std::pair<PeriodUnit, std::string_view>, 5> unit_names = {{
    {PeriodUnit::day, "day"},
    {PeriodUnit::week, "week"},
    {PeriodUnit::month, "month"},
    {PeriodUnit::quarter, "quarter"},
    {PeriodUnit::year, "year"},
}};

// The first day of a month; months beyond twelve run on into the next years, and the day after
// 9999-12-31 is the end of the last period.
Date first_of_month(int year, int month) {
    year += (month - 1) / 12;
    month = (month - 1) % 12 + 1;
    if (year > 9999) return add_days(date_max, 1);
    return *make_date(year, month, 1);
}

std::string padded(int number, std::size_t width) {
    auto const text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

int monday_based_weekday(Date date) {
    auto const shifted = (date.days + 3) % 7; // 1970-01-01 was a Thursday
    return shifted < 0 ? shifted + 7 : shifted;
}

// A week belongs to the year that holds its Thursday.
Period week_of(Date date) {
    auto const monday = add_days(date, -monday_based_weekday(date));
    auto const thursday = add_days(monday, 3);
    auto const year = thursday.year();
    auto const number = (thursday.days - make_date(year, 1, 1)->days) / 7 + 1;
    return {monday, add_days(monday, 7), padded(year, 4) + "-W" + padded(number, 2)};
}

Period months(Date date, int count, std::string name) {
    auto const year = date.year();
    auto const first = (date.month() - 1) / count * count + 1;
    return {first_of_month(year, first), first_of_month(year, first + count), std::move(name)};
}

} // namespace

std::optional<PeriodUnit> parse_period_unit(std::string_view text) {
    for (auto const &[unit, name] : unit_names) {
        if (name == text) return unit;
    }
    return std::nullopt;
}

std::string_view to_string(PeriodUnit unit) {
    return unit_names[static_cast<std::size_t>(unit)].second;
}

Period period_of(PeriodUnit unit, Date date) {
    auto const year = padded(date.year(), 4);
    switch (unit) {
    case PeriodUnit::day:
        return {date, add_days(date, 1), to_string(date)};
    case PeriodUnit::week:
        return week_of(date);
    case PeriodUnit::month:
        return months(date, 1, year + "-" + padded(date.month(), 2));
    case PeriodUnit::quarter:
        return months(date, 3, year + "-Q" + std::to_string((date.month() + 2) / 3));
    case PeriodUnit::year:
        break;
    }
    return months(date, 12, year);
}

std::vector<Period> full_periods(PeriodUnit unit, Date from, Date to) {
    std::vector<Period> periods;
    if (from >= to) return periods;
    auto period = period_of(unit, from);
    if (period.from < from) period = period_of(unit, period.to);
    while (period.to <= to && period.from <= date_max) {
        auto const next = period.to;
        periods.push_back(std::move(period));
        period = period_of(unit, next);
    }
    return periods;
}

} // namespace jingzhun::base
