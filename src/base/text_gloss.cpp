// Pinyin written behind characters, as reading aids and some converters leave it:
// 內(nèi)鄉(xiāng)縣.
#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace jingzhun::base {
namespace {

constexpr std::u32string_view marked_vowels = U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ";
constexpr std::u32string_view marks = U"\u0300\u0301\u0304\u030C"; // written apart from their vowel
constexpr std::size_t syllable_max = 8; // zhuāng with a mark apart has 7

bool is_in(std::u32string_view set, char32_t point) {
    return set.find(point) != std::u32string_view::npos;
}

bool is_letter(char32_t point) {
    return (point >= U'a' && point <= U'z') || point == U'ü' || point == U'ê' || point == 0x0308 ||
           is_in(marked_vowels, point) || is_in(marks, point);
}

bool is_han(char32_t point) {
    return (point >= 0x3400 && point <= 0x9FFF) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0x20000 && point <= 0x3FFFF);
}

// One syllable with a tone: without the tone it could be a unit or a remark, (kg), (m).
bool is_syllable(std::u32string_view letters) {
    return !letters.empty() && letters.size() <= syllable_max &&
           std::ranges::all_of(letters, is_letter) &&
           std::ranges::any_of(letters, [](char32_t one) {
               return is_in(marked_vowels, one) || is_in(marks, one);
           });
}

// Where the bracket that opens at `at` closes; npos where it holds no syllable.
std::size_t gloss_end(std::u32string_view text, std::size_t at) {
    auto const close = text.find_first_of(U")）", at + 1);
    if (close == std::u32string_view::npos) return close;
    auto const inside = text.substr(at + 1, close - at - 1);
    return is_syllable(inside) ? close + 1 : std::u32string_view::npos;
}

} // namespace

std::string without_glosses(std::string_view text) {
    auto const has = [&](std::string_view bracket) {
        return text.find(bracket) != std::string_view::npos;
    };
    if (!has("(") && !has("（")) return std::string(text);
    auto const points = to_code_points(text);
    std::u32string kept;
    for (std::size_t i = 0; i < points.size();) {
        auto const opens =
            (points[i] == U'(' || points[i] == U'（') && !kept.empty() && is_han(kept.back());
        auto const end = opens ? gloss_end(points, i) : std::u32string_view::npos;
        if (end == std::u32string_view::npos) kept += points[i++];
        else i = end;
    }
    return to_utf8(kept);
}

} // namespace jingzhun::base
