// Characters by a table of the first 128.
#include "source/xml_characters.hpp"

#include "base/utf8.hpp"

#include <array>
#include <charconv>

namespace jingzhun::source {

namespace {

enum Kind : unsigned char { normal = 0, coded = 1, bad = 2, bracket = 4, high = 8 };

constexpr std::array<unsigned char, 256> kinds = [] {
    std::array<unsigned char, 256> of{};
    for (std::size_t i = 0; i < 0x20; ++i) of[i] = bad;
    of['\t'] = of['\n'] = normal;
    of['\r'] = of['&'] = coded;
    of[']'] = bracket;
    for (std::size_t i = 0x80; i < 0x100; ++i) of[i] = high;
    return of;
}();

constexpr bool is_name_start(unsigned char c) {
    return c >= 0x80 || c == '_' || c == ':' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// U+FFFE and U+FFFF are no characters.
bool has_no_character(std::string_view text) {
    for (auto at = text.find("\xEF\xBF"); at != text.npos; at = text.find("\xEF\xBF", at + 1))
        if (at + 2 < text.size() && (text[at + 2] == '\xBE' || text[at + 2] == '\xBF')) return true;
    return false;
}

bool is_character(unsigned long point) {
    if (point < 0x20) return point == '\t' || point == '\n' || point == '\r';
    return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF) && point != 0xFFFE &&
           point != 0xFFFF;
}

// What stands between & and ;.
bool append_entity(std::string &out, std::string_view name) {
    constexpr std::array<std::pair<std::string_view, char>, 5> named = {
        {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
    for (auto const &[word, c] : named)
        if (word == name) {
            out += c;
            return true;
        }
    if (!name.starts_with('#')) return false;
    auto const is_hex = name.starts_with("#x");
    name.remove_prefix(is_hex ? 2 : 1);
    unsigned long point = 0;
    auto const [end, error] =
        std::from_chars(name.data(), name.data() + name.size(), point, is_hex ? 16 : 10);
    if (error != std::errc{} || end != name.data() + name.size() || !is_character(point))
        return false;
    base::append_code_point(out, static_cast<char32_t>(point));
    return true;
}

} // namespace

bool is_xml_name(std::string_view text) {
    if (text.empty() || !is_name_start(static_cast<unsigned char>(text[0]))) return false;
    bool is_ascii = true;
    for (auto const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        is_ascii = is_ascii && byte < 0x80;
        if (!is_name_start(byte) && c != '-' && c != '.' && !(c >= '0' && c <= '9')) return false;
    }
    return is_ascii || (base::valid_prefix(text) == text.size() && !has_no_character(text));
}

XmlText look_at_text(std::string_view text, bool brackets_allowed) {
    unsigned seen = 0;
    for (auto const c : text) seen |= kinds[static_cast<unsigned char>(c)];
    auto const closing =
        (seen & bracket) != 0 && !brackets_allowed && text.find("]]>") != text.npos;
    if ((seen & bad) != 0 || closing) return XmlText::bad;
    if ((seen & high) != 0 && (base::valid_prefix(text) != text.size() || has_no_character(text)))
        return XmlText::bad;
    return (seen & coded) != 0 ? XmlText::coded : XmlText::plain;
}

bool decode_xml(std::string &out, std::string_view text, bool is_attribute) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = text[i];
        if (c == '&') {
            auto const end = text.find(';', i);
            if (end == text.npos || !append_entity(out, text.substr(i + 1, end - i - 1)))
                return false;
            i = end;
        } else if (c == '\r') {
            out += is_attribute ? ' ' : '\n';
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
        } else {
            out += is_attribute && is_xml_blank(c) ? ' ' : c;
        }
    }
    return true;
}

} // namespace jingzhun::source
