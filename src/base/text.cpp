// Code points, widths, blanks and splitting.
#include "base/text.hpp"

#include "base/utf8.hpp"

namespace jingzhun::base {
namespace {

template <class Change> std::string change_each(std::string_view text, Change change) {
    std::string changed;
    changed.reserve(text.size());
    while (!text.empty()) change(changed, take_code_point(text));
    return changed;
}

// The last code point of valid UTF-8, which is taken off.
char32_t take_last_code_point(std::string_view &text) {
    auto start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    auto last = text.substr(start);
    text.remove_suffix(text.size() - start);
    return take_code_point(last);
}

bool separates_list(char32_t point) {
    return is_blank(point) || point == U'、' || point == U'，' || point == U',' || point == U';' ||
           point == U'；' || point == U'/' || point == U'／';
}

} // namespace

std::u32string to_code_points(std::string_view text) {
    std::u32string points;
    points.reserve(text.size());
    while (!text.empty()) points += take_code_point(text);
    return points;
}

std::string to_utf8(std::u32string_view text) {
    std::string bytes;
    bytes.reserve(text.size() * 3);
    for (auto const point : text) append_code_point(bytes, point);
    return bytes;
}

std::string half_width(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    return change_each(
        text, [](std::string &out, char32_t point) { append_code_point(out, halved(point)); });
}

std::string_view trim(std::string_view text) {
    for (auto rest = text; !rest.empty();) {
        auto const point = take_code_point(rest);
        if (!is_blank(point) && !is_invisible(point)) break;
        text = rest;
    }
    for (auto rest = text; !rest.empty();) {
        auto const point = take_last_code_point(rest);
        if (!is_blank(point) && !is_invisible(point)) break;
        text = rest;
    }
    return text;
}

std::string squeeze(std::string_view text) {
    return change_each(text, [](std::string &out, char32_t point) {
        if (!is_blank(point) && !is_invisible(point)) append_code_point(out, halved(point));
    });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        auto const end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == text.npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> pieces;
    std::string piece;
    auto const finish = [&] {
        if (!piece.empty()) pieces.push_back(std::move(piece));
        piece.clear();
    };
    while (!text.empty()) {
        auto const point = take_code_point(text);
        if (separates_list(point)) finish();
        else if (!is_invisible(point)) append_code_point(piece, point);
    }
    finish();
    return pieces;
}

} // namespace jingzhun::base
