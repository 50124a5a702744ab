// Moments in RFC 3339.
#include "base/date.hpp"

namespace jingzhun::base {
namespace {

constexpr Instant second = 1'000'000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

// Reads a text from the front; every function says whether, or what, it took.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool done() const { return rest_.empty(); }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    // Two digits up to `most`; -1 where there are none.
    int two_digits(int most) {
        if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return -1;
        auto const number = (rest_[0] - '0') * 10 + (rest_[1] - '0');
        rest_.remove_prefix(2);
        return number <= most ? number : -1;
    }
    // Digits after the point, cut at the microsecond; nothing where there are none.
    std::optional<Instant> fraction() {
        Instant micros = 0, unit = second / 10;
        auto const before = rest_.size();
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), unit /= 10) {
            micros += (rest_.front() - '0') * unit;
        }
        return rest_.size() < before ? std::optional(micros) : std::nullopt;
    }
    // "Z" or "+08:00": how far the clock is ahead of UTC.
    std::optional<Instant> offset() {
        if (take('Z') || take('z')) return 0;
        auto const ahead = take('+');
        if (!ahead && !take('-')) return std::nullopt;
        auto const hours = two_digits(23);
        auto const colon = take(':');
        auto const minutes = two_digits(59);
        if (hours < 0 || !colon || minutes < 0) return std::nullopt;
        return (hours * hour + minutes * minute) * (ahead ? 1 : -1);
    }

  private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }
    std::string_view rest_;
};

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
    if (!date || !(scanner.take('T') || scanner.take('t') || scanner.take(' ')))
        return std::nullopt;
    auto const hours = scanner.two_digits(23);
    auto const first_colon = scanner.take(':');
    auto const minutes = scanner.two_digits(59);
    auto const second_colon = scanner.take(':');
    auto const seconds = scanner.two_digits(59);
    if (hours < 0 || !first_colon || minutes < 0 || !second_colon || seconds < 0)
        return std::nullopt;
    auto const fraction = scanner.take('.') ? scanner.fraction() : std::optional<Instant>(0);
    auto const offset = scanner.offset();
    if (!fraction || !offset || !scanner.done()) return std::nullopt;
    return date->days * day + hours * hour + minutes * minute + seconds * second + *fraction -
           *offset;
}

} // namespace jingzhun::base
