// The syntax tree of one expression, as the parser leaves it: macros expanded into their own nodes,
// operators as calls, every node with its place in the text.
#pragma once

#include "base/error.hpp"
#include "cel/value.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::cel {

// Bytes [begin, end) of the expression's text.
struct Span {
    std::uint32_t begin = 0, end = 0;
};

enum class NodeKind {
    literal,    // `literal`
    identifier, // `name`, perhaps qualified ("a.b" stays a select); a leading dot makes it absolute
    select,     // children[0].name
    has,        // has(children[0].name)
    index,      // children[0][children[1]]
    call,       // name(children…); `is_member`: children[0] is the receiver
    list,       // [children…]
    map,        // children: key, value, key, value …
    macro,      // children[0].name(variable, children[1] [, children[2]])
};

// Operators are calls named as in the specification's tables: "_+_" "_-_" "_*_" "_/_" "_%_" "-_"
// "!_"
// "_==_" "_!=_" "_<_" "_<=_" "_>_" "_>=_" "@in" "_&&_" "_||_" "_?_:_".
// Macros: all exists exists_one map filter count sum min max avg. `map` may have a condition before
// its result (children[1] condition, children[2] result). `count(v, p)`, `sum(v, e)`, `min(v, e)`,
// `max(v, e)`, `avg(v, e)` are ours: like map/filter followed by the aggregate. With two variables:
// all exists exists_one (also spelt existsOne), transformList transformMap transformMapEntry; the
// first is the index or key. `has(f)` with a bare name is has(self.f), where `self` is the record
// the expression runs on. A minus before a number is part of the literal; chains of `&&` and of
// `||` are balanced trees.
struct Node {
    NodeKind kind = NodeKind::literal;
    Span span;
    std::string name;
    std::string variable; // macro: the variable bound to each element
    bool is_member = false;
    bool is_absolute = false; // identifier or call with a leading dot
    Value literal;
    std::vector<std::unique_ptr<Node const>> children;
    std::string second_variable = {}; // macro with two variables: the element or value
};

// One parsed expression with its text and where the text stands (so that errors name the pack's
// line).
struct Expression {
    std::string text;
    base::Place place; // of the text's first character
    std::unique_ptr<Node const> root;
};

struct ParseLimits {
    std::size_t bytes_max = 64 * 1024;
    int depth_max =
        128; // nesting of the tree; the specification asks for at least 32 of each construct
    std::size_t nodes_max = 20'000;
};

// Either an expression or everything that is wrong with the text, all in one pass.
struct Parsed {
    std::unique_ptr<Expression const> expression; // null where there are problems
    std::vector<base::Problem> problems;
};
Parsed parse(std::string_view text, base::Place place = {}, ParseLimits const &limits = {});

// The place of a span within the expression's file: line and column counted in characters.
base::Place place_of(Expression const &expression, Span span);
// The line of the text with a caret line under the span, for messages.
std::string caret(Expression const &expression, Span span);
// The source text of a node.
std::string_view text_of(Expression const &expression, Node const &node);

} // namespace jingzhun::cel
