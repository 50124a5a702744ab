// What a name means: a macro's variable, a variable of the scope, a field of the record, the
// context, a type.
#include "cel/compare.hpp"
#include "cel/evaluate_state.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::cel {
namespace {

bool is_type_name(std::string_view name) {
    static constexpr std::array<std::string_view, 14> names{"bool",
                                                            "int",
                                                            "uint",
                                                            "double",
                                                            "string",
                                                            "bytes",
                                                            "list",
                                                            "map",
                                                            "type",
                                                            "null_type",
                                                            "date",
                                                            "money",
                                                            "google.protobuf.Timestamp",
                                                            "google.protobuf.Duration"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The value of a parameter or a stored cell as the type declares it.
Value of_type(base::Value const &cell, Kind kind) {
    if (auto const *text = std::get_if<std::string>(&cell)) return {*text};
    if (auto const *real = std::get_if<double>(&cell)) return {*real};
    auto const *number = std::get_if<std::int64_t>(&cell);
    if (number == nullptr) return make_error("cel_parameter_gap");
    switch (kind) {
    case Kind::boolean:
        return {*number != 0};
    case Kind::date:
        return {base::Date{static_cast<std::int32_t>(*number)}};
    case Kind::money:
        return {base::Money{*number}};
    case Kind::real:
        return {static_cast<double>(*number)};
    default:
        return {*number};
    }
}

} // namespace

Value Walk::identifier(Node const &node) {
    if (!node.is_absolute)
        if (Value const *bound = find_binding(node.name)) return *bound;
    if (Value const *variable = find_variable(node.name, node.is_absolute)) return *variable;
    if (self_ && node.name == "self") return {*self_};
    if (self_)
        if (RecordSchema const *schema = schema_of(*self_);
            schema != nullptr && schema->find(node.name) != nullptr)
            return read_field(*self_, node.name);
    if (auto found = named_by_context(node.name)) return *std::move(found);
    if (is_type_name(node.name)) return {TypeName{node.name}};
    return make_error("cel_unbound", node.name);
}

std::optional<Value> Walk::named_by_context(std::string_view name) const {
    if (name == "as_of") return Value{scope_.context.as_of};
    if (name == "period" && !scope_.context.period.name.empty())
        return Value{scope_.context.period};
    return std::nullopt;
}

Value Walk::select(Node const &node) {
    if (auto found = qualified(node)) return *std::move(found);
    return field_of(visit(*node.children[0]), node);
}

Value const *Walk::find_binding(std::string_view name) const {
    for (std::size_t i = bindings_.size(); i > bindings_begin_; --i)
        if (bindings_[i - 1].name == name) return &bindings_[i - 1].value;
    return nullptr;
}

// By the specification's rules: in container A.B the name x is A.B.x, A.x or x, whichever is there
// first.
Value const *Walk::find_variable(std::string_view name, bool is_absolute) const {
    if (is_derived_ || scope_.variables.empty()) return nullptr;
    auto const exactly = [&](std::string_view full) -> Value const * {
        for (auto const &[variable, value] : scope_.variables)
            if (variable == full) return &value;
        return nullptr;
    };
    std::string container = is_absolute ? std::string() : scope_.container;
    while (!container.empty()) {
        if (Value const *found = exactly(container + "." + std::string(name))) return found;
        auto const point = container.rfind('.');
        container.resize(point == std::string::npos ? 0 : point);
    }
    return exactly(name);
}

// a.b.c where that whole name is a variable or a type.
std::optional<Value> Walk::qualified(Node const &node) const {
    Node const *root = node.children[0].get();
    while (root->kind == NodeKind::select) root = root->children[0].get();
    if (root->kind != NodeKind::identifier) return std::nullopt;
    bool const is_candidate = root->name == "google" || (!is_derived_ && !scope_.variables.empty());
    if (!is_candidate || (!root->is_absolute && find_binding(root->name) != nullptr))
        return std::nullopt;
    std::vector<std::string_view> names{node.name};
    for (Node const *each = node.children[0].get(); each != root; each = each->children[0].get())
        names.push_back(each->name);
    std::string full = root->name;
    for (auto name = names.rbegin(); name != names.rend(); ++name) full.append(".").append(*name);
    if (Value const *found = find_variable(full, root->is_absolute)) return *found;
    if (root->name == "google" && is_type_name(full)) return Value{TypeName{full}};
    return std::nullopt;
}

Parameter const *Walk::find_parameter(std::string_view name) const {
    bool const is_operator = name.front() == '_' || name.front() == '@' || name.back() == '_';
    if (scope_.schema == nullptr || is_operator) return nullptr;
    for (Parameter const &parameter : scope_.schema->parameters)
        if (parameter.name == name) return &parameter;
    return nullptr;
}

// The area of the record the rule runs on, wherever in it a parameter is asked for.
std::string_view Walk::area() const {
    if (scope_.self && scope_.population != nullptr) {
        Table const &table = scope_.population->tables[scope_.self->table];
        if (scope_.self->row < table.areas.size())
            return scope_.population->strings.text(table.areas[scope_.self->row]);
    }
    return scope_.context.area;
}

Value Walk::parameter(Parameter const &parameter, Values arguments) const {
    std::size_t const keys = parameter.key_names.size();
    base::Date date = scope_.context.as_of;
    bool const has_date = arguments.size() == keys + 1;
    if (has_date) {
        auto const *given = arguments.back().as<base::Date>();
        if (given == nullptr) return no_overload(parameter.name, arguments);
        date = *given;
    }
    std::vector<std::string> texts;
    for (Value const &argument : arguments.first(std::min(keys, arguments.size()))) {
        auto const *text = argument.as<std::string>();
        if (text == nullptr) return no_overload(parameter.name, arguments);
        texts.push_back(*text);
    }
    if (arguments.size() < keys || arguments.size() > keys + 1)
        return no_overload(parameter.name, arguments);
    base::Value const *found = find_value(parameter, texts, area(), date);
    if (found != nullptr) return of_type(*found, parameter.type.kind);
    std::string detail = parameter.name + "(";
    for (std::string const &text : texts) detail += "'" + text + "', ";
    return make_error("cel_parameter_gap", detail + base::to_string(date) + ")");
}

} // namespace jingzhun::cel
