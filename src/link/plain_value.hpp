// Values of cells that are written in the plainest way, which nearly all are: digits, dates with
// hyphens, names of up to four common characters. Several characters are looked at together.
//
// Each answers what `encode` answers for the same cell, or 0 where the cell is written in another
// way; that such a cell is valid UTF-8 need not be looked at again.
#pragma once

#include "link/value.hpp"

#include <cstdint>
#include <cstring>
#include <string_view>

namespace jingzhun::link {

// Of exactly eight digits the number; `none_plain` for other bytes.
constexpr std::uint64_t none_plain = ~std::uint64_t{0};
std::uint64_t word_at(char const *at);
std::uint64_t eight_digits(std::uint64_t bytes);

Value plain_number(std::string_view cell);   // 1 to 16 digits
Value plain_date(std::string_view cell);     // 2020-01-31, 20200131
Value plain_identity(std::string_view cell); // a valid number of 18 characters
Value plain_name(std::string_view cell);     // one to four characters of the common block

inline Value plain_value(Type type, std::string_view cell) {
    switch (type) {
    case Type::number:
        return plain_number(cell);
    case Type::date:
        return plain_date(cell);
    case Type::identity:
        return plain_identity(cell);
    case Type::chinese_name:
        return plain_name(cell);
    default:
        return 0;
    }
}

// --- in the header because they are asked a hundred million times ---
inline std::uint64_t word_at(char const *at) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// Digits to their values; every byte of the result over 9 for what is none.
inline bool are_digits(std::uint64_t bytes) {
    constexpr std::uint64_t highs = 0xF0F0F0F0F0F0F0F0, sixes = 0x0606060606060606,
                            zeros = 0x3030303030303030;
    return (((bytes & highs) | (((bytes + sixes) & highs) >> 4)) ^ (zeros | zeros >> 4)) == 0;
}

// The value of eight digits, the first in the lowest byte, when each counts `base` times the next.
template <std::uint64_t base> std::uint64_t in_base(std::uint64_t bytes) {
    bytes &= 0x0F0F0F0F0F0F0F0F;
    bytes = (bytes * base + (bytes >> 8)) & 0x00FF00FF00FF00FF;
    bytes = (bytes * (base * base) + (bytes >> 16)) & 0x0000FFFF0000FFFF;
    return (bytes * (base * base * base * base) + (bytes >> 32)) & 0xFFFFFFFF;
}

inline std::uint64_t eight_digits(std::uint64_t bytes) {
    return are_digits(bytes) ? in_base<10>(bytes) : none_plain;
}

inline Value plain_number(std::string_view cell) {
    constexpr std::uint64_t zeros = 0x3030303030303030;
    auto const size = cell.size();
    if (size == 0 || size > 16) return 0;
    std::uint64_t high = zeros, low = zeros;
    if (size < 8) {
        char digits[8] = {'0', '0', '0', '0', '0', '0', '0', '0'};
        std::memcpy(digits + 8 - size, cell.data(), size);
        low = word_at(digits);
    } else {
        // The first word's last digits are the last word's first: they are shifted out.
        low = word_at(cell.data() + size - 8);
        auto const first = word_at(cell.data());
        auto const beyond = 8 * (16 - size); // bits of digits that the last word has
        if (beyond == 0) high = first;
        else if (beyond < 64) high = first << beyond | (zeros >> (64 - beyond));
    }
    auto const upper = eight_digits(high), lower = eight_digits(low);
    if (upper == none_plain || lower == none_plain) return 0;
    return upper * 100000000 + lower + 1;
}

inline Value plain_date(std::string_view cell) {
    if (cell.size() == 8) {
        auto const digits = eight_digits(word_at(cell.data()));
        return digits == none_plain ? 0 : digits;
    }
    if (cell.size() != 10 || cell[4] != '-' || cell[7] != '-') return 0;
    // The two hyphens out of the middle: yyyy, mm and dd side by side.
    auto const first = word_at(cell.data()), last = word_at(cell.data() + 2);
    auto const digits =
        (first & 0xFFFFFFFF) | (first >> 8 & 0x0000FFFF00000000) | (last & 0xFFFF000000000000);
    auto const date = eight_digits(digits);
    return date == none_plain ? 0 : date;
}

inline Value plain_name(std::string_view cell) {
    if (cell.size() > 12 || cell.size() % 3 != 0) return 0;
    Value value = 0;
    unsigned bad = 0;
    for (std::size_t i = 0; i < cell.size(); i += 3) {
        auto const a = static_cast<unsigned char>(cell[i]),
                   b = static_cast<unsigned char>(cell[i + 1]),
                   c = static_cast<unsigned char>(cell[i + 2]);
        // U+4000 to U+9FFF: letters all, that nothing folds.
        bad |= unsigned{a < 0xE4} | unsigned{a > 0xE9} | unsigned{(b & 0xC0) != 0x80} |
               unsigned{(c & 0xC0) != 0x80};
        auto const point = (a & 0xFU) << 12 | (b & 0x3FU) << 6 | (c & 0x3FU);
        value |= Value{point} << (16 * (i / 3));
    }
    return bad != 0 ? 0 : value;
}

} // namespace jingzhun::link
