// Any bytes as an expression: refused with places and texts, or a tree whose spans lie in the text.
#include "cel/syntax.hpp"

#include <cassert>
#include <cstdint>
#include <string>

using namespace jingzhun;

namespace {

void walk(cel::Expression const &expression, cel::Node const &node, int depth) {
    assert(depth <= 128);
    assert(node.span.begin <= node.span.end && node.span.end <= expression.text.size());
    for (auto const &child : node.children) {
        assert(child != nullptr);
        walk(expression, *child, depth + 1);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size) {
    std::string const text(reinterpret_cast<char const *>(data), size);
    auto const parsed = cel::parse(text, {"fuzz", 3, 5});
    assert((parsed.expression != nullptr) == parsed.problems.empty());
    for (auto const &problem : parsed.problems) {
        assert(!describe(problem, base::Language::zh).empty());
        assert(!describe(problem, base::Language::en).empty());
    }
    if (parsed.expression == nullptr) return 0;
    walk(*parsed.expression, *parsed.expression->root, 1);
    cel::Span const whole{0, static_cast<std::uint32_t>(size)};
    assert(!caret(*parsed.expression, whole).empty());
    assert(place_of(*parsed.expression, parsed.expression->root->span).line >= 3);
    return 0;
}
