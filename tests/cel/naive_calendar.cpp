// The calendar of the naive interpreter: by years, months and days as they are counted by hand.
#include "cel/naive.hpp"

#include "base/date.hpp"

namespace naive {
namespace {

bool is_leap(Wide year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
Wide length_of(Wide year, Wide month) {
    static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[static_cast<int>(month) - 1];
}

// Days before the first of January of the year, counted from 1970.
Wide days_before(Wide year) {
    Wide const past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400 - 719'162;
}

Value date(Wide days) {
    if (days < days_before(1) || days >= days_before(10'000)) return error("cel_overflow");
    return {Is::date, days};
}

// Whole months or years later: the same day of the month, which there must be.
Value later(Value const &from, Wide months) {
    Civil const day = civil(from.number);
    Wide const total = day.year * 12 + day.month - 1 + months;
    if (total < 12 || total >= Wide{10'000} * 12) return error("cel_overflow");
    Wide const year = total / 12, month = total % 12 + 1;
    if (!is_day(year, month, day.day)) return error("cel_no_such_day");
    return {Is::date, days_of({year, month, day.day})};
}

Value age(Value const &birth, Value const &on) {
    Civil const born = civil(birth.number), then = civil(on.number);
    bool const had_birthday =
        then.month != born.month ? then.month > born.month : then.day >= born.day;
    return whole(then.year - born.year - (had_birthday ? 0 : 1));
}

Value made(std::vector<Value> const &values) {
    if (values.size() == 3) {
        for (Value const &value : values)
            if (value.is != Is::whole) return error("cel_no_such_overload");
        Wide const y = values[0].number, m = values[1].number, d = values[2].number;
        return is_day(y, m, d) ? Value{Is::date, days_of({y, m, d})} : error("cel_no_such_day");
    }
    Value const &value = values[0];
    if (value.is == Is::date) return value;
    if (value.is == Is::timestamp) {
        Wide const day = Wide{86'400} * 1'000'000'000;
        Wide const days = value.number / day - (value.number % day < 0 ? 1 : 0);
        return {Is::date, days};
    }
    if (value.is != Is::text) return error("cel_no_such_overload");
    int y = 0, m = 0, d = 0, end = 0;
    bool const is_written =
        std::sscanf(value.text.c_str(), "%4d-%2d-%2d%n", &y, &m, &d, &end) == 3 && end == 10 &&
        value.text.size() == 10;
    return is_written && is_day(y, m, d) ? Value{Is::date, days_of({y, m, d})}
                                         : error("cel_conversion");
}

bool are_dates(std::vector<Value> const &values, std::size_t first) {
    for (std::size_t i = first; i < values.size(); ++i)
        if (values[i].is != Is::date) return false;
    return true;
}

} // namespace

Civil civil(Wide days) {
    Wide year = days / 366 + 1970;
    while (days_before(year + 1) <= days) ++year;
    while (days_before(year) > days) --year;
    Wide rest = days - days_before(year), month = 1;
    for (; rest >= length_of(year, month); ++month) rest -= length_of(year, month);
    return {year, month, rest + 1};
}

bool is_day(Wide year, Wide month, Wide day) {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= length_of(year, month);
}

Wide days_of(Civil const &date) {
    Wide days = days_before(date.year) + date.day - 1;
    for (Wide month = 1; month < date.month; ++month) days += length_of(date.year, month);
    return days;
}

Value calendar(std::string_view name, std::vector<Value> const &values) {
    if (name == "date") return made(values);
    if (name == "shift") return date(values[0].number + values[1].number);
    bool const shifts = name == "add_months" || name == "add_years";
    bool const fits =
        shifts ? values[0].is == Is::date && values[1].is == Is::whole : are_dates(values, 0);
    if (!fits) return error("cel_no_such_overload");
    if (name == "year") return whole(civil(values[0].number).year);
    if (name == "month") return whole(civil(values[0].number).month);
    if (name == "day") return whole(civil(values[0].number).day);
    if (name == "age") return age(values[0], values[1]);
    if (name == "days_between") return whole(values[1].number - values[0].number);
    if (name == "add_months") return later(values[0], values[1].number);
    return later(values[0], values[1].number * 12);
}

} // namespace naive
