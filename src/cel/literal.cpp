// Decodes number, text and bytes literals by the specification's lexis.
#include "cel/literal.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace jingzhun::cel {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::size_t digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

// The end of "e+10" at `at`, or `at` where there is no exponent.
std::size_t exponent(std::string_view text, std::size_t at) {
    if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return at;
    std::size_t next = at + 1;
    if (next < text.size() && (text[next] == '+' || text[next] == '-')) ++next;
    std::size_t const end = digits(text, next);
    return end > next ? end : at;
}

NumberLiteral read_integer(std::string_view text, std::size_t begin, std::size_t end, int base) {
    NumberLiteral result{end, std::nullopt};
    std::uint64_t number = 0;
    auto const [stop, error] =
        std::from_chars(text.data() + begin, text.data() + end, number, base);
    bool const fits = error == std::errc{} && stop == text.data() + end;
    bool const is_unsigned = end < text.size() && (text[end] == 'u' || text[end] == 'U');
    if (is_unsigned) ++result.length;
    if (!fits) return result;
    if (is_unsigned) result.value = Value{number};
    else if (number <= INT64_MAX) result.value = Value{static_cast<std::int64_t>(number)};
    else result.is_magnitude = number == std::uint64_t{1} << 63;
    return result;
}

NumberLiteral read_real(std::string_view text, std::size_t end) {
    NumberLiteral result{end, std::nullopt};
    double const number = std::strtod(std::string(text.substr(0, end)).c_str(), nullptr);
    if (std::isfinite(number)) result.value = Value{number};
    return result;
}

void append_utf8(std::string &out, std::uint32_t point) {
    auto const put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | (point >> 6));
        put(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        put(0xE0 | (point >> 12));
        put(0x80 | ((point >> 6) & 0x3F));
        put(0x80 | (point & 0x3F));
    } else {
        put(0xF0 | (point >> 18));
        put(0x80 | ((point >> 12) & 0x3F));
        put(0x80 | ((point >> 6) & 0x3F));
        put(0x80 | (point & 0x3F));
    }
}

// One escape: what it stands for, or nothing where it is none.
struct Escape {
    std::size_t length = 2; // backslash included
    std::optional<std::uint32_t> point;
    bool is_octet = false; // \x and octal: a byte in bytes literals
};

std::optional<std::uint32_t> number_at(std::string_view text, std::size_t count, unsigned base) {
    if (text.size() < count) return std::nullopt;
    std::uint32_t number = 0;
    for (char const c : text.substr(0, count)) {
        int const digit = hex_digit(c);
        if (digit < 0 || digit >= static_cast<int>(base)) return std::nullopt;
        number = number * base + static_cast<std::uint32_t>(digit);
    }
    return number;
}

Escape read_escape(std::string_view text) {
    if (text.size() < 2) return {text.size(), std::nullopt};
    constexpr std::string_view letters = "abfnrtv\\?\"'`";
    constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\?\"'`";
    char const letter = text[1];
    if (auto const at = letters.find(letter); at != std::string_view::npos)
        return {2, static_cast<unsigned char>(meanings[at])};
    if (letter == 'x' || letter == 'X') return {4, number_at(text.substr(2), 2, 16), true};
    if (letter == 'u') return {6, number_at(text.substr(2), 4, 16)};
    if (letter == 'U') return {10, number_at(text.substr(2), 8, 16)};
    if (letter >= '0' && letter <= '3') return {4, number_at(text.substr(1), 3, 8), true};
    return {};
}

// Appends what the escape stands for; false where it may not stand here.
bool append_escape(std::string &out, Escape const &escape, bool is_bytes, char letter) {
    if (!escape.point) return false;
    std::uint32_t const point = *escape.point;
    if (is_bytes && (letter == 'u' || letter == 'U')) return false;
    if (is_bytes && escape.is_octet) {
        out += static_cast<char>(point);
        return true;
    }
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    append_utf8(out, point);
    return true;
}

// What lies between the quotes, decoded as far as the closing quote.
struct Body {
    std::string_view text; // the whole literal
    std::string_view quote;
    bool is_raw, is_bytes;
};

void read_body(Body const &body, std::size_t at, std::string &out, TextLiteral &result) {
    bool const is_long = body.quote.size() == 3;
    std::string_view const text = body.text;
    while (at < text.size()) {
        if (text.substr(at, body.quote.size()) == body.quote) {
            result.length = at + body.quote.size();
            return;
        }
        char const c = text[at];
        if (!is_long && (c == '\n' || c == '\r')) break;
        if (c != '\\' || body.is_raw) {
            out += c;
            ++at;
            continue;
        }
        Escape const escape = read_escape(text.substr(at));
        char const letter = at + 1 < text.size() ? text[at + 1] : '\0';
        std::size_t length = escape.length;
        if (!append_escape(out, escape, body.is_bytes, letter)) {
            if (!escape.point) length = std::min<std::size_t>(2, text.size() - at);
            while (at + length < text.size() && (text[at + length] & 0xC0) == 0x80) ++length;
            auto const begin = static_cast<std::uint32_t>(at);
            result.faults.push_back({"cel_bad_escape",
                                     {begin, static_cast<std::uint32_t>(at + length)},
                                     {{"escape", std::string(text.substr(at, length))}}});
        }
        at += length;
    }
    result.length = at;
    result.is_closed = false;
}

} // namespace

NumberLiteral read_number(std::string_view text) {
    if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X') &&
        hex_digit(text[2]) >= 0) {
        std::size_t end = 2;
        while (end < text.size() && hex_digit(text[end]) >= 0) ++end;
        return read_integer(text, 2, end, 16);
    }
    std::size_t const whole = digits(text, 0);
    std::size_t end = whole;
    if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1]))
        end = digits(text, end + 1);
    std::size_t const full = exponent(text, end);
    return full == whole ? read_integer(text, 0, whole, 10) : read_real(text, full);
}

std::optional<std::size_t> text_prefix(std::string_view text) {
    std::size_t at = 0;
    if (at < text.size() && (text[at] == 'b' || text[at] == 'B')) ++at;
    if (at < text.size() && (text[at] == 'r' || text[at] == 'R')) ++at;
    if (at < text.size() && (text[at] == '"' || text[at] == '\'')) return at;
    return std::nullopt;
}

TextLiteral read_text(std::string_view text, std::size_t prefix) {
    std::string_view const before = text.substr(0, prefix);
    Body body{text, text.substr(prefix, 1), before.find_first_of("rR") != std::string_view::npos,
              before.find_first_of("bB") != std::string_view::npos};
    std::string_view const three = text.substr(prefix, 3);
    if (three.size() == 3 && three[1] == three[0] && three[2] == three[0]) body.quote = three;
    TextLiteral result;
    std::string out;
    read_body(body, prefix + body.quote.size(), out, result);
    if (body.is_bytes) result.value.data = Bytes{std::move(out)};
    else result.value.data = std::move(out);
    return result;
}

} // namespace jingzhun::cel
