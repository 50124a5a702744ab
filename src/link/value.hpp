// Cells as numbers: what a field of each type keeps of a text, so that rows are small and equality
// is one comparison. 0 is always the missing value.
//
//   text, words, code   the number in the field's dictionary
//   number              the value + 1; what is no number: a hash with the top bit set
//   date                year × 10000 + month × 100 + day, each as written
//   identity            three bits of state, then the digits (below)
//   chinese_name        up to four characters of the basic plane, the first lowest; longer names
//                       stand in the dictionary: 0xFFFF lowest, the number in the upper half
#pragma once

#include "link/dictionary.hpp"
#include "link/model.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace jingzhun::link {

using Value = std::uint64_t;

// What a field's numbers mean, shared by the tables that are compared.
struct FieldTexts {
    Dictionary dictionary;
    // Of text and words, made by `prepare`: the code points of every text, one after the other.
    std::u32string points;
    std::vector<std::size_t> starts;
    std::u32string_view code_points(Value number) const {
        return std::u32string_view(points).substr(starts[number],
                                                  starts[number + 1] - starts[number]);
    }
};

Value encode(Type type, std::string_view cell, Dictionary &dictionary);
// The value as people read it.
std::string decode(Type type, Value value, Dictionary const &dictionary);

// Bytes that a value of the type takes in a row.
std::size_t bytes_of(Type type);
// Whether values refer to a dictionary, and the value with its number replaced by `renumber`.
bool is_listed(Type type, Value value);
Value listed(Type type, std::uint32_t number);
std::uint32_t number_in_list(Type type, Value value);

// --- identity numbers ---
enum class IdentityState : std::uint8_t {
    missing = 0,
    valid = 1,   // 18 characters, check digit and day of birth right; 15 digits are widened
    invalid = 2, // 18 characters with something wrong
    shorter = 3, // 17 characters: one is left out
    other = 4,   // anything else, in the dictionary
};
inline IdentityState identity_state(Value value) { return static_cast<IdentityState>(value >> 61); }
// 18 or 17 characters of a valid, invalid or shorter number.
std::string identity_text(Value value);
Value valid_identity_value(std::string_view eighteen);
// The birth date within a valid number, as a date value.
Value birth_in_identity(Value value);

// --- names ---
inline bool is_long_name(Value value) { return (value & 0xFFFF) == 0xFFFF; }
inline char16_t name_character(Value value, unsigned i) {
    return static_cast<char16_t>(value >> (16 * i));
}
inline unsigned name_length(Value value) {
    return value == 0 ? 0 : 4 - static_cast<unsigned>(__builtin_clzll(value)) / 16;
}

// --- dates ---
inline unsigned year_of(Value date) { return static_cast<unsigned>(date / 10000); }
inline unsigned month_of(Value date) { return static_cast<unsigned>(date / 100 % 100); }
inline unsigned day_of(Value date) { return static_cast<unsigned>(date % 100); }

} // namespace jingzhun::link
