// The type check of calls and macros, with units and code lists.
#include "base/text.hpp"
#include "cel/check_state.hpp"
#include "cel/check_units.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

bool is_equality(std::string_view name) { return name == "_==_" || name == "_!=_"; }
bool is_comparison(std::string_view name) {
    return is_equality(name) || name == "_<_" || name == "_<=_" || name == "_>_" || name == "_>=_";
}
bool needs_one_unit(std::string_view name) {
    return is_comparison(name) || name == "_+_" || name == "_-_" || name == "least" ||
           name == "greatest" || name == "between" || name == "@in_range";
}
bool is_constant_number(Node const &node) {
    if (node.kind == NodeKind::literal) return true;
    return node.kind == NodeKind::call && node.name == "-_" &&
           is_constant_number(*node.children[0]);
}

std::string list_types(std::vector<Type> const &types) {
    std::string text = "(";
    for (Type const &type : types) text += (text.size() > 1 ? ", " : "") + to_string(type);
    return text + ")";
}

std::string joined(std::vector<std::string> const &parts) {
    std::string text;
    for (std::string const &part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
}

// "_+_" as a person writes it: "+".
std::string written(std::string_view name) {
    if (name == "@in") return "in";
    if (name == "@in_range") return "in range";
    std::string text;
    if (!is_operator(name)) return std::string(name);
    for (char const letter : name)
        if (letter != '_') text += letter;
    return text;
}

// The average of money is an exact fraction, of other numbers it is real.
Type average(Type const &element) {
    Type type = element.kind == Kind::money ? quotient()
                : is_number(element)        ? Type{Kind::real}
                                            : Type{};
    type.unit = element.unit;
    return type;
}

} // namespace

