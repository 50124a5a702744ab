// Writing exceptions into a rule's condition.
#include "pack/exceptions.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::pack {
namespace {

void collect(cel::Node const &node, bool helps, std::vector<cel::Node const *> const &around,
             std::vector<Deciding> &found) {
    if (node.kind == cel::NodeKind::macro) {
        bool const has_index = !node.second_variable.empty();
        if (has_index || (node.name != "all" && node.name != "exists")) return;
        found.push_back({&node, helps, around});
        auto inner = around;
        inner.push_back(&node);
        collect(*node.children[1], helps, inner, found);
        return;
    }
    if (node.kind != cel::NodeKind::call) return;
    if (node.name == "!_") return collect(*node.children[0], !helps, around, found);
    bool const is_choice = node.name == "_?_:_";
    if (!is_choice && node.name != "_&&_" && node.name != "_||_") return;
    for (std::size_t i = is_choice ? 1 : 0; i < node.children.size(); ++i)
        collect(*node.children[i], helps, around, found);
}

// A comment in the text would swallow what follows it on the line.
std::string in_brackets(std::string_view text) {
    bool const has_comment = text.find("//") != text.npos;
    return "(" + std::string(text) + (has_comment ? "\n)" : ")");
}

struct Body {
    std::size_t begin = 0, end = 0;
};

// The condition of all(m, P) or exists(m, P): from the comma to the closing bracket.
Body body_of(cel::Expression const &condition, cel::Node const &macro) {
    auto const comma = condition.text.find(',', macro.children[0]->span.end);
    assert(comma != std::string::npos && macro.span.end > comma);
    return {comma + 1, macro.span.end - 1};
}

std::string excused(std::string_view text, bool helps,
                    std::vector<Exception const *> const &exceptions) {
    auto joined = in_brackets(text);
    for (auto const *exception : exceptions)
        joined += (helps ? " || " : " && !") + in_brackets(exception->when->text);
    return joined;
}

std::vector<Exception const *> binding(Rule const &rule, std::string_view variable) {
    std::vector<Exception const *> found;
    for (auto const &exception : rule.exceptions) {
        if (exception.binds == variable) found.push_back(&exception);
    }
    return found;
}

// Bodies rewritten from the innermost out, each once.
std::string rewrite(Rule const &rule, std::vector<Deciding> const &macros, std::size_t begin,
                    std::size_t end) {
    auto const &condition = *rule.as_written;
    std::string text;
    std::size_t at = begin;
    for (auto const &deciding : macros) {
        auto const body = body_of(condition, *deciding.macro);
        if (body.begin <= begin || body.begin < at || body.end > end)
            continue; // is this body itself, stands within one already rewritten, or outside
        text += condition.text.substr(at, body.begin - at);
        auto inner = rewrite(rule, macros, body.begin, body.end);
        auto const exceptions = binding(rule, deciding.macro->variable);
        text += exceptions.empty() ? inner : " " + excused(inner, deciding.helps, exceptions);
        at = body.end;
    }
    return text + condition.text.substr(at, end - at);
}

// "`condition` for some element", from the record's point of view.
std::string for_some(cel::Expression const &written, Deciding const &deciding,
                     std::string condition) {
    auto chain = deciding.around;
    chain.push_back(deciding.macro);
    for (auto macro = chain.rbegin(); macro != chain.rend(); ++macro) {
        auto const range = cel::text_of(written, *(*macro)->children[0]);
        condition = in_brackets(range) + ".exists(" + (*macro)->variable + ", " + condition + ")";
    }
    return condition;
}

std::string anywhere(Rule const &rule, std::vector<Deciding> const &macros, std::string_view binds,
                     std::string const &condition) {
    if (binds.empty()) return condition;
    std::string joined;
    for (auto const &deciding : macros) {
        if (deciding.macro->variable != binds) continue;
        joined += (joined.empty() ? "" : " || ") + for_some(*rule.as_written, deciding, condition);
    }
    return "(" + joined + ")";
}

} // namespace

std::vector<Deciding> deciding_macros(cel::Expression const &condition, bool must_hold) {
    std::vector<Deciding> found;
    collect(*condition.root, must_hold, {}, found);
    return found;
}

std::string with_exceptions(Rule const &rule) {
    auto macros = deciding_macros(*rule.as_written, rule.must_hold);
    std::ranges::sort(macros, {}, [&](Deciding const &one) {
        return body_of(*rule.as_written, *one.macro).begin;
    });
    auto text = rewrite(rule, macros, 0, rule.as_written->text.size());
    auto const about_record = binding(rule, "");
    return about_record.empty() ? text : excused(text, rule.must_hold, about_record);
}

std::string overlap_of(Rule const &rule) {
    auto const macros = deciding_macros(*rule.as_written, rule.must_hold);
    std::string pairs;
    for (auto one = rule.exceptions.begin(); one != rule.exceptions.end(); ++one) {
        for (auto other = one + 1; other != rule.exceptions.end(); ++other) {
            auto const first = in_brackets(one->when->text),
                       second = in_brackets(other->when->text);
            auto const pair =
                one->binds == other->binds
                    ? anywhere(rule, macros, one->binds, "(" + first + " && " + second + ")")
                    : anywhere(rule, macros, one->binds, first) + " && " +
                          anywhere(rule, macros, other->binds, second);
            pairs += (pairs.empty() ? "" : " || ") + std::string("(") + pair + ")";
        }
    }
    return pairs;
}

} // namespace jingzhun::pack
