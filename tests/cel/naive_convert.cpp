// Conversions and clocks of the naive interpreter.
#include "cel/naive.hpp"

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace naive {
namespace {

constexpr Wide second = 1'000'000'000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

Value const no_overload = error("cel_no_such_overload");
Value const no_conversion = error("cel_conversion");
Value const too_large = error("cel_overflow");

Wide floored(Wide top, Wide bottom) { return top / bottom - (top % bottom < 0 ? 1 : 0); }

std::optional<Wide> digits(std::string const &text) {
    std::size_t const first = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    if (first == text.size() || text.size() - first > 20) return std::nullopt;
    Wide number = 0;
    for (std::size_t i = first; i < text.size(); ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    return text[0] == '-' ? -number : number;
}

// "1h30m", "1.5s", "-90m".
std::optional<Wide> length_of(std::string text) {
    bool const is_minus = text.starts_with('-');
    if (is_minus) text.erase(0, 1);
    Wide total = 0;
    if (text.empty()) return std::nullopt;
    if (text == "0") return 0;
    while (!text.empty()) {
        std::size_t end = text.find_first_not_of("0123456789.");
        if (end == 0 || end == std::string::npos) return std::nullopt;
        long double const number = std::stold(text.substr(0, end));
        Wide unit = 0;
        if (text.compare(end, 2, "ms") == 0) unit = 1'000'000, ++end;
        else if (text[end] == 'h') unit = hour;
        else if (text[end] == 'm') unit = minute;
        else if (text[end] == 's') unit = second;
        else return std::nullopt;
        total += static_cast<Wide>(number * static_cast<long double>(unit));
        text.erase(0, end + 1);
    }
    if (total > INT64_MAX) return std::nullopt;
    return is_minus ? -total : total;
}

// "2020-12-31T20:00:00Z", with a fraction or an offset.
std::optional<Wide> moment_of(std::string const &text) {
    int y = 0, m = 0, d = 0, h = 0, min = 0, s = 0, end = 0;
    bool const is_written = std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &y, &m, &d, &h,
                                        &min, &s, &end) == 6 &&
                            is_day(y, m, d) && h < 24 && min < 60 && s < 60;
    if (!is_written) return std::nullopt;
    Wide moment = days_of({y, m, d}) * day + h * hour + min * minute + s * second;
    std::string rest = text.substr(static_cast<std::size_t>(end));
    if (rest.starts_with('.')) {
        std::size_t i = 1;
        for (Wide unit = second / 10; i < rest.size() && rest[i] >= '0' && rest[i] <= '9';
             ++i, unit /= 10)
            moment += unit * (rest[i] - '0');
        rest.erase(0, i);
    }
    if (rest == "Z") return moment;
    char sign = 0;
    if (std::sscanf(rest.c_str(), "%c%2d:%2d", &sign, &h, &min) != 3) return std::nullopt;
    return moment - (sign == '-' ? -1 : 1) * (h * hour + min * minute);
}

Value exact_of(Value const &value, Is is) {
    bool const is_natural = is == Is::natural;
    Wide const least = is_natural ? 0 : Wide{INT64_MIN},
               most = is_natural ? Wide{UINT64_MAX} : Wide{INT64_MAX};
    auto const fitting = [&](Wide number, Value const &otherwise) {
        return number >= least && number <= most ? Value{is, number} : otherwise;
    };
    switch (value.is) {
    case Is::whole:
    case Is::natural:
        return fitting(value.number, too_large);
    case Is::real:
        // The least int is no real number that converts: the suite wants it beyond the range.
        if (!(value.real > -0x1p63 && value.real < 0x1p64)) return too_large;
        if (is_natural && value.real < 0) return too_large;
        return fitting(static_cast<Wide>(value.real), too_large);
    case Is::text: {
        auto const number = digits(value.text);
        if (is_natural && !value.text.empty() && (value.text[0] == '-' || value.text[0] == '+'))
            return no_conversion;
        return number ? fitting(*number, no_conversion) : no_conversion;
    }
    case Is::timestamp:
        return is_natural ? no_overload : Value{Is::whole, floored(value.number, second)};
    default:
        return no_overload;
    }
}

Value real_of(Value const &value) {
    Value result{Is::real};
    if (value.is == Is::real) return value;
    if (value.is == Is::whole || value.is == Is::natural) {
        result.real = static_cast<double>(value.number);
        return result;
    }
    if (value.is == Is::money) {
        result.real = static_cast<double>(value.number) / 100;
        return result;
    }
    if (value.is != Is::text) return no_overload;
    char *end = nullptr;
    result.real = std::strtod(value.text.c_str(), &end);
    return value.text.empty() || *end != '\0' ? no_conversion : result;
}

Value truth_of(Value const &value) {
    if (value.is == Is::truth) return value;
    if (value.is != Is::text) return no_overload;
    for (char const *yes : {"1", "t", "T", "true", "True", "TRUE"})
        if (value.text == yes) return truth(true);
    for (char const *no : {"0", "f", "F", "false", "False", "FALSE"})
        if (value.text == no) return truth(false);
    return no_conversion;
}

std::string with_fraction(Wide nanoseconds) {
    if (nanoseconds == 0) return "";
    char text[16];
    std::snprintf(text, sizeof text, ".%09d", static_cast<int>(nanoseconds));
    std::string result = text;
    result.erase(result.find_last_not_of('0') + 1);
    return result;
}

std::string date_text(Wide days) {
    Civil const date = civil(days);
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", static_cast<int>(date.year),
                  static_cast<int>(date.month), static_cast<int>(date.day));
    return text;
}

std::string moment_text(Wide moment) {
    Wide const days = floored(moment, day), rest = moment - days * day;
    char text[32];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(rest / hour),
                  static_cast<int>(rest / minute % 60), static_cast<int>(rest / second % 60));
    return date_text(days) + text + with_fraction(rest % second) + "Z";
}

