// Any bytes as an expression: refused with places and texts, or a tree whose spans lie in the text;
// and what the type check says of that tree has places and texts too.
#include "../cel/rewrite.hpp"
#include "../cel/village.hpp"
#include "cel/check.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace jingzhun;

namespace {

void demand(bool holds) {
    if (!holds) std::abort();
}

void walk(cel::Expression const &expression, cel::Node const &node, int depth) {
    demand(depth <= 128);
    demand(node.span.begin <= node.span.end && node.span.end <= expression.text.size());
    for (auto const &child : node.children) {
        demand(child != nullptr);
        walk(expression, *child, depth + 1);
    }
}

void demand_words(std::vector<base::Problem> const &problems) {
    for (auto const &problem : problems) {
        demand(!describe(problem, base::Language::zh).empty());
        demand(!describe(problem, base::Language::en).empty());
        demand(problem.place.line >= 3);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size) {
    std::string const text(reinterpret_cast<char const *>(data), size);
    auto const parsed = cel::parse(text, {"fuzz", 3, 5});
    demand((parsed.expression != nullptr) == parsed.problems.empty());
    demand_words(parsed.problems);
    if (parsed.expression == nullptr) return 0;
    walk(*parsed.expression, *parsed.expression->root, 1);
    cel::Span const whole{0, static_cast<std::uint32_t>(size)};
    demand(!caret(*parsed.expression, whole).empty());
    demand(place_of(*parsed.expression, parsed.expression->root->span).line >= 3);
    demand(rewrite::difference(*parsed.expression).empty());
    auto const checked =
        cel::check(*parsed.expression, village::shared().schema, "household", true);
    demand(checked.types.contains(parsed.expression->root.get()));
    for (auto const &problem : checked.problems)
        demand(!describe(problem, base::Language::zh).empty());
    return 0;
}
