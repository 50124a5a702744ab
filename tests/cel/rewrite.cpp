// Trees as text by the grammar of the specification: its table of precedences is here a second
// time.
#include "cel/rewrite.hpp"

#include <array>
#include <cstdio>

namespace rewrite {
namespace {

using cel::Node;
using cel::NodeKind;

// From loose to tight; what stands alone (names, calls, brackets) is tightest.
enum Tightness { conditional, either, both, relation, sum, product, unary, member, alone };

struct Binary {
    std::string_view name, symbol;
    Tightness tightness;
};
constexpr std::array binaries{
    Binary{"_||_", "||", either},   Binary{"_&&_", "&&", both},     Binary{"_==_", "==", relation},
    Binary{"_!=_", "!=", relation}, Binary{"_<_", "<", relation},   Binary{"_<=_", "<=", relation},
    Binary{"_>_", ">", relation},   Binary{"_>=_", ">=", relation}, Binary{"@in", "in", relation},
    Binary{"_+_", "+", sum},        Binary{"_-_", "-", sum},        Binary{"_*_", "*", product},
    Binary{"_/_", "/", product},    Binary{"_%_", "%", product}};

Binary const *binary(Node const &node) {
    if (node.kind != NodeKind::call || node.is_member) return nullptr;
    for (Binary const &each : binaries)
        if (each.name == node.name) return &each;
    return nullptr;
}

bool is_call(Node const &node, std::string_view name) {
    return node.kind == NodeKind::call && !node.is_member && node.name == name;
}

Tightness tightness(Node const &node) {
    if (Binary const *operation = binary(node)) return operation->tightness;
    if (is_call(node, "_?_:_")) return conditional;
    if (is_call(node, "@in_range")) return relation;
    if (is_call(node, "!_") || is_call(node, "-_")) return unary;
    // A number takes a sign and a point for its own.
    return node.kind == NodeKind::literal ? unary : alone;
}

std::string bracketed(Node const &node, Tightness least) {
    std::string const text = written(node);
    return tightness(node) < least ? "(" + text + ")" : text;
}

std::string quoted(std::string_view text, char const *format) {
    std::string out = "'";
    for (char const c : text) {
        bool const is_plain = static_cast<unsigned char>(c) >= 0x20 && c != '\'' && c != '\\' &&
                              (static_cast<unsigned char>(c) < 0x80 || format == nullptr);
        if (is_plain) {
            out += c;
        } else {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\x%02x",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += escape;
        }
    }
    return out + "'";
}

std::string literal(cel::Value const &value) {
    if (auto const *text = value.as<std::string>()) return quoted(*text, nullptr);
    if (auto const *bytes = value.as<cel::Bytes>()) return "b" + quoted(bytes->data, "x");
    if (auto const *number = value.as<std::uint64_t>()) return std::to_string(*number) + "u";
    if (auto const *number = value.as<double>()) {
        char text[64];
        std::snprintf(text, sizeof text, "%.17g", *number);
        std::string result = text;
        return result.find_first_of(".e") == result.npos ? result + ".0" : result;
    }
    return cel::to_string(value);
}

std::string arguments(Node const &node, std::size_t first) {
    std::string text;
    for (std::size_t i = first; i < node.children.size(); ++i)
        text += (i == first ? "" : ", ") + written(*node.children[i]);
    return text;
}

std::string call(Node const &node) {
    auto const child = [&](std::size_t i, Tightness least) {
        return bracketed(*node.children[i], least);
    };
    if (Binary const *operation = binary(node)) {
        // Chains of && and || may be grouped anyhow: there each side is tighter than the chain.
        Tightness const at = operation->tightness, tighter = static_cast<Tightness>(at + 1);
        bool const is_chain = at == either || at == both;
        return child(0, is_chain ? tighter : at) + " " + std::string(operation->symbol) + " " +
               child(1, tighter);
    }
    if (is_call(node, "_?_:_"))
        return child(0, either) + " ? " + child(1, either) + " : " + child(2, conditional);
    if (is_call(node, "@in_range"))
        return child(0, relation) + " in range(" + arguments(node, 1) + ")";
    if (is_call(node, "!_") || is_call(node, "-_")) {
        bool const is_number = node.children[0]->kind == NodeKind::literal;
        return node.name.substr(0, 1) + child(0, is_number ? alone : unary);
    }
    if (node.is_member) return child(0, member) + "." + node.name + "(" + arguments(node, 1) + ")";
    return (node.is_absolute ? "." : "") + node.name + "(" + arguments(node, 0) + ")";
}

std::string map(Node const &node) {
    std::string text = "{";
    for (std::size_t i = 0; i + 1 < node.children.size(); i += 2)
        text += (i == 0 ? "" : ", ") + written(*node.children[i]) + ": " +
                written(*node.children[i + 1]);
    return text + "}";
}

bool is_plain_name(std::string_view name) {
    for (char const c : name)
        if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
              (c >= 'A' && c <= 'Z')))
            return false;
    return !(name[0] >= '0' && name[0] <= '9') && name != "in" && name != "true" &&
           name != "false" && name != "null";
}

} // namespace

std::string written(Node const &node) {
    auto const owner = [&] { return bracketed(*node.children[0], member); };
    std::string const field =
        is_plain_name(node.name + "_") && is_plain_name(node.name.empty() ? "_" : node.name)
            ? node.name
            : "`" + node.name + "`";
    switch (node.kind) {
    case NodeKind::literal:
        return literal(node.literal);
    case NodeKind::identifier:
        return (node.is_absolute ? "." : "") + node.name;
    case NodeKind::select:
        return owner() + "." + field;
    case NodeKind::has:
        return "has(" + owner() + "." + field + ")";
    case NodeKind::index:
        return owner() + "[" + written(*node.children[1]) + "]";
    case NodeKind::list:
        return "[" + arguments(node, 0) + "]";
    case NodeKind::map:
        return map(node);
    case NodeKind::call:
        return call(node);
    case NodeKind::macro:
        break;
    }
    std::string const second = node.second_variable.empty() ? "" : ", " + node.second_variable;
    return owner() + "." + node.name + "(" + node.variable + second + ", " + arguments(node, 1) +
           ")";
}

bool same_tree(Node const &a, Node const &b) {
    bool const is_same = a.kind == b.kind && a.name == b.name && a.variable == b.variable &&
                         a.second_variable == b.second_variable && a.is_member == b.is_member &&
                         a.is_absolute == b.is_absolute && a.children.size() == b.children.size() &&
                         a.literal.data.index() == b.literal.data.index() &&
                         cel::to_string(a.literal) == cel::to_string(b.literal);
    if (!is_same) return false;
    for (std::size_t i = 0; i < a.children.size(); ++i)
        if (!same_tree(*a.children[i], *b.children[i])) return false;
    return true;
}

std::string difference(cel::Expression const &expression) {
    std::string const text = written(*expression.root);
    auto const parsed = cel::parse(text);
    if (!parsed.expression)
        return text +
               "\n  does not parse: " + describe(parsed.problems.front(), base::Language::en);
    if (same_tree(*expression.root, *parsed.expression->root)) return {};
    return text + "\n  is read as " + written(*parsed.expression->root);
}

} // namespace rewrite
