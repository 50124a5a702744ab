// Timestamps and durations by integer arithmetic alone; named zones are in time_zone.cpp.
#include "cel/moment.hpp"

#include "base/date.hpp"
#include "cel/time_zone.hpp"

#include <array>
#include <cstdio>

namespace jingzhun::cel {
namespace {

using Wide = __int128;
constexpr std::int64_t billion = 1'000'000'000;
constexpr std::int64_t day_seconds = 86'400;
constexpr std::int64_t first_second = base::date_min.days * day_seconds;
constexpr std::int64_t last_second = (base::date_max.days + std::int64_t{1}) * day_seconds - 1;

Wide nanoseconds(std::int64_t seconds, std::int64_t rest) { return Wide{seconds} * billion + rest; }
Wide nanoseconds(Timestamp const &t) { return nanoseconds(t.seconds, t.nanoseconds); }
Wide nanoseconds(Duration const &d) { return nanoseconds(d.seconds, d.nanoseconds); }

std::optional<Timestamp> timestamp_of(Wide total) {
    Wide seconds = total / billion, rest = total % billion;
    if (rest < 0) {
        rest += billion;
        --seconds;
    }
    if (seconds < first_second || seconds > last_second) return std::nullopt;
    return Timestamp{static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(rest)};
}

std::optional<Duration> duration_of(Wide total) {
    if (total < INT64_MIN || total > INT64_MAX) return std::nullopt;
    auto const all = static_cast<std::int64_t>(total);
    return Duration{all / billion, static_cast<std::int32_t>(all % billion)};
}

// Reads pieces of a text one after the other; `fits` turns false where one is missing.
struct Reader {
    std::string_view text;
    bool fits = true;

    bool take(char c) {
        if (text.empty() || text.front() != c) return false;
        text.remove_prefix(1);
        return true;
    }
    void need(char c) { fits = take(c) && fits; }
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    int number(std::size_t digits) {
        int value = 0;
        if (text.size() < digits) fits = false;
        for (std::size_t i = 0; fits && i < digits; ++i) {
            fits = is_digit(text[i]);
            value = value * 10 + (text[i] - '0');
        }
        if (fits) text.remove_prefix(digits);
        return value;
    }

    // Digits as a fraction of `unit`, rounded down.
    std::int64_t fraction(std::int64_t unit) {
        std::int64_t value = 0, scale = unit;
        if (text.empty() || !is_digit(text.front())) fits = false;
        Wide sum = 0, power = 1;
        for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
            if (power >= Wide{billion} * billion) continue;
            sum = sum * 10 + (text.front() - '0');
            power *= 10;
        }
        value = static_cast<std::int64_t>(sum * scale / power);
        return value;
    }
};

std::optional<std::int64_t> parse_offset(std::string_view text, bool needs_sign) {
    Reader in{text};
    bool const is_minus = in.take('-');
    if (!is_minus && !in.take('+') && needs_sign) return std::nullopt;
    int const hours = in.number(2);
    in.need(':');
    int const minutes = in.number(2);
    if (!in.fits || !in.text.empty() || hours > 23 || minutes > 59) return std::nullopt;
    std::int64_t const seconds = hours * 3600 + minutes * 60;
    return is_minus ? -seconds : seconds;
}

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};
// Longer names first, so that "ms" is not read as "m".
constexpr std::array units{Unit{"ms", 1'000'000},   Unit{"us", 1'000}, Unit{"µs", 1'000},
                           Unit{"μs", 1'000},       Unit{"ns", 1},     Unit{"h", 3600 * billion},
                           Unit{"m", 60 * billion}, Unit{"s", billion}};

std::string with_fraction(std::int64_t nanoseconds) {
    if (nanoseconds == 0) return {};
    std::array<char, 16> digits{};
    std::snprintf(digits.data(), digits.size(), ".%09lld", static_cast<long long>(nanoseconds));
    std::string text = digits.data();
    while (text.back() == '0') text.pop_back();
    return text;
}

} // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    Reader in{text};
    int const year = in.number(4);
    in.need('-');
    int const month = in.number(2);
    in.need('-');
    int const day = in.number(2);
    in.need('T');
    int const hour = in.number(2);
    in.need(':');
    int const minute = in.number(2);
    in.need(':');
    int const second = in.number(2);
    std::int64_t const nanos = in.fits && in.take('.') ? in.fraction(billion) : 0;
    if (!in.fits || hour > 23 || minute > 59 || second > 59 || year < 1) return std::nullopt;
    auto const date = base::make_date(year, month, day);
    std::optional<std::int64_t> const offset = in.text == "Z" ? 0 : parse_offset(in.text, true);
    if (!date || !offset) return std::nullopt;
    return make_timestamp(date->days * day_seconds + hour * 3600 + minute * 60 + second - *offset,
                          nanos);
}

