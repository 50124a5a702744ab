// Calls that are macros become nodes of their own while parsing.
#include "cel/parser.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::cel {
namespace {

// How a macro may be written: e.name(variables…, bodies…).
struct MacroForm {
    std::string_view written, name;
    std::size_t variables, bodies;
};
constexpr std::array forms{
    MacroForm{"all", "all", 1, 1},
    MacroForm{"all", "all", 2, 1},
    MacroForm{"exists", "exists", 1, 1},
    MacroForm{"exists", "exists", 2, 1},
    MacroForm{"exists_one", "exists_one", 1, 1},
    MacroForm{"exists_one", "exists_one", 2, 1},
    MacroForm{"existsOne", "exists_one", 1, 1},
    MacroForm{"existsOne", "exists_one", 2, 1},
    MacroForm{"map", "map", 1, 1},
    MacroForm{"map", "map", 1, 2},
    MacroForm{"filter", "filter", 1, 1},
    MacroForm{"transformList", "transformList", 2, 1},
    MacroForm{"transformList", "transformList", 2, 2},
    MacroForm{"transformMap", "transformMap", 2, 1},
    MacroForm{"transformMap", "transformMap", 2, 2},
    MacroForm{"transformMapEntry", "transformMapEntry", 2, 1},
    MacroForm{"transformMapEntry", "transformMapEntry", 2, 2},
    MacroForm{"count", "count", 1, 1},
    MacroForm{"sum", "sum", 1, 1},
    MacroForm{"min", "min", 1, 1},
    MacroForm{"max", "max", 1, 1},
    MacroForm{"avg", "avg", 1, 1},
};

// These are functions of a list too, without arguments.
bool is_aggregate(std::string_view name) {
    return name == "count" || name == "sum" || name == "min" || name == "max" || name == "avg";
}

bool is_simple_name(Node const &node) {
    return node.kind == NodeKind::identifier && !node.is_absolute;
}

} // namespace

Tree Parser::call(std::string function, std::vector<Tree> children, bool is_member, Span span) {
    if (!is_member && function == "has") return has(std::move(children), span);
    Tree dated;
    if (is_member && function == "at" && at_day(children, span, dated)) return dated;
    bool is_macro_name = false;
    for (MacroForm const &form : forms) {
        if (!is_member || form.written != function) continue;
        is_macro_name = true;
        if (children.size() == 1 + form.variables + form.bodies)
            return macro(std::string(form.name), std::move(children), span, form.variables);
    }
    if (is_macro_name && !(is_aggregate(function) && children.size() == 1))
        fault("cel_macro_arguments", span, {{"macro", function}});
    Tree tree = make(NodeKind::call, span, std::move(function), std::move(children));
    tree.node->is_member = is_member;
    return tree;
}

Tree Parser::has(std::vector<Tree> children, Span span) {
    bool const is_one = children.size() == 1;
    if (is_one && children[0].node->kind == NodeKind::select) {
        Tree tree = std::move(children[0]);
        tree.node->kind = NodeKind::has;
        tree.node->span = span;
        tree.outer = span;
        return tree;
    }
    if (!is_one || !is_simple_name(*children[0].node)) {
        fault("cel_has_argument", span, {});
        return nothing();
    }
    std::string field = children[0].node->name;
    children[0].node->name = "self";
    return make(NodeKind::has, span, std::move(field), std::move(children));
}

Tree Parser::macro(std::string function, std::vector<Tree> children, Span span,
                   std::size_t variables) {
    std::array<std::string, 2> names;
    for (std::size_t i = 0; i < variables; ++i) {
        Node const &node = *children[1 + i].node;
        if (!is_simple_name(node)) fault("cel_macro_variable", node.span, {{"macro", function}});
        names[i] = node.name;
    }
    if (variables == 2 && names[0] == names[1])
        fault("cel_macro_same_variable", children[2].node->span, {{"name", names[0]}});
    children.erase(children.begin() + 1,
                   children.begin() + 1 + static_cast<std::ptrdiff_t>(variables));
    Tree tree = make(NodeKind::macro, span, std::move(function), std::move(children));
    tree.node->is_member = true;
    tree.node->variable = std::move(names[0]);
    tree.node->second_variable = std::move(names[1]);
    return tree;
}

} // namespace jingzhun::cel