std::string length_text(Wide length) {
    Wide const size = length < 0 ? -length : length;
    return (length < 0 ? "-" : "") + std::to_string(static_cast<long long>(size / second)) +
           with_fraction(size % second) + "s";
}

// The shortest of the decimals that read back as the same number.
std::string real_text(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number > 0 ? "+Inf" : "-Inf";
    for (int precision = 0; precision < 18; ++precision) {
        char text[400];
        std::snprintf(text, sizeof text, "%.*f", precision, number);
        if (std::strtod(text, nullptr) == number) return text;
    }
    return "";
}

// Fen with two decimals, the half rounded to even.
std::string money_text(Value const &value) {
    Wide fen = floored(value.number, value.divisor);
    Wide const twice = (value.number - fen * value.divisor) * 2;
    if (twice > value.divisor || (twice == value.divisor && fen % 2 != 0)) ++fen;
    return base::to_string(base::Money{static_cast<std::int64_t>(fen)});
}

Value text_of(Value const &value) {
    switch (value.is) {
    case Is::text:
        return value;
    case Is::bytes:
        return base::is_utf8(value.text) ? text(value.text) : no_conversion;
    case Is::truth:
        return text(value.number != 0 ? "true" : "false");
    case Is::whole:
        return text(std::to_string(static_cast<long long>(value.number)));
    case Is::natural:
        return text(std::to_string(static_cast<unsigned long long>(value.number)));
    case Is::real:
        return text(real_text(value.real));
    case Is::timestamp:
        return text(moment_text(value.number));
    case Is::duration:
        return text(length_text(value.number));
    case Is::date:
        return text(date_text(value.number));
    case Is::money:
    case Is::quotient:
        return text(money_text(value));
    default:
        return no_overload;
    }
}

Value moment(Value const &value, Is is) {
    if (value.is == is) return value;
    if (value.is == Is::whole && is == Is::timestamp)
        return operate("_+_", {{Is::timestamp, value.number * second}, {Is::duration, 0}});
    if (value.is != Is::text) return no_overload;
    auto const number = is == Is::timestamp ? moment_of(value.text) : length_of(value.text);
    return number ? Value{is, *number} : no_conversion;
}

} // namespace

Value convert(std::string_view name, Value const &value) {
    if (name == "dyn") return value;
    if (name == "int") return exact_of(value, Is::whole);
    if (name == "uint") return exact_of(value, Is::natural);
    if (name == "double") return real_of(value);
    if (name == "bool") return truth_of(value);
    if (name == "string") return text_of(value);
    if (name == "timestamp") return moment(value, Is::timestamp);
    if (name == "duration") return moment(value, Is::duration);
    if (name == "bytes" && (value.is == Is::text || value.is == Is::bytes)) {
        Value result{Is::bytes};
        result.text = value.text;
        return result;
    }
    if (name == "type") {
        Value result{Is::type};
        result.text = type_name(value);
        return result;
    }
    return no_overload;
}

// What a timestamp shows in UTC or in a zone, and what a duration comes to.
Value clock(std::string_view name, std::vector<Value> const &values) {
    Wide number = values[0].number;
    bool const is_length = values[0].is == Is::duration && values.size() == 1 &&
                           (name == "getHours" || name == "getMinutes" || name == "getSeconds" ||
                            name == "getMilliseconds");
    bool const is_moment =
        values[0].is == Is::timestamp && (values.size() == 1 || values[1].is == Is::text);
    if (!is_length && !is_moment) return error("cel_no_such_overload");
    if (is_length) {
        if (name == "getHours") return whole(number / hour);
        if (name == "getMinutes") return whole(number / minute);
        if (name == "getSeconds") return whole(number / second);
        return whole(number / 1'000'000 % 1000);
    }
    if (values.size() == 2) {
        std::string const &zone = values[1].text;
        int hours = 0, minutes = 0;
        bool const is_signed = zone.starts_with('+') || zone.starts_with('-');
        std::string const time = zone.substr(is_signed ? 1 : 0);
        bool const is_time = time.size() == 5 && time.find_first_not_of("0123456789:") == time.npos;
        if (zone == "Asia/Shanghai") number += 8 * hour; // since 1992
        else if (is_time && std::sscanf(time.c_str(), "%2d:%2d", &hours, &minutes) == 2)
            number += (zone[0] == '-' ? -1 : 1) * (hours * hour + minutes * minute);
        else if (zone != "UTC") return error("cel_bad_time_zone");
    }
    Wide const days = floored(number, day), rest = number - days * day;
    Civil const date = civil(days);
    if (name == "getFullYear") return whole(date.year);
    if (name == "getMonth") return whole(date.month - 1);
    if (name == "getDate") return whole(date.day);
    if (name == "getDayOfMonth") return whole(date.day - 1);
    if (name == "getDayOfWeek") return whole(((days + 4) % 7 + 7) % 7);
    if (name == "getDayOfYear") return whole(days - days_of({date.year, 1, 1}));
    if (name == "getHours") return whole(rest / hour);
    if (name == "getMinutes") return whole(rest / minute % 60);
    if (name == "getSeconds") return whole(rest / second % 60);
    return whole(rest / 1'000'000 % 1000);
}

} // namespace naive
