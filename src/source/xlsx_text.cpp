// Escapes what stands in cells.
#include "source/xlsx_text.hpp"

#include "source/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace jingzhun::source {

namespace {

// Bytes that do not stand for themselves; EF begins the two characters that XML has no room for.
constexpr std::array<bool, 256> is_special = [] {
    std::array<bool, 256> special{};
    for (std::size_t i = 0; i < 0x20; ++i) special[i] = i != '\t' && i != '\n';
    for (unsigned char const c : {'<', '>', '&', '"'}) special[c] = true;
    special[0xEF] = true;
    return special;
}();

void append_code(std::string &out, unsigned code) {
    char text[8];
    char const *const digits = "0123456789ABCDEF";
    text[0] = '_';
    text[1] = 'x';
    for (unsigned i = 0; i < 4; ++i) text[2 + i] = digits[code >> (12 - 4 * i) & 15];
    text[6] = '_';
    out.append(text, 7);
}

// One special character at the front of `text`; answers how many bytes it has.
std::size_t append_special(std::string &out, std::string_view text) {
    switch (text[0]) {
    case '<':
        out += "&lt;";
        return 1;
    case '>':
        out += "&gt;";
        return 1;
    case '&':
        out += "&amp;";
        return 1;
    case '"':
        out += "&quot;";
        return 1;
    case '\xEF':
        if (text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF")) {
            append_code(out, text[2] == '\xBE' ? 0xFFFE : 0xFFFF);
            return 3;
        }
        out += text[0];
        return 1;
    default:
        append_code(out, static_cast<unsigned char>(text[0]));
        return 1;
    }
}

bool is_plain_decimal(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    auto const whole = text.substr(0, text.find('.'));
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (whole.empty() || (whole.size() > 1 && whole[0] == '0')) return false;
    if (!std::ranges::all_of(whole, is_digit)) return false;
    if (whole.size() == text.size()) return true;
    auto const rest = text.substr(whole.size() + 1);
    return !rest.empty() && std::ranges::all_of(rest, is_digit);
}

} // namespace

void append_xml(std::string &out, std::string_view text) {
    std::string escaped; // what merely looks like an escape
    if (text.find('\0') != text.npos || text.find("_x") != text.npos) {
        escaped = escape(text);
        text = escaped;
    }
    std::size_t start = 0, at = 0;
    while (at < text.size()) {
        if (!is_special[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        out.append(text, start, at - start);
        at += append_special(out, text.substr(at));
        start = at;
    }
    out.append(text, start, at - start);
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

void append_number(std::string &out, std::string_view decimal, double value) {
    if (is_plain_decimal(decimal)) {
        out += decimal;
        return;
    }
    char text[32];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

} // namespace jingzhun::source
