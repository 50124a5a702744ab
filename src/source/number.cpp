// Serial dates, shortest decimals and the escapes of workbooks.
#include "source/number.hpp"

#include "base/date.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace jingzhun::source {

namespace {

constexpr double exact_below = 1e15;
constexpr double tiny_below = 1e-7;
constexpr std::int64_t seconds_a_day = 86400;
constexpr std::int64_t serial_of_1970 = 25569; // 1970-01-01 in the epoch of 1900
constexpr std::int64_t serial_of_1970_in_1904 = 24107;
constexpr std::int64_t invented_day = 60; // 29 February 1900

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::string clock(std::int64_t seconds) {
    char text[16];
    int const length =
        std::snprintf(text, sizeof text, "%02d:%02d:%02d", static_cast<int>(seconds / 3600),
                      static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    return {text, static_cast<std::size_t>(length)};
}

std::optional<base::Date> day_of(std::int64_t serial, bool epoch_1904) {
    std::int64_t day = serial - serial_of_1970_in_1904;
    if (!epoch_1904) {
        if (serial <= 0 || serial == invented_day) return std::nullopt;
        day = serial - serial_of_1970 + (serial < invented_day ? 1 : 0);
    }
    base::Date const date{static_cast<std::int32_t>(day)};
    if (serial < 0 || date > base::date_max) return std::nullopt;
    return date;
}

// The value of four hexadecimal digits, or -1.
int hexadecimal(std::string_view digits) {
    unsigned value = 0;
    auto const result = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return digits.size() == 4 && result.ptr == digits.data() + 4 ? static_cast<int>(value) : -1;
}

// The character at the front when it is written _xHHHH_, or -1.
int escaped(std::string_view text) {
    if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return -1;
    return hexadecimal(text.substr(2, 4));
}

bool is_lead(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_trail(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

} // namespace

bool is_plain_integer(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.empty() || text.size() > 15 || (text[0] == '0' && text.size() > 1)) return false;
    return std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<double> parse_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    // from_chars would also take "inf" and "nan".
    if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt;
    double value = 0;
    auto const result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string number_text(std::string_view stored, double value) {
    if (std::abs(value) >= exact_below) return std::string(stored);
    if (value == 0) return "0";
    char text[64];
    auto const notation =
        std::abs(value) < tiny_below ? std::chars_format::scientific : std::chars_format::fixed;
    auto const result = std::to_chars(text, text + sizeof text, value, notation);
    return {text, result.ptr};
}

std::optional<std::string> serial_text(double serial, NumberStyle style, bool epoch_1904) {
    // The largest day is below 3 million; what is far beyond must not overflow.
    if (!(serial >= 0 && serial < 4e6)) return std::nullopt;
    auto const seconds =
        static_cast<std::int64_t>(std::llround(serial * static_cast<double>(seconds_a_day)));
    std::int64_t const rest = seconds % seconds_a_day;
    bool const below_one_day = seconds < seconds_a_day;
    if (below_one_day && (style == NumberStyle::time || rest != 0)) return clock(rest);
    std::optional<base::Date> const day = day_of(seconds / seconds_a_day, epoch_1904);
    if (!day) return std::nullopt;
    std::string text = base::to_string(*day);
    return rest == 0 ? text : text + "T" + clock(rest);
}

std::string unescape(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        int unit = escaped(text);
        if (unit <= 0 || is_trail(unit) || (is_lead(unit) && !is_trail(escaped(text.substr(7))))) {
            result += text.front();
            text.remove_prefix(1);
            continue;
        }
        text.remove_prefix(7);
        auto character = static_cast<char32_t>(unit);
        if (is_lead(unit)) {
            character = 0x10000 + ((character - 0xD800) << 10) +
                        (static_cast<char32_t>(escaped(text)) - 0xDC00);
            text.remove_prefix(7);
        }
        result += base::to_utf8({&character, 1});
    }
    return result;
}

std::string escape(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (escaped(text.substr(i)) > 0) result += "_x005F";
        if (text[i] != '\0') result += text[i];
    }
    return result;
}

} // namespace jingzhun::source
