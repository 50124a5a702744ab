// The type check of names, literals, fields and lists; calls are in check_call.cpp.
#include "cel/check.hpp"

#include "base/text.hpp"
#include "cel/check_state.hpp"

#include <algorithm>
#include <utility>

namespace jingzhun::cel {
namespace {

// The kind of a literal.
struct LiteralKind {
    Kind operator()(std::nullptr_t) const { return Kind::null; }
    Kind operator()(bool) const { return Kind::boolean; }
    Kind operator()(std::int64_t) const { return Kind::integer; }
    Kind operator()(std::uint64_t) const { return Kind::unsigned_integer; }
    Kind operator()(double) const { return Kind::real; }
    Kind operator()(std::string const &) const { return Kind::text; }
    Kind operator()(Bytes const &) const { return Kind::bytes; }
    Kind operator()(base::Date) const { return Kind::date; }
    Kind operator()(base::Money) const { return Kind::money; }
    template <class Other> Kind operator()(Other const &) const { return Kind::dyn; }
};

} // namespace

Checked check(Expression const &expression, Schema const &schema, std::string_view self,
              bool has_period, std::vector<Variable> const &variables) {
    return Checker(schema, self, has_period, variables).run(expression);
}

Checker::Checker(Schema const &schema, std::string_view self, bool has_period,
                 std::vector<Variable> const &variables)
    : schema_(schema), self_(self.empty() ? nullptr : schema.find(self)), has_period_(has_period),
      scope_(variables) {}

Checked Checker::run(Expression const &expression) {
    expression_ = &expression;
    out_.type = visit(*expression.root);
    return std::move(out_);
}

Type Checker::visit(Node const &node) {
    Type type = type_of(node);
    out_.types[&node] = type;
    return type;
}

Type Checker::type_of(Node const &node) {
    switch (node.kind) {
    case NodeKind::literal:
        return literal(node);
    case NodeKind::identifier:
        return identifier(node);
    case NodeKind::select:
        return select(node);
    case NodeKind::has:
        field_of(node, visit(*node.children[0]));
        return {Kind::boolean};
    case NodeKind::index:
        return index(node);
    case NodeKind::call:
        return call(node);
    case NodeKind::list:
        return list(node);
    case NodeKind::map:
        return map(node);
    case NodeKind::macro:
        return macro(node);
    }
    return {};
}

Type Checker::literal(Node const &node) const {
    return {std::visit(LiteralKind{}, node.literal.data)};
}

Variable const *Checker::find_variable(std::string_view name) const {
    auto const found = std::find_if(scope_.rbegin(), scope_.rend(), [&](Variable const &variable) {
        return variable.name == name;
    });
    return found == scope_.rend() ? nullptr : &*found;
}

Variable const *Checker::qualified_variable(Node const &node) const {
    std::string name = node.name;
    Node const *owner = node.children[0].get();
    for (; owner->kind == NodeKind::select; owner = owner->children[0].get())
        name = owner->name + "." + name;
    if (owner->kind != NodeKind::identifier) return nullptr;
    return find_variable(owner->name + "." + name);
}

std::vector<std::string> Checker::names_in_scope() const {
    std::vector<std::string> names = {"as_of"};
    if (has_period_) names.emplace_back("period");
    for (Variable const &variable : scope_) names.push_back(variable.name);
    if (self_ != nullptr)
        for (Field const &field : self_->fields) names.push_back(field.name);
    return names;
}

Type Checker::identifier(Node const &node) {
    if (!node.is_absolute)
        if (Variable const *variable = find_variable(node.name)) return variable->type;
    if (self_ != nullptr)
        if (Field const *field = self_->find(node.name)) return field_type(*self_, *field);
    if (Variable const *variable = find_variable(node.name)) return variable->type;
    if (self_ != nullptr && node.name == "self") return record_of(self_->name);
    if (node.name == "as_of") return {Kind::date};
    if (node.name == "period" && has_period_) return {Kind::period};
    static constexpr std::string_view type_names[] = {
        "bool", "int",  "uint",      "double", "string", "bytes",  "list",
        "map",  "type", "null_type", "date",   "money",  "period", "dyn"};
    if (std::find(std::begin(type_names), std::end(type_names), node.name) != std::end(type_names))
        return {Kind::type};
    if (!hint_name(node)) report_name(node, "cel_unknown_name", node.name, names_in_scope());
    return {};
}

Type Checker::select(Node const &node) {
    if (Variable const *variable = qualified_variable(node)) return variable->type;
    // Names of the specification's own types: google.protobuf.Timestamp.
    Node const *first = node.children[0].get();
    while (first->kind == NodeKind::select) first = first->children[0].get();
    if (first->kind == NodeKind::identifier && first->name == "google" && !find_variable("google"))
        return {Kind::type};
    return field_of(node, visit(*node.children[0]));
}

Type Checker::field_of(Node const &node, Type const &owner) {
    switch (owner.kind) {
    case Kind::dyn:
        return {};
    case Kind::map:
        return owner.arguments.size() == 2 ? owner.arguments[1] : Type{};
    case Kind::period:
        if (node.name == "from" || node.name == "to") return {Kind::date};
        if (node.name == "unit" || node.name == "name") return {Kind::text};
        report_name(node, "cel_unknown_field", node.name, {"from", "to", "unit", "name"},
                    {{"record", "period"}});
        return {};
    case Kind::record:
        break;
    default:
        if (!hint_field(node, owner))
            report(node, "cel_no_fields", {{"name", node.name}, {"type", to_string(owner)}});
        return {};
    }
    RecordSchema const *record = schema_.find(owner.name);
    if (record == nullptr) return {};
    if (Field const *field = record->find(node.name)) return field_type(*record, *field);
    std::vector<std::string> names;
    for (Field const &field : record->fields) names.push_back(field.name);
    report_name(node, "cel_unknown_field", node.name, names, {{"record", record->name}});
    return {};
}

// A derived field's expression is checked once, with its own record as self and nothing else in
// scope.
Type Checker::field_type(RecordSchema const &record, Field const &field) {
    if (field.source != FieldSource::derived || field.derived == nullptr) return field.type;
    auto const declared = [&](Type const &found) {
        return field.type.kind == Kind::dyn ? found : field.type;
    };
    if (auto const known = derived_.find(&field); known != derived_.end())
        return declared(known->second);
    if (std::find(in_progress_.begin(), in_progress_.end(), &field) != in_progress_.end()) {
        out_.problems.push_back({"cel_derived_cycle",
                                 place_of(*field.derived, field.derived->root->span),
                                 {{"field", record.name + "." + field.name}}});
        return field.type;
    }
    in_progress_.push_back(&field);
    auto const outer_self = std::exchange(self_, &record);
    auto const outer_expression = std::exchange(expression_, field.derived.get());
    auto outer_scope = std::exchange(scope_, {});
    bool const outer_period = std::exchange(has_period_, false);
    Type const found = visit(*field.derived->root);
    if (!compatible(found, field.type))
        report(*field.derived->root, "cel_wrong_type",
               {{"expected", to_string(field.type)}, {"found", to_string(found)}});
    has_period_ = outer_period;
    scope_ = std::move(outer_scope);
    expression_ = outer_expression;
    self_ = outer_self;
    in_progress_.pop_back();
    derived_[&field] = found;
    return declared(found);
}

Type Checker::index(Node const &node) {
    Type const owner = visit(*node.children[0]);
    Type const key = visit(*node.children[1]);
    if (owner.kind == Kind::list) {
        if (!compatible(key, {Kind::integer}))
            report(*node.children[1], "cel_wrong_type",
                   {{"expected", "int"}, {"found", to_string(key)}});
        return owner.arguments.empty() ? Type{} : owner.arguments[0];
    }
    if (owner.kind == Kind::map) {
        if (owner.arguments.size() != 2) return {};
        if (!compatible(key, owner.arguments[0]))
            report(*node.children[1], "cel_wrong_type",
                   {{"expected", to_string(owner.arguments[0])}, {"found", to_string(key)}});
        return owner.arguments[1];
    }
    if (owner.kind != Kind::dyn)
        report(node, "cel_wrong_type", {{"expected", "list, map"}, {"found", to_string(owner)}});
    return {};
}

// A list or map of nothing has no arguments: it takes those of what it stands beside.
Type Checker::list(Node const &node) {
    if (node.children.empty()) return {Kind::list};
    Type element;
    bool first = true;
    for (auto const &child : node.children) {
        Type const type = visit(*child);
        element = first ? type : join(element, type);
        first = false;
    }
    return list_of(element);
}

Type Checker::map(Node const &node) {
    if (node.children.empty()) return {Kind::map};
    Type key, value;
    for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
        Type const found_key = visit(*node.children[i]);
        Type const found_value = visit(*node.children[i + 1]);
        key = i == 0 ? found_key : join(key, found_key);
        value = i == 0 ? found_value : join(value, found_value);
    }
    return {Kind::map, {key, value}};
}

void Checker::report(Node const &node, std::string_view code, base::Arguments arguments) {
    arguments.emplace_back("caret", "\n" + caret(*expression_, node.span));
    out_.problems.push_back(
        {std::string(code), place_of(*expression_, node.span), std::move(arguments)});
}

void Checker::report_name(Node const &node, std::string_view code, std::string const &name,
                          std::vector<std::string> const &candidates, base::Arguments more) {
    more.emplace_back("name", name);
    auto const near = base::nearest(name, candidates);
    if (near) more.emplace_back("suggestion", *near);
    report(node, near ? std::string(code) + "_near" : std::string(code), std::move(more));
}

} // namespace jingzhun::cel
