// Runs conformance cases: parse, check unless told not to, evaluate.
#include "cel/conformance.hpp"

#include "base/json.hpp"
#include "cel/check.hpp"
#include "cel/conformance_value.hpp"
#include "cel/evaluate.hpp"

#include <optional>

namespace jingzhun::cel {
namespace {

using base::Json;

[[noreturn]] void refuse(std::size_t number, std::string const &what) {
    throw base::Error("cel_case", {{"number", std::to_string(number)}, {"what", what}});
}

// One case read from JSON.
struct Case {
    std::string expression, container;
    bool is_checked = true;
    std::vector<Variable> variables;
    std::vector<std::pair<std::string, Value>> bindings;
};

Case read_case(Json const &json, std::size_t number) {
    Case result;
    std::string const *expression = json.text("expr");
    if (expression == nullptr) refuse(number, "expr");
    result.expression = *expression;
    if (std::string const *container = json.text("container")) result.container = *container;
    if (Json const *dyn = json.find("dyn"))
        if (auto const *truth = std::get_if<bool>(&dyn->value)) result.is_checked = !*truth;
    if (Json const *types = json.find("vars")) {
        if (types->object() == nullptr) refuse(number, "vars");
        for (auto const &[name, type] : *types->object())
            result.variables.push_back({name, type_from_json(type)});
    }
    if (Json const *values = json.find("bind")) {
        if (values->object() == nullptr) refuse(number, "bind");
        for (auto const &[name, value] : *values->object()) {
            auto read = value_from_json(value);
            if (!read) refuse(number, "bind." + name);
            result.bindings.emplace_back(name, *std::move(read));
        }
    }
    return result;
}

// A variable is checked under the name by which the container lets it be written.
std::vector<Variable> seen_from(std::string const &container, std::vector<Variable> variables) {
    std::string prefix = container;
    std::vector<Variable> result = variables;
    while (!prefix.empty()) {
        for (Variable const &variable : variables)
            if (variable.name.starts_with(prefix + "."))
                result.push_back({variable.name.substr(prefix.size() + 1), variable.type});
        auto const point = prefix.rfind('.');
        prefix.resize(point == std::string::npos ? 0 : point);
    }
    return result;
}

std::string error_json(std::string_view text) {
    return "{\"error\":" + base::quote_json(text) + "}";
}

std::string answer(Case const &each) {
    Parsed const parsed = parse(each.expression);
    if (!parsed.expression)
        return error_json(describe(parsed.problems.front(), base::Language::en));
    if (each.is_checked) {
        Schema const schema;
        Checked const checked =
            check(*parsed.expression, schema, {}, false, seen_from(each.container, each.variables));
        if (!checked.problems.empty())
            return error_json(describe(checked.problems.front(), base::Language::en));
    }
    Scope scope;
    scope.variables = each.bindings;
    scope.container = each.container;
    return value_to_json(evaluate(*parsed.expression, scope));
}

} // namespace

std::string run_cel_cases(std::string_view json) {
    Json const document = base::read_json(json, "cel");
    if (document.array() == nullptr) refuse(0, "[…]");
    std::string answers = "[";
    std::size_t number = 0;
    for (Json const &each : *document.array()) {
        if (number++ > 0) answers += ",\n";
        answers += answer(read_case(each, number));
    }
    return answers + "]";
}

} // namespace jingzhun::cel
