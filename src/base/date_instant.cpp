// Moments in RFC 3339.
#include "base/date.hpp"

#include "base/scanner.hpp"

namespace jingzhun::base {
namespace {

constexpr Instant second = 1'000'000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

// Two digits up to `most`; -1 where there are none.
int two_digits(Scanner &scanner, int most) {
    auto const number = scanner.number(2, 2);
    return number <= most ? number : -1;
}

// Digits after the point, cut at the microsecond; nothing where there are none.
std::optional<Instant> fraction(Scanner &scanner) {
    auto const digits = scanner.digits();
    Instant micros = 0, unit = second / 10;
    for (auto const c : digits) {
        micros += (c - '0') * unit;
        unit /= 10;
    }
    return digits.empty() ? std::nullopt : std::optional(micros);
}

// "Z" or "+08:00": how far the clock is ahead of UTC.
std::optional<Instant> offset(Scanner &scanner) {
    if (scanner.take("Z") || scanner.take("z")) return 0;
    auto const ahead = scanner.take("+");
    if (!ahead && !scanner.take("-")) return std::nullopt;
    auto const hours = two_digits(scanner, 23);
    auto const colon = scanner.take(":");
    auto const minutes = two_digits(scanner, 59);
    if (hours < 0 || !colon || minutes < 0) return std::nullopt;
    return (hours * hour + minutes * minute) * (ahead ? 1 : -1);
}

std::string two(Instant number) {
    return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

} // namespace

std::string to_string_instant(Instant instant) {
    auto const days = instant >= 0 ? instant / day : (instant - (day - 1)) / day;
    auto const rest = instant - days * day;
    auto text = to_string(Date{static_cast<std::int32_t>(days)}) + "T" + two(rest / hour) + ":" +
                two(rest / minute % 60) + ":" + two(rest / second % 60);
    if (auto const micros = rest % second; micros != 0) {
        auto const digits = std::to_string(micros);
        text += "." + std::string(6 - digits.size(), '0') + digits;
    }
    return text + "Z";
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() < 20) return std::nullopt;
    auto const date = parse_iso_date(text.substr(0, 10));
    Scanner scanner(text.substr(10));
    if (!date || !(scanner.take("T") || scanner.take("t") || scanner.take(" ")))
        return std::nullopt;
    auto const hours = two_digits(scanner, 23);
    auto const first_colon = scanner.take(":");
    auto const minutes = two_digits(scanner, 59);
    auto const second_colon = scanner.take(":");
    auto const seconds = two_digits(scanner, 59);
    if (hours < 0 || !first_colon || minutes < 0 || !second_colon || seconds < 0)
        return std::nullopt;
    auto const micros = scanner.take(".") ? fraction(scanner) : std::optional<Instant>(0);
    auto const ahead = offset(scanner);
    if (!micros || !ahead || !scanner.done()) return std::nullopt;
    return date->days * day + hours * hour + minutes * minute + seconds * second + *micros -
           *ahead;
}

} // namespace jingzhun::base
