// Identity numbers as values: 61 bits hold 17 digits and the check character.
#include "link/value.hpp"

#include "base/date.hpp"
#include "base/identity.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace jingzhun::link {

Value encode_identity(std::string_view cell, Dictionary &dictionary);

namespace {

constexpr Value payload = (Value{1} << 61) - 1;

// 0 to 9, 10 for X; -1 otherwise. O and l are what a hand types for 0 and 1.
int digit(char c, bool is_last) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c == 'O') return 0;
    if (c == 'l' || c == 'I') return 1;
    return is_last && (c == 'X' || c == 'x') ? 10 : -1;
}

Value with_state(IdentityState state, Value digits, int check) {
    return static_cast<Value>(state) << 61 | (digits * 16 + static_cast<Value>(check));
}

bool is_day(unsigned year, unsigned month, unsigned day) {
    constexpr std::array<unsigned, 13> days = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1 || day > days[month]) return false;
    auto const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month == 2 && day == 29 && !leap) return false;
    // No clock is asked for those born long before this was written.
    if (year >= 1 && year < 2024) return true;
    auto const date =
        base::make_date(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day));
    return date && *date <= base::today();
}

// Of 17 digits as a number.
int check_of(Value digits) {
    constexpr std::array<unsigned, 17> weights = {2, 4, 8, 5, 10, 9,  7, 3, 6,
                                                  1, 2, 4, 8, 5,  10, 9, 7};
    unsigned sum = 0;
    for (std::size_t i = 0; i < 17; ++i, digits /= 10)
        sum += weights[i] * static_cast<unsigned>(digits % 10);
    // sum × 1 + check ≡ 1 (mod 11)
    return static_cast<int>((12 - sum % 11) % 11);
}

bool has_birth(Value digits) {
    auto const birth = static_cast<unsigned>(digits / 1000 % 100000000);
    return is_day(birth / 10000, birth / 100 % 100, birth % 100);
}

Value widened(std::string_view fifteen) {
    Value area = 0, rest = 0;
    for (std::size_t i = 0; i < 6; ++i) area = area * 10 + static_cast<Value>(fifteen[i] - '0');
    for (std::size_t i = 6; i < 15; ++i) rest = rest * 10 + static_cast<Value>(fifteen[i] - '0');
    auto const digits = area * 100000000000 + 19000000000 + rest;
    return has_birth(digits) ? with_state(IdentityState::valid, digits, check_of(digits)) : 0;
}

// The common case: eighteen characters with nothing wrong; 0 for all others.
Value encode_sound(std::string_view text) {
    constexpr std::array<unsigned, 17> weights = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                                  3, 7, 9,  10, 5, 8, 4, 2};
    if (text.size() != 18) return 0;
    Value digits = 0;
    unsigned sum = 0, most = 0;
    for (std::size_t i = 0; i < 17; ++i) {
        auto const value = static_cast<unsigned>(static_cast<unsigned char>(text[i])) - '0';
        most |= value > 9 ? 1U : 0U;
        sum += weights[i] * value;
        digits = digits * 10 + value;
    }
    auto const check = digit(text[17], true);
    if (most != 0 || check != static_cast<int>((12 - sum % 11) % 11) || !has_birth(digits))
        return 0;
    return with_state(IdentityState::valid, digits, check);
}

Value encode_clean(std::string_view text) {
    if (text.size() == 15 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return widened(text);
    // A disability card is the number with two or four characters more.
    if (text.size() == 20 || text.size() == 22) text = text.substr(0, 18);
    if (text.size() != 18 && text.size() != 17) return 0;
    if (auto const value = encode_sound(text); value != 0) return value;
    Value digits = 0;
    auto const check = digit(text.back(), true);
    auto bad = check < 0 ? 1 : 0;
    for (auto const c : text.substr(0, text.size() - 1)) {
        auto const value = digit(c, false);
        bad += value < 0 ? 1 : 0;
        digits = digits * 10 + static_cast<Value>(std::max(value, 0));
    }
    // A stray letter counts as a wrong digit; more of them are no number.
    if (bad > 1) return 0;
    if (text.size() == 17) return with_state(IdentityState::shorter, digits, std::max(check, 0));
    auto const right = bad == 0 && check_of(digits) == check && has_birth(digits);
    auto const state = right ? IdentityState::valid : IdentityState::invalid;
    auto value = with_state(state, digits, std::max(check, 0));
    // With the letter read as 0 the number may happen to be right: it is not.
    if (bad == 1 && check_of(digits) == check)
        value = with_state(IdentityState::invalid, digits, (check + 1) % 11);
    return value;
}

} // namespace

Value encode_identity(std::string_view cell, Dictionary &dictionary) {
    // What is no longer than a number can hold no blanks besides it.
    if (cell.size() <= 18)
        if (auto const value = encode_clean(cell); value != 0) return value;
    auto const clean = base::clean_identity(cell);
    if (clean.empty()) return 0;
    if (auto const value = encode_clean(clean); value != 0) return value;
    return listed(Type::identity, dictionary.add(clean));
}

std::string identity_text(Value value) {
    auto digits = (value & payload) / 16;
    std::string text(identity_state(value) == IdentityState::shorter ? 17 : 18, '0');
    text.back() = "0123456789X?????"[value & 15];
    for (auto i = text.size() - 1; i-- > 0; digits /= 10)
        text[i] = static_cast<char>('0' + digits % 10);
    return text;
}

Value valid_identity_value(std::string_view eighteen) {
    assert(eighteen.size() == 18);
    auto const value = encode_clean(eighteen);
    return identity_state(value) == IdentityState::valid ? value : 0;
}

Value birth_in_identity(Value value) { return (value & payload) / 16 / 1000 % 100000000; }

} // namespace jingzhun::link
