// What likeness of Chinese characters rests on: simplified form, reading without tone, class of
// characters written for one another. Flat tables over the basic plane, made once at first use.
//
// Source: data/han (tools/make-han-tables). Characters beyond the basic plane are themselves only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace jingzhun::link {

// A number for a syllable; 0 where the character has no reading (a letter, a rare character).
using Syllable = std::uint16_t;

struct Han {
    std::array<char16_t, 0x10000> simple; // as base::simplified
    std::array<char16_t, 0x10000> loose;  // simplified, then the one that stands for its class
    std::array<Syllable, 0x10000> reading;
    std::array<Syllable, 0x10000> second; // another reading; the first where there is one only
};

Han const &han();

// zhang; empty for 0.
std::string_view syllable_text(Syllable syllable);

// Whether two characters can be read alike. A character always sounds like itself.
inline bool sounds_alike(char16_t a, char16_t b) {
    if (a == b) return true;
    auto const &table = han();
    auto const first = table.reading[a], other = table.reading[b];
    if (first == 0 || other == 0) return table.simple[a] == table.simple[b];
    return first == other || table.second[a] == other || first == table.second[b] ||
           table.second[a] == table.second[b];
}

// The readings of a text, one after the other: zhangwei. Characters without one stay as they are.
std::string pinyin(std::string_view text);

} // namespace jingzhun::link
