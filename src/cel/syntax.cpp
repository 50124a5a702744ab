// Where a node stands in its text, for messages.
#include "cel/syntax.hpp"

#include "cel/fault.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

bool is_continuation(char c) { return (c & 0xC0) == 0x80; }

std::size_t characters(std::string_view text) {
    return text.size() -
           static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

// The line around `at`, without its end.
std::pair<std::size_t, std::size_t> line_around(std::string_view text, std::size_t at) {
    std::size_t const before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    std::size_t const begin = before == std::string_view::npos ? 0 : before + 1;
    return {begin, std::min(text.find('\n', begin), text.size())};
}

// Blanks, or marks, as wide as the text on a screen: ideographs take two columns.
std::string as_wide_as(std::string_view text, char mark) {
    std::string result;
    for (char const c : text) {
        if (is_continuation(c)) continue;
        bool const is_wide = static_cast<unsigned char>(c) >= 0xE3;
        result.append(is_wide ? 2 : 1, c == '\t' && mark == ' ' ? '\t' : mark);
    }
    return result;
}

// Moves `at` back by at most `count` characters, not before `least`.
std::size_t back(std::string_view text, std::size_t at, std::size_t count, std::size_t least) {
    while (at > least && count > 0) {
        do --at;
        while (at > least && is_continuation(text[at]));
        --count;
    }
    return at;
}

std::size_t forward(std::string_view text, std::size_t at, std::size_t count, std::size_t most) {
    while (at < most && count > 0) {
        do ++at;
        while (at < most && is_continuation(text[at]));
        --count;
    }
    return at;
}

constexpr std::size_t window = 60; // characters shown on each side of a mistake

} // namespace

base::Place place_of(Expression const &expression, Span span) {
    base::Place place = expression.place;
    if (place.line == 0) place.line = 1;
    if (place.column == 0) place.column = 1;
    std::string_view const text = expression.text;
    std::string_view const before = text.substr(0, std::min<std::size_t>(span.begin, text.size()));
    auto const lines = static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    std::size_t const line_begin =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    auto const column = static_cast<int>(characters(before.substr(line_begin)));
    place.column = lines == 0 ? place.column + column : column + 1;
    place.line += lines;
    return place;
}

std::string caret(Expression const &expression, Span span) {
    std::string_view const text = expression.text;
    std::size_t const at = std::min<std::size_t>(span.begin, text.size());
    auto const [line_begin, line_end] = line_around(text, at);
    std::size_t const stop = std::clamp<std::size_t>(span.end, at, std::max(line_end, at));
    std::size_t const begin = back(text, at, window, line_begin);
    std::size_t const end = forward(text, at, window, line_end);
    std::string shown(text.substr(begin, end - begin));
    if (!shown.empty() && shown.back() == '\r') shown.pop_back();
    std::string const marks = as_wide_as(text.substr(at, std::min(stop, end) - at), '^');
    std::string const lead = begin > line_begin ? "… " : "";
    return lead + shown + (end < line_end ? " …" : "") + "\n" +
           std::string(lead.empty() ? 0 : 2, ' ') +
           as_wide_as(text.substr(begin, at - begin), ' ') + (marks.empty() ? "^" : marks);
}

std::string_view text_of(Expression const &expression, Node const &node) {
    std::string_view const text = expression.text;
    std::size_t const begin = std::min<std::size_t>(node.span.begin, text.size());
    return text.substr(begin, std::max<std::size_t>(node.span.end, begin) - begin);
}

base::Problem problem_of(Expression const &expression, Fault const &fault) {
    base::Problem problem{fault.code, place_of(expression, fault.span), fault.arguments};
    problem.arguments.emplace_back("caret", "\n" + caret(expression, fault.span));
    return problem;
}

} // namespace jingzhun::cel
