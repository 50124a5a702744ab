// From the text of a cell to a number and back.
#include "link/value.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace jingzhun::link {

Value encode_identity(std::string_view cell, Dictionary &dictionary);

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_punctuation(char32_t point) {
    if (point < 0x80)
        return point > ' ' && !(point >= '0' && point <= '9') && !(point >= 'a' && point <= 'z') &&
               !(point >= 'A' && point <= 'Z');
    return (point >= 0x2010 && point <= 0x2027) || (point >= 0x3001 && point <= 0x3003) ||
           (point >= 0x3008 && point <= 0x3011) || point == 0xB7;
}

// One pass: half width, simplified, lower case; a run of blanks and punctuation is at most one
// blank, or nothing.
std::string folded(std::string_view cell, bool keep_blanks) {
    std::string text;
    bool gap = false;
    while (!cell.empty()) {
        auto point = base::simplified(base::halved(base::take_code_point(cell)));
        if (base::is_invisible(point) || point == '\'') continue;
        if (base::is_blank(point) || is_punctuation(point)) {
            gap = true;
            continue;
        }
        if (gap && keep_blanks && !text.empty()) text += ' ';
        gap = false;
        if (point >= 'A' && point <= 'Z') point += 'a' - 'A';
        base::append_code_point(text, point);
    }
    return text;
}

Value encode_listed(std::string_view cell, bool keep_blanks, Dictionary &dictionary) {
    // What is plain already needs no second text: most codes and many names.
    auto const plain =
        std::ranges::all_of(cell, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); });
    return plain ? dictionary.add(cell) : dictionary.add(folded(cell, keep_blanks));
}

Value encode_number(std::string_view cell, Dictionary &dictionary) {
    Value number = 0;
    auto const plain = !cell.empty() && cell.size() <= 18 && std::ranges::all_of(cell, is_digit);
    if (plain) {
        for (auto const c : cell) number = number * 10 + static_cast<Value>(c - '0');
        return number + 1;
    }
    auto const text = folded(cell, false);
    if (text.empty()) return 0;
    if (text != cell) return encode_number(text, dictionary);
    return hash_text(text) | Value{1} << 63;
}

// Numbers of up to four digits and how many digits the first has; nothing else but separators.
struct Parts {
    std::array<unsigned, 3> number{};
    std::array<std::size_t, 3> digits{};
    std::size_t count = 0;
};

Parts parts_of(std::string_view cell) {
    Parts parts;
    bool within = false;
    for (auto const c : cell) {
        if (!is_digit(c)) {
            within = false;
            if (c == 'T' || c == ':') break; // what follows is a time of day
            continue;
        }
        if (!within && parts.count == 3) break;
        if (!within) ++parts.count;
        within = true;
        auto &number = parts.number[parts.count - 1];
        number = std::min(number, 99999999U) * 10 + static_cast<unsigned>(c - '0');
        ++parts.digits[parts.count - 1];
    }
    return parts;
}

Value encode_date(std::string_view cell) {
    std::string narrow;
    if (!base::is_ascii(cell)) {
        narrow = base::half_width(cell);
        cell = narrow;
    }
    auto const parts = parts_of(cell);
    auto const [a, b, c] = parts.number;
    if (parts.count == 1 && parts.digits[0] == 8) return a;
    if (parts.count != 3 || std::max({a, b, c}) > 9999) return 0;
    if (parts.digits[0] == 4) return Value{a} * 10000 + b % 100 * 100 + c % 100;
    if (parts.digits[2] == 4) return Value{c} * 10000 + b % 100 * 100 + a % 100;
    return 0;
}

std::string decode_date(Value value) {
    auto const two = [](unsigned part) {
        return std::string{static_cast<char>('0' + part / 10), static_cast<char>('0' + part % 10)};
    };
    auto year = std::to_string(year_of(value));
    return std::string(4 - std::min<std::size_t>(year.size(), 4), '0') + year + "-" +
           two(month_of(value)) + "-" + two(day_of(value));
}

Value encode_name(std::string_view cell, Dictionary &dictionary) {
    Value value = 0;
    unsigned count = 0;
    bool fits = true;
    for (auto rest = cell; !rest.empty();) {
        auto point = base::halved(base::take_code_point(rest));
        if (base::is_blank(point) || base::is_invisible(point)) continue;
        if (point >= 'a' && point <= 'z') point -= 'a' - 'A';
        if (count == 4 || point >= 0xFFFF) {
            fits = false;
            break;
        }
        value |= Value{point} << (16 * count++);
    }
    if (fits) return value;
    // Long names are of other peoples and written with several dots and in either case.
    auto const number = dictionary.add(base::fold(cell));
    return Value{number} << 32 | 0xFFFF;
}

std::string decode_name(Value value, Dictionary const &dictionary) {
    if (is_long_name(value))
        return std::string(dictionary.text(static_cast<std::uint32_t>(value >> 32)));
    std::string text;
    for (unsigned i = 0; i < name_length(value); ++i)
        base::append_code_point(text, name_character(value, i));
    return text;
}

} // namespace

Value encode(Type type, std::string_view cell, Dictionary &dictionary) {
    if (cell.empty()) return 0;
    switch (type) {
    case Type::text:
        return encode_listed(cell, false, dictionary);
    case Type::code:
        return encode_listed(cell, false, dictionary);
    case Type::words:
        return encode_listed(cell, true, dictionary);
    case Type::number:
        return encode_number(cell, dictionary);
    case Type::date:
        return encode_date(cell);
    case Type::identity:
        return encode_identity(cell, dictionary);
    case Type::chinese_name:
        return encode_name(cell, dictionary);
    }
    return 0;
}

std::string decode(Type type, Value value, Dictionary const &dictionary) {
    if (value == 0) return "";
    switch (type) {
    case Type::text:
    case Type::code:
    case Type::words:
        return std::string(dictionary.text(static_cast<std::uint32_t>(value)));
    case Type::number:
        return value >> 63 != 0 ? "?" : std::to_string(value - 1);
    case Type::date:
        return decode_date(value);
    case Type::identity:
        return is_listed(type, value) ? std::string(dictionary.text(number_in_list(type, value)))
                                      : identity_text(value);
    case Type::chinese_name:
        return decode_name(value, dictionary);
    }
    return "";
}

std::size_t bytes_of(Type type) {
    switch (type) {
    case Type::code:
        return 2;
    case Type::text:
    case Type::words:
    case Type::date:
        return 4;
    default:
        return 8;
    }
}

bool is_listed(Type type, Value value) {
    switch (type) {
    case Type::text:
    case Type::words:
    case Type::code:
        return true;
    case Type::identity:
        return identity_state(value) == IdentityState::other;
    case Type::chinese_name:
        return is_long_name(value);
    default:
        return false;
    }
}

Value listed(Type type, std::uint32_t number) {
    if (type == Type::identity) return Value{4} << 61 | number;
    if (type == Type::chinese_name) return Value{number} << 32 | 0xFFFF;
    return number;
}

std::uint32_t number_in_list(Type type, Value value) {
    return static_cast<std::uint32_t>(type == Type::chinese_name ? value >> 32
                                                                 : value & 0xFFFFFFFF);
}

} // namespace jingzhun::link
