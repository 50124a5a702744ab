// The sum of nothing: 0, but 0.00 yuan of money and 0.0 of reals, as the elements would have been.
#include "cel/check.hpp"
#include "cel/evaluate_state.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

Type type_of_literal(Value const &value) {
    if (value.as<double>()) return {Kind::real};
    return {value.as<std::int64_t>() ? Kind::integer : Kind::dyn};
}

// Reads types off a tree where there is no value to ask: of what rules sum as a rule, and quickly.
// What it is not sure of is dyn, and then the type check is asked.
class Guess {
  public:
    Guess(Schema const &schema, RecordSchema const *self) : schema_(schema), self_(self) {}

    void bind(std::string_view variable, Type type) {
        variables_.emplace_back(variable, std::move(type));
    }

    Type type_of(Node const &node) {
        switch (node.kind) {
        case NodeKind::literal:
            return type_of_literal(node.literal);
        case NodeKind::identifier:
            return type_of_name(node.name);
        case NodeKind::select:
            return type_of_field(type_of(*node.children[0]), node.name);
        case NodeKind::index:
            return element_of(type_of(*node.children[0]));
        case NodeKind::list:
            return list_of(amount_among(node, 0));
        case NodeKind::call:
            return type_of_call(node);
        case NodeKind::macro:
            return type_of_macro(node);
        default:
            return {};
        }
    }

    // What an element of the macro's list becomes.
    Type type_of_macro(Node const &node) {
        Type const range = type_of(*node.children[0]);
        if (node.name == "filter") return range;
        std::size_t const outer = variables_.size();
        if (node.second_variable.empty()) {
            bind(node.variable, element_of(range));
        } else {
            bind(node.variable, {Kind::integer});
            bind(node.second_variable, element_of(range));
        }
        Type last = type_of(*node.children.back());
        variables_.resize(outer);
        if (node.name == "map" || node.name == "transformList") return list_of(std::move(last));
        return is_choice(node.name) ? last : Type{};
    }

  private:
    static bool is_choice(std::string_view name) {
        return name == "sum" || name == "min" || name == "max";
    }
    static Type element_of(Type const &list) {
        return list.kind == Kind::list && !list.arguments.empty() ? list.arguments[0] : Type{};
    }

    Type type_of_name(std::string_view name) const {
        for (auto bound = variables_.rbegin(); bound != variables_.rend(); ++bound)
            if (bound->first == name) return bound->second;
        if (self_ == nullptr) return {};
        return name == "self" ? record_of(self_->name)
                              : type_of_field(record_of(self_->name), name);
    }

    Type type_of_field(Type const &owner, std::string_view name) const {
        RecordSchema const *record =
            owner.kind == Kind::record ? schema_.find(owner.name) : nullptr;
        Field const *field = record == nullptr ? nullptr : record->find(name);
        return field == nullptr ? Type{} : field->type;
    }

    // Of several amounts the whole is money where one of them is; dyn where one is not known.
    Type amount_among(Node const &node, std::size_t first) {
        Type found;
        for (std::size_t i = first; i < node.children.size(); ++i) {
            Type const type = type_of(*node.children[i]);
            bool const is_amount =
                type.kind == Kind::integer || type.kind == Kind::real || type.kind == Kind::money;
            if (!is_amount) return {};
            if (i == first || type.kind == Kind::money) found.kind = type.kind;
            else if (found.kind != Kind::money && found.kind != type.kind) return {};
        }
        return found;
    }

    Type type_of_call(Node const &node) {
        std::string_view const name = node.name;
        if (node.is_member && name == "distinct") return type_of(*node.children[0]);
        if (node.is_member && is_choice(name)) return element_of(type_of(*node.children[0]));
        if (name == "money") return {Kind::money};
        if (name == "double") return {Kind::real};
        if (name == "_?_:_") return amount_among(node, 1);
        for (Parameter const &parameter : schema_.parameters)
            if (parameter.name == name) return parameter.type;
        bool const keeps_kind = name == "_+_" || name == "_-_" || name == "_*_" || name == "-_" ||
                                name == "abs" || name == "least" || name == "greatest";
        if (name == "_/_") {
            Type const type = type_of(*node.children[0]);
            return type.kind == Kind::money ? Type{} : type;
        }
        return keeps_kind ? amount_among(node, 0) : Type{};
    }

    Schema const &schema_;
    RecordSchema const *self_;
    std::vector<std::pair<std::string_view, Type>> variables_;
};

} // namespace

// `sum` is list.sum() or list.sum(v, e).
Value Walk::zero_of(Node const &sum) const {
    static Schema const none;
    Schema const &schema = scope_.schema == nullptr ? none : *scope_.schema;
    Guess guess(schema, self_ ? schema_of(*self_) : nullptr);
    for (std::size_t i = bindings_begin_; i < bindings_.size(); ++i) {
        auto const *record = bindings_[i].value.as<RecordReference>();
        RecordSchema const *known = record == nullptr ? nullptr : schema_of(*record);
        guess.bind(bindings_[i].name, known == nullptr ? Type{} : record_of(known->name));
    }
    Kind kind = guess.type_of(sum).kind;
    if (kind == Kind::dyn && self_) {
        RecordSchema const *self = schema_of(*self_);
        Checked const checked =
            check(*expression_, schema, self == nullptr ? "" : self->name, true);
        if (auto const found = checked.types.find(&sum); found != checked.types.end())
            kind = found->second.kind;
    }
    if (kind == Kind::money) return {base::Money{0}};
    if (kind == Kind::real) return {0.0};
    return {std::int64_t{0}};
}

} // namespace jingzhun::cel
