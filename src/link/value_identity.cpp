// Identity numbers as values: 61 bits hold 17 digits and the check character.
#include "link/value.hpp"

#include "link/plain_value.hpp"

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

Value encode_clean(std::string_view text) {
    if (text.size() == 15 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return widened(text);
    // A disability card is the number with two or four characters more.
    if (text.size() == 20 || text.size() == 22) text = text.substr(0, 18);
    if (text.size() != 18 && text.size() != 17) return 0;
    if (auto const value = plain_identity(text); value != 0) return value;
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

// Two words of eight digits; the check sum is a number to the base 2, modulo 11 (2^10 is 1).
Value plain_identity(std::string_view cell) {
    if (cell.size() != 18) return 0;
    auto const first = word_at(cell.data()), second = word_at(cell.data() + 8);
    auto const order = static_cast<unsigned>(static_cast<unsigned char>(cell[16])) - '0';
    if (!are_digits(first) || !are_digits(second) || order > 9) return 0;
    auto const check = cell[17] == 'x' || cell[17] == 'X'
                           ? 10U
                           : static_cast<unsigned>(static_cast<unsigned char>(cell[17])) - '0';
    auto const sum = in_base<2>(first) + 4 * in_base<2>(second) + 2 * order + check;
    if (check > 10 || (check == 10 && cell[17] == ':') || sum % 11 != 1) return 0;
    auto const upper = in_base<10>(first), lower = in_base<10>(second);
    auto const year = static_cast<unsigned>(upper % 100 * 100 + lower / 1000000);
    if (!is_day(year, static_cast<unsigned>(lower / 10000 % 100),
                static_cast<unsigned>(lower / 100 % 100)))
        return 0;
    auto const digits = upper * 1000000000 + lower * 10 + order;
    return with_state(IdentityState::valid, digits, static_cast<int>(check));
}

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