std::optional<Duration> parse_duration(std::string_view text) {
    Reader in{text};
    bool const is_minus = in.take('-');
    if (!is_minus) in.take('+');
    if (in.text == "0") return Duration{};
    if (in.text.empty()) return std::nullopt;
    Wide total = 0;
    while (!in.text.empty()) {
        Wide whole = 0;
        bool const has_whole = Reader::is_digit(in.text.front());
        for (; !in.text.empty() && Reader::is_digit(in.text.front()); in.text.remove_prefix(1)) {
            whole = whole * 10 + (in.text.front() - '0');
            if (whole > INT64_MAX) return std::nullopt;
        }
        Reader fraction{{}};
        bool const has_point = in.take('.');
        if (has_point) fraction.text = in.text;
        std::size_t digits = 0;
        while (digits < in.text.size() && has_point && Reader::is_digit(in.text[digits])) ++digits;
        if (!has_whole && digits == 0) return std::nullopt;
        fraction.text = in.text.substr(0, digits);
        in.text.remove_prefix(digits);
        Unit const *found = nullptr;
        for (Unit const &unit : units)
            if (found == nullptr && in.text.starts_with(unit.name)) found = &unit;
        if (found == nullptr) return std::nullopt;
        in.text.remove_prefix(found->name.size());
        total +=
            whole * found->nanoseconds + (digits > 0 ? fraction.fraction(found->nanoseconds) : 0);
        if (total > Wide{INT64_MAX} + 1) return std::nullopt;
    }
    return duration_of(is_minus ? -total : total);
}

std::string to_string(Timestamp const &timestamp) {
    std::int64_t days = timestamp.seconds / day_seconds, rest = timestamp.seconds % day_seconds;
    if (rest < 0) {
        rest += day_seconds;
        --days;
    }
    base::Date const date{static_cast<std::int32_t>(days)};
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", date.year(),
                  date.month(), date.day(), static_cast<int>(rest / 3600),
                  static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
    return text.data() + with_fraction(timestamp.nanoseconds) + "Z";
}

std::string to_string(Duration const &duration) {
    bool const is_minus = duration.seconds < 0 || duration.nanoseconds < 0;
    std::string const whole =
        std::to_string(duration.seconds < 0 ? -duration.seconds : duration.seconds);
    std::int64_t const rest =
        duration.nanoseconds < 0 ? -duration.nanoseconds : duration.nanoseconds;
    return (is_minus ? "-" : "") + whole + with_fraction(rest) + "s";
}

std::optional<Timestamp> make_timestamp(std::int64_t seconds, std::int64_t rest) {
    return timestamp_of(nanoseconds(seconds, rest));
}
std::optional<Timestamp> add(Timestamp const &timestamp, Duration const &duration) {
    return timestamp_of(nanoseconds(timestamp) + nanoseconds(duration));
}
std::optional<Timestamp> subtract(Timestamp const &timestamp, Duration const &duration) {
    return timestamp_of(nanoseconds(timestamp) - nanoseconds(duration));
}
std::optional<Duration> subtract(Timestamp const &a, Timestamp const &b) {
    return duration_of(nanoseconds(a) - nanoseconds(b));
}
std::optional<Duration> add(Duration const &a, Duration const &b) {
    return duration_of(nanoseconds(a) + nanoseconds(b));
}
std::optional<Duration> subtract(Duration const &a, Duration const &b) {
    return duration_of(nanoseconds(a) - nanoseconds(b));
}

std::optional<std::int64_t> zone_offset(std::string_view zone, Timestamp const &timestamp) {
    if (zone == "UTC" || zone == "Z") return 0;
    if (zone.find(':') != std::string_view::npos) return parse_offset(zone, false);
    return named_zone_offset(zone, timestamp.seconds);
}

} // namespace jingzhun::cel