Parameter const *Checker::find_parameter(std::string_view name) const {
    auto const &all = schema_.parameters;
    auto const found =
        std::find_if(all.begin(), all.end(), [&](auto const &p) { return p.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Type Checker::call(Node const &node) {
    if (hint_function(node)) return {};
    std::vector<Type> types;
    for (auto const &child : node.children) types.push_back(visit(*child));
    if (!node.is_member)
        if (Parameter const *parameter = find_parameter(node.name))
            return parameter_call(node, *parameter, types);
    Resolution found = resolve_call(node.name, node.is_member, types);
    if (!found.is_known) {
        std::vector<std::string> names = function_names();
        for (Parameter const &parameter : schema_.parameters) names.push_back(parameter.name);
        report_name(node, "cel_unknown_function", node.name, names);
        return {};
    }
    if (!found.fits) {
        if (!hint_call(node, types))
            report(node, "cel_no_overload",
                   {{"name", written(node.name)},
                    {"found", list_types(types)},
                    {"expected", joined(found.expected)}});
        return found.expected.size() == 1 ? found.type : Type{};
    }
    return refine(node, std::move(found.type), types);
}

Type Checker::parameter_call(Node const &node, Parameter const &parameter,
                             std::vector<Type> const &types) {
    std::size_t const keys = parameter.key_names.size();
    if (types.size() < keys || types.size() > keys + 1) {
        report(node, "cel_argument_count",
               {{"name", parameter.name},
                {"expected", std::to_string(keys) + "-" + std::to_string(keys + 1)},
                {"found", std::to_string(types.size())}});
        return parameter.type;
    }
    for (std::size_t i = 0; i < types.size(); ++i) {
        Type expected{Kind::date};
        if (i < keys)
            expected = i < parameter.key_types.size() ? parameter.key_types[i] : Type{Kind::text};
        Node const &argument = *node.children[i];
        if (!compatible(types[i], expected)) {
            if (expected.kind != Kind::date || !hint_date(argument, types[i]))
                report(argument, "cel_wrong_type",
                       {{"expected", to_string(expected)}, {"found", to_string(types[i])}});
        } else if (i < keys) check_codes(node, expected, argument, types[i]);
    }
    return parameter.type;
}

Type Checker::refine(Node const &node, Type type, std::vector<Type> const &types) {
    std::string_view const name = node.name;
    check_texts(node);
    bool const is_list_method = node.is_member && !types.empty() && types[0].kind == Kind::list;
    if (is_list_method)
        check_amounts(node, name, types[0].arguments.empty() ? Type{} : types[0].arguments[0]);
    if (is_list_method && name == "avg" && !types[0].arguments.empty())
        return average(types[0].arguments[0]);
    if (needs_one_unit(name))
        for (std::size_t i = 1; i < types.size(); ++i) check_units(node, types[0], types[i]);
    if (name == "_?_:_") check_units(node, types[1], types[2]);
    if ((is_equality(name) || name == "least" || name == "greatest") && types.size() == 2) {
        check_codes(node, types[0], *node.children[1], types[1]);
        check_codes(node, types[1], *node.children[0], types[0]);
    }
    if (name == "@in" && types[1].kind == Kind::list) {
        Type const element = types[1].arguments.empty() ? Type{} : types[1].arguments[0];
        if (node.children[1]->kind == NodeKind::list)
            for (auto const &item : node.children[1]->children)
                check_codes(node, types[0], *item, out_.types[item.get()]);
        check_codes(node, element, *node.children[0], types[0]);
    }
    if (types.size() == 2 && (name == "_+_" || name == "_-_") && !is_comparison(name))
        if (type.kind == Kind::integer || type.kind == Kind::real || type.kind == Kind::money)
            type.unit = types[0].unit.empty() ? types[1].unit : types[0].unit;
    if (name == "-_" || name == "abs") type.unit = types[0].unit;
    if (name == "_*_" || name == "_/_") {
        if (is_constant_number(*node.children[1])) type.unit = types[0].unit;
        else if (name == "_*_" && is_constant_number(*node.children[0])) type.unit = types[1].unit;
        else
            type.unit = name == "_*_" ? unit_of_product(types[0].unit, types[1].unit)
                                      : unit_of_quotient(types[0].unit, types[1].unit);
    }
    return type;
}

void Checker::check_units(Node const &node, Type const &left, Type const &right) {
    if (units_agree(left.unit, right.unit)) return;
    report(node, "cel_unit_mismatch",
           {{"left", left.unit}, {"right", right.unit}, {"name", written(node.name)}});
}

// `other` stands beside something of a code list: a literal must be one of its codes; another list
// must share a code with it.
void Checker::check_codes(Node const &node, Type const &type, Node const &other,
                          Type const &other_type) {
    if (type.kind != Kind::text || type.name.empty()) return;
    if (other.kind == NodeKind::literal) return check_code_literal(other, type.name);
    if (other.kind == NodeKind::call && other.name == "_?_:_") {
        check_codes(node, type, *other.children[1], out_.types[other.children[1].get()]);
        check_codes(node, type, *other.children[2], out_.types[other.children[2].get()]);
        return;
    }
    if (other_type.kind != Kind::text || other_type.name.empty() || other_type.name == type.name)
        return;
    CodeList const *here = nullptr, *there = nullptr;
    for (CodeList const &list : schema_.code_lists) {
        if (list.name == type.name) here = &list;
        if (list.name == other_type.name) there = &list;
    }
    if (here == nullptr || there == nullptr || type.name > other_type.name) return;
    for (std::string const &code : here->codes)
        if (std::find(there->codes.begin(), there->codes.end(), code) != there->codes.end()) return;
    report(other, "cel_code_lists_differ", {{"left", type.name}, {"right", other_type.name}});
}

void Checker::check_code_literal(Node const &literal, std::string const &list) {
    auto const *text = literal.literal.as<std::string>();
    if (text == nullptr) return;
    for (CodeList const &codes : schema_.code_lists) {
        if (codes.name != list) continue;
        if (std::find(codes.codes.begin(), codes.codes.end(), *text) != codes.codes.end()) return;
        return report_name(literal, "cel_not_a_code", *text, codes.codes, {{"list", list}});
    }
}

Type Checker::macro(Node const &node) {
    Type const range = visit(*node.children[0]);
    Type element;
    if (range.kind == Kind::list) {
        if (!range.arguments.empty()) element = range.arguments[0];
    } else if (range.kind == Kind::map) {
        if (!range.arguments.empty()) element = range.arguments[0];
    } else if (range.kind != Kind::dyn) {
        report(*node.children[0], "cel_wrong_type",
               {{"expected", "list"}, {"found", to_string(range)}});
    }
    std::size_t const outer = scope_.size();
    bool const is_map = range.kind == Kind::map;
    if (node.second_variable.empty()) {
        scope_.push_back({node.variable, element});
    } else {
        bool const has_values = is_map && range.arguments.size() == 2;
        scope_.push_back(
            {node.variable,
             is_map ? element : Type{range.kind == Kind::list ? Kind::integer : Kind::dyn}});
        scope_.push_back(
            {node.second_variable, is_map ? (has_values ? range.arguments[1] : Type{}) : element});
    }
    std::vector<Type> bodies;
    for (std::size_t i = 1; i < node.children.size(); ++i)
        bodies.push_back(visit(*node.children[i]));
    scope_.resize(outer);
    return macro_result(node, element, bodies);
}

Type Checker::macro_result(Node const &node, Type const &element, std::vector<Type> const &bodies) {
    std::string_view const name = node.name;
    Type const last = bodies.empty() ? Type{} : bodies.back();
    bool const transforms = name.starts_with("transform");
    bool const maps = transforms || name == "map" || name == "sum" || name == "min" ||
                      name == "max" || name == "avg";
    if (!maps || bodies.size() == 2) {
        if (!compatible(bodies.front(), {Kind::boolean}))
            report(*node.children[1], "cel_wrong_type",
                   {{"expected", "bool"}, {"found", to_string(bodies.front())}});
    }
    check_amounts(node, name, last);
    if (name == "map" || name == "transformList") return list_of(last);
    if (name == "transformMap") return {Kind::map, {element, last}};
    if (transforms) return last;
    if (name == "filter") return list_of(element);
    if (name == "count") return {Kind::integer};
    if (name == "sum" || name == "min" || name == "max") return last;
    if (name == "avg") return average(last);
    return {Kind::boolean};
}

} // namespace jingzhun::cel
