// Calendar arithmetic: days from a civil date and back, ages, the clock.
#include "base/date.hpp"

#include <chrono>

namespace jingzhun::base {
namespace {

struct Civil {
    int year, month, day;
};

// After Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so
// that the leap day is the last of a year, and 400 years make an era of 146097 days.
Civil civil_of(std::int32_t days) {
    auto const shifted = days + 719468;
    auto const era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    auto const day_of_era = shifted - era * 146097;
    auto const year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    auto const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    auto const march_month = (5 * day_of_year + 2) / 153;
    auto const day = day_of_year - (153 * march_month + 2) / 5 + 1;
    auto const month = march_month < 10 ? march_month + 3 : march_month - 9;
    return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

std::int32_t days_of(int year, int month, int day) {
    auto const march_year = month <= 2 ? year - 1 : year;
    auto const era = (march_year >= 0 ? march_year : march_year - 399) / 400;
    auto const year_of_era = march_year - era * 400;
    auto const day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    auto const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

// The number that `count` digits at `at` make; -1 where one is no digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
    int number = 0;
    for (auto const c : text.substr(at, count)) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

void put(char *at, int number, int count) {
    for (auto i = count; i-- > 0; number /= 10) at[i] = static_cast<char>('0' + number % 10);
}

} // namespace

int Date::year() const { return civil_of(days).year; }
int Date::month() const { return civil_of(days).month; }
int Date::day() const { return civil_of(days).day; }

std::optional<Date> make_date(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
    if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
    return Date{days_of(year, month, day)};
}

std::optional<Date> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    return make_date(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
}

std::string to_string(Date date) {
    auto const civil = civil_of(date.days);
    std::string text = "0000-00-00";
    put(text.data(), civil.year, 4);
    put(text.data() + 5, civil.month, 2);
    put(text.data() + 8, civil.day, 2);
    return text;
}

Date add_days(Date date, int days) { return {date.days + days}; }

int age(Date birth, Date on) {
    auto const from = civil_of(birth.days), to = civil_of(on.days);
    auto const had_birthday =
        to.month > from.month || (to.month == from.month && to.day >= from.day);
    return to.year - from.year - (had_birthday ? 0 : 1);
}

Date today() {
    constexpr Instant hour = 3'600'000'000, shanghai = 8 * hour;
    return {static_cast<std::int32_t>((now() + shanghai) / (24 * hour))};
}

Instant now() {
    auto const moment = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(moment).count();
}

} // namespace jingzhun::base
