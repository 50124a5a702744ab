// What a timestamp or a duration shows: getFullYear, getHours and their kin.
#include "base/date.hpp"
#include "cel/functions.hpp"
#include "cel/moment.hpp"

#include <array>

namespace jingzhun::cel {
namespace {

constexpr std::int64_t day_seconds = 86'400;

// A moment as a clock in some zone shows it.
struct Clock {
    base::Date date;
    std::int64_t second; // of the day
    std::int64_t nanosecond;
};

Clock read_clock(Timestamp const &timestamp, std::int64_t offset) {
    std::int64_t const local = timestamp.seconds + offset;
    std::int64_t const second = ((local % day_seconds) + day_seconds) % day_seconds;
    return {
        {static_cast<std::int32_t>((local - second) / day_seconds)}, second, timestamp.nanoseconds};
}

std::int64_t day_of_year(base::Date date) {
    return date.days - base::make_date(date.year(), 1, 1).value_or(date).days;
}

using Show = std::int64_t (*)(Clock const &);
std::int64_t full_year(Clock const &clock) { return clock.date.year(); }
std::int64_t month(Clock const &clock) { return clock.date.month() - 1; }
std::int64_t date(Clock const &clock) { return clock.date.day(); }
std::int64_t day_of_month(Clock const &clock) { return clock.date.day() - 1; }
// 1970-01-01 was a Thursday; Sunday is 0.
std::int64_t day_of_week(Clock const &clock) { return ((clock.date.days + 4) % 7 + 7) % 7; }
std::int64_t year_day(Clock const &clock) { return day_of_year(clock.date); }
std::int64_t hours(Clock const &clock) { return clock.second / 3600; }
std::int64_t minutes(Clock const &clock) { return clock.second / 60 % 60; }
std::int64_t seconds(Clock const &clock) { return clock.second % 60; }
std::int64_t milliseconds(Clock const &clock) { return clock.nanosecond / 1'000'000; }

using Length = std::int64_t (*)(Duration const &);
std::int64_t whole_hours(Duration const &duration) { return duration.seconds / 3600; }
std::int64_t whole_minutes(Duration const &duration) { return duration.seconds / 60; }
std::int64_t whole_seconds(Duration const &duration) { return duration.seconds; }
std::int64_t rest_milliseconds(Duration const &duration) {
    return duration.nanoseconds / 1'000'000;
}

template <Show Inner, Length OfDuration> Value getter(Values arguments, Budget &) {
    auto const wrong = [&] { return no_overload("timestamp.get…", arguments); };
    if (arguments.empty() || arguments.size() > 2) return wrong();
    if (auto const *duration = arguments[0].as<Duration>()) {
        if constexpr (OfDuration != nullptr)
            if (arguments.size() == 1) return {OfDuration(*duration)};
        (void)duration;
    }
    auto const *timestamp = arguments[0].as<Timestamp>();
    if (timestamp == nullptr) return wrong();
    std::int64_t offset = 0;
    if (arguments.size() == 2) {
        auto const *zone = arguments[1].as<std::string>();
        if (zone == nullptr) return wrong();
        auto const found = zone_offset(*zone, *timestamp);
        if (!found) return make_error("cel_bad_time_zone", *zone);
        offset = *found;
    }
    return {Inner(read_clock(*timestamp, offset))};
}

constexpr FunctionEntry entries[] = {
    {"getFullYear", CallStyle::member, getter<full_year, nullptr>},
    {"getMonth", CallStyle::member, getter<month, nullptr>},
    {"getDate", CallStyle::member, getter<date, nullptr>},
    {"getDayOfMonth", CallStyle::member, getter<day_of_month, nullptr>},
    {"getDayOfWeek", CallStyle::member, getter<day_of_week, nullptr>},
    {"getDayOfYear", CallStyle::member, getter<year_day, nullptr>},
    {"getHours", CallStyle::member, getter<hours, whole_hours>},
    {"getMinutes", CallStyle::member, getter<minutes, whole_minutes>},
    {"getSeconds", CallStyle::member, getter<seconds, whole_seconds>},
    {"getMilliseconds", CallStyle::member, getter<milliseconds, rest_milliseconds>},
};

} // namespace

std::span<FunctionEntry const> time_functions() { return entries; }

} // namespace jingzhun::cel
