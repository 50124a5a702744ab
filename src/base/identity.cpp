// Identity numbers: cleaning, checking, comparing, masking.
#include "base/identity.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace jingzhun::base {
namespace {

using Eighteen = std::array<char, 18>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

bool is_hyphen(char32_t point) {
    return point == '-' || (point >= 0x2010 && point <= 0x2015) || point == 0x2212;
}

bool is_clean(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
}

int number(std::string_view digits) {
    int value = 0;
    for (auto const c : digits) value = value * 10 + (c - '0');
    return value;
}

std::optional<Date> birth_in(std::string_view eighteen) {
    auto const birth = make_date(number(eighteen.substr(6, 4)), number(eighteen.substr(10, 2)),
                                 number(eighteen.substr(12, 2)));
    if (!birth) return std::nullopt;
    // No clock is asked for those born long before this was written.
    constexpr Date long_ago{19723}; // 2024-01-01
    return *birth < long_ago || *birth <= today() ? birth : std::nullopt;
}

bool is_valid(std::string_view eighteen) {
    auto const first = eighteen.substr(0, 17);
    return all_digits(first) && eighteen[17] == check_character(first) && birth_in(eighteen);
}

std::optional<Eighteen> link_clean(std::string_view text) {
    Eighteen eighteen;
    if (text.size() == 15 && all_digits(text)) {
        auto *const rest = std::copy_n(text.begin(), 6, eighteen.begin());
        *rest = '1';
        *(rest + 1) = '9';
        std::copy(text.begin() + 6, text.end(), rest + 2);
        eighteen[17] = check_character({eighteen.data(), 17});
    } else if (text.size() == 18 || text.size() == 20 || text.size() == 22) {
        std::copy_n(text.begin(), 18, eighteen.begin());
    } else {
        return std::nullopt;
    }
    return is_valid({eighteen.data(), 18}) ? std::optional(eighteen) : std::nullopt;
}

std::optional<Eighteen> link(std::string_view text) {
    if (is_clean(text)) return link_clean(text);
    return link_clean(clean_identity(text));
}

} // namespace

std::string clean_identity(std::string_view text) {
    if (is_clean(text)) return std::string(text);
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        auto const point = halved(take_code_point(text));
        if (is_blank(point) || is_invisible(point) || is_hyphen(point)) continue;
        append_code_point(clean, point == 'x' ? 'X' : point);
    }
    return clean;
}

std::optional<std::string> link_identity(std::string_view text) {
    auto const eighteen = link(text);
    if (!eighteen) return std::nullopt;
    return std::string(eighteen->data(), eighteen->size());
}

std::optional<Date> birth_of(std::string_view identity) {
    auto const eighteen = link(identity);
    return eighteen ? birth_in({eighteen->data(), eighteen->size()}) : std::nullopt;
}

std::optional<Sex> sex_of(std::string_view identity) {
    auto const eighteen = link(identity);
    if (!eighteen) return std::nullopt;
    return ((*eighteen)[16] - '0') % 2 == 1 ? Sex::male : Sex::female;
}

char check_character(std::string_view seventeen) {
    assert(seventeen.size() == 17);
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (seventeen[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

bool has_lost_digits(std::string_view raw, bool came_as_number) {
    auto const clean = clean_identity(raw);
    auto const exponent = clean.find_first_of("eE");
    if (exponent != clean.npos && exponent > 0) {
        auto const mantissa = std::string_view(clean).substr(0, exponent);
        auto power = std::string_view(clean).substr(exponent + 1);
        if (power.starts_with('+')) power.remove_prefix(1);
        return mantissa.find_first_not_of("0123456789.") == mantissa.npos &&
               is_digit(mantissa[0]) && power.size() == 2 && power[0] <= '2' && all_digits(power);
    }
    return came_as_number && clean.size() == 18 && all_digits(clean) && clean.ends_with("000");
}

std::string mask_identity(std::string_view text) {
    auto masked = clean_identity(text);
    if (!is_clean(masked) || masked.size() < 15) {
        return std::string(to_code_points(masked).size(), '*');
    }
    // What a disability card adds to the identity number is about health and stays hidden.
    auto const end = std::min<std::size_t>(masked.size(), 18);
    for (std::size_t i = 6; i < masked.size(); ++i) {
        if (i < end - 4 || i >= end) masked[i] = '*';
    }
    return masked;
}

} // namespace jingzhun::base
