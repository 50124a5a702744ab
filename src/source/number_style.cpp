// Tells from a number format whether it shows a date, a time or a plain number.
#include "source/number.hpp"

#include <algorithm>

namespace jingzhun::source {

namespace {

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

// [h], [mm], [ss]: time that goes on beyond 24 hours. Other brackets hold colours, conditions,
// locales.
bool is_elapsed(std::string_view inside) {
    if (inside.empty()) return false;
    char const first = lower(inside[0]);
    return (first == 'h' || first == 'm' || first == 's') &&
           std::all_of(inside.begin(), inside.end(),
                       [&](char character) { return lower(character) == first; });
}

// The letters of the first section that mean something: without quotes, escapes, fillers and
// brackets.
std::string meaningful(std::string_view code) {
    std::string letters;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        if (code[i] == '"') {
            i = std::min(code.find('"', i + 1), code.size() - 1);
        } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else if (code[i] == '[') {
            std::size_t const end = std::min(code.find(']', i), code.size() - 1);
            if (is_elapsed(code.substr(i + 1, end - i - 1))) letters += 'h';
            i = end;
        } else {
            letters += lower(code[i]);
        }
    }
    return letters;
}

} // namespace

NumberStyle style_of_builtin(int id) {
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 ||
        id == 56)
        return NumberStyle::time;
    bool const date =
        (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    return date ? NumberStyle::date : NumberStyle::plain;
}

NumberStyle style_of_code(std::string_view code) {
    std::string const letters = meaningful(code);
    if (letters.starts_with("general")) return NumberStyle::plain;
    if (letters.find_first_of("yd") != std::string::npos ||
        letters.find("aaa") != std::string::npos)
        return NumberStyle::date;
    if (letters.find_first_of("hs") != std::string::npos) return NumberStyle::time;
    return letters.find('m') != std::string::npos ? NumberStyle::date : NumberStyle::plain;
}

} // namespace jingzhun::source
