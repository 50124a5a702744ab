// The words of an expression: names, literals, operators. Blanks and comments are left out.
//
// Literals are decoded here (escapes, ranges of numbers), so that the parser sees values only.
#pragma once

#include "cel/fault.hpp"
#include "cel/syntax.hpp"
#include "cel/value.hpp"

#include <string_view>
#include <vector>

namespace jingzhun::cel {

enum class TokenKind {
    end,
    name,        // `text`
    quoted_name, // between backticks, for field names that are no identifiers; `text` without them
    literal,     // `literal`; true, false and null too
    magnitude,   // 9223372036854775808: an integer only under a minus
    symbol,      // `text` is an operator, a bracket, or `in`
};

struct Token {
    TokenKind kind = TokenKind::end;
    Span span;
    std::string_view text; // into the text given
    Value literal = {};
    bool is(std::string_view symbol) const { return kind == TokenKind::symbol && text == symbol; }
};

struct Lexed {
    std::vector<Token> tokens; // the last one is `end`
    std::vector<Fault> faults;
};

// Requires: `text` is valid UTF-8 and outlives the tokens.
Lexed read_tokens(std::string_view text);

} // namespace jingzhun::cel
