// UTF-8 by code points, for what walks through text by the million: parts of base, and link. Other
// floors use text.hpp.
//
// `take_code_point` and `append_code_point` rely on valid UTF-8; `valid_prefix` is what proves it.
// Other bytes give wrong characters, never a read beyond the end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jingzhun::base {

// How many bytes from the front are whole, valid characters.
std::size_t valid_prefix(std::string_view text);
// Whether these bytes could be the beginning of one character whose rest was cut off.
bool is_cut_character(std::string_view bytes);

// The code point at the front, which is taken off. Requires: not empty.
inline char32_t take_code_point(std::string_view &text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const lead = byte(0);
    if (lead < 0x80) {
        text.remove_prefix(1);
        return lead;
    }
    std::size_t const size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (text.size() < size) {
        text = {};
        return 0xFFFD;
    }
    char32_t point = lead & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) point = point << 6 | (byte(i) & 0x3Fu);
    text.remove_prefix(size);
    return point;
}

inline void append_code_point(std::string &out, char32_t point) {
    char bytes[4];
    std::size_t size = 0;
    auto const put = [&](char32_t byte) { bytes[size++] = static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | point >> 6);
    } else if (point < 0x10000) {
        put(0xE0 | point >> 12);
        put(0x80 | (point >> 6 & 0x3F));
    } else {
        put(0xF0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3F));
        put(0x80 | (point >> 6 & 0x3F));
    }
    if (point >= 0x80) put(0x80 | (point & 0x3F));
    out.append(bytes, size);
}

// Blanks of every kind: what stands between words, or nothing visible at all.
constexpr bool is_blank(char32_t point) {
    if (point < 0x80) return point == ' ' || (point >= '\t' && point <= '\r');
    return point == 0x85 || point == 0xA0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 ||
           point == 0x202F || point == 0x205F || point == 0x3000;
}

// Characters without width: soft hyphen, joiners, direction marks, byte order mark.
constexpr bool is_invisible(char32_t point) {
    return point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x2064) ||
           point == 0xFEFF;
}

// A full-width letter, digit, sign or blank as ASCII; every other character as it is.
constexpr char32_t halved(char32_t point) {
    if (point >= 0xFF01 && point <= 0xFF5E) return point - 0xFF01 + '!';
    if (point == 0xFFE5) return 0xA5; // ￥ to ¥
    if (point >= 0x80 && point != 0x85 && point != 0x2028 && point != 0x2029 && is_blank(point)) {
        return ' ';
    }
    return point;
}

// Whether all is ASCII: the common case that needs no look at characters.
inline bool is_ascii(std::string_view text) {
    unsigned char seen = 0;
    for (auto const c : text)
        seen = static_cast<unsigned char>(seen | static_cast<unsigned char>(c));
    return seen < 0x80;
}

// The simplified form of a character, itself where there is none.
char32_t simplified(char32_t point);

} // namespace jingzhun::base
