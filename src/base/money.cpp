// Reads and writes exact amounts.
#include "base/money.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace jingzhun::base {
namespace {

// A binary number of a spreadsheet is exact to this many digits; what comes after is noise.
constexpr std::size_t exact_digits = 14;
constexpr std::size_t written_digits = 15; // fewer were typed by a person, and meant

// Digits without a point, and how many of them stand before it (may be negative).
struct Decimal {
    std::string digits;
    int whole = 0;
};

bool take_front(std::string_view &text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

bool take_back(std::string_view &text, std::string_view word) {
    if (!text.ends_with(word)) return false;
    text.remove_suffix(word.size());
    return true;
}

void take_currency(std::string_view &text) {
    for (std::string_view const word : {"人民币", "RMB", "CNY", "¥"}) {
        if (take_front(text, word)) return take_currency(text);
    }
}

bool take_minus(std::string_view &text) {
    for (std::string_view const sign : {"-", "−", "负"}) {
        if (take_front(text, sign)) return true;
    }
    take_front(text, "+");
    return false;
}

// How many digits 万 and its like move the point.
int take_unit(std::string_view &text) {
    take_back(text, "整");
    take_back(text, "元") || take_back(text, "圆");
    constexpr std::array<std::pair<std::string_view, int>, 5> units = {
        {{"千万", 7}, {"百万", 6}, {"千", 3}, {"万", 4}, {"亿", 8}}};
    for (auto const &[word, shift] : units) {
        if (take_back(text, word)) return shift;
    }
    return 0;
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "12,000" to "12000"; nothing where the commas do not stand before three digits each.
std::optional<std::string> without_commas(std::string_view text) {
    std::string digits;
    auto const groups = split(text, ',');
    for (std::size_t i = 0; i < groups.size(); ++i) {
        auto const size = groups[i].size();
        auto const fits = groups.size() == 1 || (i == 0 ? size >= 1 && size <= 3 : size == 3);
        if (!fits || !all_digits(groups[i])) return std::nullopt;
        digits += groups[i];
    }
    return digits;
}

std::optional<int> read_exponent(std::string_view text) {
    if (text.empty()) return std::nullopt;
    if (text.front() == '+') text.remove_prefix(1);
    int exponent = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return exponent >= -400 && exponent <= 400 ? std::optional(exponent) : std::nullopt;
}

std::optional<Decimal> read_decimal(std::string_view text) {
    int exponent = 0;
    if (auto const e = text.find_first_of("eE"); e != text.npos) {
        auto const read = read_exponent(text.substr(e + 1));
        if (!read) return std::nullopt;
        exponent = *read;
        text = text.substr(0, e);
    }
    auto const point = text.find('.');
    auto const whole = without_commas(text.substr(0, point));
    auto const fraction = point == text.npos ? std::string_view() : text.substr(point + 1);
    if (!whole || !all_digits(fraction) || whole->size() + fraction.size() == 0)
        return std::nullopt;
    return Decimal{*whole + std::string(fraction), static_cast<int>(whole->size()) + exponent};
}

// Whether what follows the fen rounds down (0) or up (1); nothing where it is a real third decimal.
std::optional<int> rounding(std::string_view digits, std::size_t kept) {
    auto const excess = digits.substr(kept);
    if (excess.find_first_not_of('0') == excess.npos) return 0;
    auto const first = digits.find_first_not_of('0');
    if (digits.size() - first < written_digits) return std::nullopt;
    if (first >= kept + 7) return 0; // less than a hundred-millionth of a yuan
    auto const exact = digits.substr(kept, std::max(first + exact_digits, kept) - kept);
    if (exact.empty()) return std::nullopt;
    if (exact.find_first_not_of('0') == exact.npos) return 0;
    if (exact.find_first_not_of('9') == exact.npos) return 1;
    return std::nullopt;
}

std::optional<std::int64_t> to_fen(Decimal decimal) {
    auto const places = decimal.whole + 2; // digits that count fen or more
    if (places < 0) decimal.digits.insert(0, static_cast<std::size_t>(-places), '0');
    auto const kept = static_cast<std::size_t>(std::max(places, 0));
    if (kept > decimal.digits.size()) {
        if (decimal.digits.find_first_not_of('0') == std::string::npos) return 0;
        decimal.digits.append(kept - decimal.digits.size(), '0');
    }
    auto const up = rounding(decimal.digits, kept);
    if (!up) return std::nullopt;
    std::int64_t fen = 0;
    for (auto const c : std::string_view(decimal.digits).substr(0, kept)) {
        if (__builtin_mul_overflow(fen, 10, &fen) || __builtin_add_overflow(fen, c - '0', &fen)) {
            return std::nullopt;
        }
    }
    if (__builtin_add_overflow(fen, *up, &fen)) return std::nullopt;
    return fen;
}

// What most cells hold: up to fifteen digits, at most two of them behind a point.
std::optional<Money> read_simple(std::string_view text) {
    auto const point = std::min(text.find('.'), text.size());
    auto const decimals = text.size() - std::min(point + 1, text.size());
    if (point == 0 || point > 15 || decimals > 2) return std::nullopt;
    std::int64_t fen = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == point) continue;
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        fen = fen * 10 + (text[i] - '0');
    }
    return Money{decimals == 0 ? fen * 100 : decimals == 1 ? fen * 10 : fen};
}

} // namespace

std::optional<Money> read_money(std::string_view text) {
    if (auto const money = read_simple(text)) return money;
    auto const plain = squeeze(text);
    std::string_view rest = plain;
    auto const bracketed = rest.starts_with('(') && rest.ends_with(')');
    if (bracketed) rest = rest.substr(1, rest.size() - 2);
    take_currency(rest);
    auto const minus = take_minus(rest);
    take_currency(rest);
    auto const shift = take_unit(rest);
    auto decimal = read_decimal(rest);
    if (!decimal || (bracketed && minus)) return std::nullopt;
    decimal->whole += shift;
    auto const fen = to_fen(std::move(*decimal));
    if (!fen) return std::nullopt;
    return Money{bracketed || minus ? -*fen : *fen};
}

std::string to_string(Money money) {
    auto const negative = money.fen < 0;
    auto const fen = negative ? 0 - static_cast<std::uint64_t>(money.fen)
                              : static_cast<std::uint64_t>(money.fen);
    auto const cents = fen % 100;
    std::string text = negative ? "-" : "";
    text += std::to_string(fen / 100) + (cents < 10 ? ".0" : ".") + std::to_string(cents);
    return text;
}

} // namespace jingzhun::base
