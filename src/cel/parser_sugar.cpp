// Short ways of writing that are calls of their own: ranges, calendar lengths, a parameter on a
// day.
#include "cel/parser.hpp"

namespace jingzhun::cel {
namespace {

bool is_call(Tree const &tree, std::string_view name, std::size_t arguments) {
    Node const &node = *tree.node;
    return node.kind == NodeKind::call && !node.is_member && node.name == name &&
           node.children.size() == arguments;
}

// The function that moves a day by such a length; empty where it is none.
std::string_view mover_of(Tree const &length) {
    if (is_call(length, "months", 1)) return "add_months";
    if (is_call(length, "years", 1)) return "add_years";
    return {};
}

std::unique_ptr<Node const> take_child(Tree &tree, std::size_t index) {
    return std::move(tree.node->children[index]);
}

} // namespace

// x in range(a, b); day + months(n), day - years(n): one call, of the span of both sides.
std::optional<Tree> Parser::joined(Operator const &operation, Tree &left, Tree &right, Span span) {
    bool const is_minus = operation.symbol == "-";
    auto const call_of = [&](std::string_view name, Tree &first, Tree &second) {
        Tree tree = make(NodeKind::call, span, std::string(name));
        tree.height = std::max(first.height, second.height) + 1;
        tree.node->children.push_back(std::move(first.node));
        for (std::size_t i = 0; i < second.node->children.size(); ++i)
            tree.node->children.push_back(take_child(second, i));
        return tree;
    };
    if (operation.symbol == "in" && is_call(right, "range", 2))
        return call_of("@in_range", left, right);
    if (operation.symbol != "+" && !is_minus) return std::nullopt;
    if (auto const mover = mover_of(right); !mover.empty()) {
        if (is_minus) {
            Tree inner = make(NodeKind::call, right.node->span, "-_");
            inner.node->children.push_back(take_child(right, 0));
            right.node->children[0] = std::move(inner.node);
            ++right.height;
        }
        return call_of(mover, left, right);
    }
    if (auto const mover = mover_of(left); !mover.empty() && !is_minus)
        return call_of(mover, right, left);
    return std::nullopt;
}

// line('exit').at(day) and school_age.at(day) are line('exit', day) and school_age(day).
bool Parser::at_day(std::vector<Tree> &children, Span span, Tree &result) {
    Node &owner = *children[0].node;
    bool const is_name =
        owner.kind == NodeKind::identifier && !owner.is_absolute && owner.name != "has";
    bool const is_parameter = owner.kind == NodeKind::call && !owner.is_member;
    if (children.size() != 2 || (!is_name && !is_parameter)) return false;
    result = std::move(children[0]);
    result.node->kind = NodeKind::call;
    result.node->span = span;
    result.outer = span;
    result.height = std::max(result.height, children[1].height + 1);
    result.node->children.push_back(std::move(children[1].node));
    return true;
}

} // namespace jingzhun::cel
