// Lowering of names, literals and fields.
#include "cel/check_overloads.hpp"
#include "cel/compile_state.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace jingzhun::cel {

Lowering::Lowering(Schema const &schema, std::string_view record, Program &program)
    : schema_(schema), program_(program) {
    auto const table = static_cast<std::int32_t>(schema.index_of(record));
    program.domains.push_back({});
    Domain rows;
    rows.parent = constants;
    rows.child_table = table;
    rows.depth = 1;
    program.domains.push_back(rows);
    self_ = {record_of(std::string(record)),
             emit(Op::rows, Lane::integer, {}, 0, table, table_rows)};
}

Register Lowering::truth(Expression const &expression, Checked const &types) {
    expression_ = &expression;
    types_ = &types.types;
    return truth_of(*expression.root).value;
}

// A quotient of money is given as a real number of yuan.
Term Lowering::value(Expression const &expression, Checked const &types) {
    expression_ = &expression;
    types_ = &types.types;
    Term const result = lower(*expression.root);
    if (result.divisor == no_register) return result;
    // Compared with itself, it is known where it has a value: not by zero, not beyond 64 bits.
    Register const known = emit(Op::quotient_equal, Lane::truth,
                                {result.value, result.divisor, result.value, result.divisor});
    Register below = emit(Op::to_real, Lane::real, {result.divisor});
    Register const hundred =
        emit(Op::real_constant, Lane::real, {}, std::bit_cast<std::int64_t>(100.0));
    below = emit(Op::multiply_real, Lane::real, {below, hundred});
    Register const above = emit(Op::to_real, Lane::real, {result.value});
    return {{Kind::real}, guarded(emit(Op::divide_real, Lane::real, {above, below}), known)};
}

Term Lowering::truth_of(Node const &node) {
    Term const result = lower(node);
    if (result.type.kind != Kind::boolean) refuse(node, text_of(*expression_, node));
    return result;
}

Term Lowering::lower(Node const &node) {
    switch (node.kind) {
    case NodeKind::literal:
        return literal(node);
    case NodeKind::identifier:
        return identifier(node);
    case NodeKind::select:
        return select(node);
    case NodeKind::has:
        return has(node);
    case NodeKind::call:
        return call(node);
    case NodeKind::macro:
        return macro(node);
    case NodeKind::index:
    case NodeKind::list:
    case NodeKind::map:
        break;
    }
    refuse(node, text_of(*expression_, node));
}

Term Lowering::literal(Node const &node) {
    Value const &value = node.literal;
    if (auto const *truth = value.as<bool>()) return {{Kind::boolean}, truth_constant(*truth)};
    if (auto const *number = value.as<std::int64_t>())
        return {{Kind::integer}, integer_constant(*number)};
    if (auto const *text = value.as<std::string>()) return {{Kind::text}, text_constant(*text)};
    if (auto const *date = value.as<base::Date>())
        return {{Kind::date}, integer_constant(date->days)};
    if (auto const *money = value.as<base::Money>())
        return {{Kind::money}, integer_constant(money->fen)};
    if (auto const *real = value.as<double>())
        return {{Kind::real},
                emit(Op::real_constant, Lane::real, {}, std::bit_cast<std::int64_t>(*real))};
    if (value.as<std::nullptr_t>()) return {{Kind::null}, integer_constant(nobody)};
    refuse(node, text_of(*expression_, node));
}

Term const *Lowering::variable(std::string_view name) const {
    auto const found = std::find_if(scope_.rbegin(), scope_.rend(),
                                    [&](auto const &bound) { return bound.first == name; });
    return found == scope_.rend() ? nullptr : &found->second;
}

Term Lowering::identifier(Node const &node) {
    if (!node.is_absolute)
        if (Term const *bound = variable(node.name)) return *bound;
    RecordSchema const *record = schema_.find(self_.type.name);
    if (record != nullptr && record->find(node.name) != nullptr)
        return field(node, self_, node.name);
    if (node.name == "self") return self_;
    if (node.name == "as_of") return {{Kind::date}, emit(Op::as_of, Lane::integer, {})};
    refuse(node, node.name);
}

Term Lowering::select(Node const &node) {
    Node const &owner = *node.children[0];
    if (owner.kind == NodeKind::identifier && owner.name == "period" &&
        variable("period") == nullptr) {
        if (node.name == "from") return {{Kind::date}, emit(Op::period_from, Lane::integer, {})};
        if (node.name == "to") return {{Kind::date}, emit(Op::period_to, Lane::integer, {})};
        if (node.name == "name") return {{Kind::text}, emit(Op::period_name, Lane::integer, {})};
        if (node.name == "unit") return {{Kind::text}, emit(Op::period_unit, Lane::integer, {})};
    }
    return field(node, lower(owner), node.name);
}

Term Lowering::field(Node const &node, Term const &record, std::string_view name) {
    RecordSchema const *schema =
        record.type.kind == Kind::record ? schema_.find(record.type.name) : nullptr;
    Field const *found = schema == nullptr ? nullptr : schema->find(name);
    if (found == nullptr) refuse(node, text_of(*expression_, node));
    auto const table = static_cast<std::int32_t>(schema_.index_of(schema->name));
    auto const index = static_cast<std::int64_t>(found->index);
    if (found->source == FieldSource::derived && found->derived != nullptr)
        return derived(*found, record);
    if (found->source == FieldSource::reference)
        return {found->type, emit(Op::reference, Lane::integer, {record.value}, index, table)};
    if (found->source != FieldSource::column || !in_lanes(found->type))
        refuse(node, text_of(*expression_, node));
    return {found->type, emit(Op::column, lane_of(found->type), {record.value}, index, table)};
}

Term Lowering::derived(Field const &field, Term const &record) {
    auto const key = std::make_pair(&field, record.value);
    if (auto const known = derived_.find(key); known != derived_.end()) return known->second;
    auto const outer_self = std::exchange(self_, Term(record)); // `record` may be self_ itself
    auto const outer_expression = std::exchange(expression_, field.derived.get());
    auto outer_scope = std::exchange(scope_, {});
    Term result = lower(*field.derived->root);
    scope_ = std::move(outer_scope);
    expression_ = outer_expression;
    self_ = outer_self;
    if (field.type.kind == Kind::money && result.type.kind == Kind::integer)
        result.value = emit(Op::multiply, Lane::integer, {result.value, integer_constant(100)});
    if (field.type.kind == Kind::money && result.divisor == no_register)
        result.type.kind = Kind::money;
    return derived_[key] = result;
}

// has() is false where the record is nobody or not known, but an error where asking for it is one:
// in has(a.b.c.f), where a.b is nobody.
Term Lowering::has(Node const &node) {
    Register error = no_register;
    for (Node const *owner = node.children[0].get(); owner->kind == NodeKind::select;) {
        owner = owner->children[0].get();
        bool const is_name = owner->kind == NodeKind::identifier;
        if (is_name && (owner->name == "self" || variable(owner->name) != nullptr)) break;
        Register const above = lower(*owner).value;
        Register const is_nobody =
            both(emit(Op::is_known, Lane::truth, {above}),
                 emit(Op::equal, Lane::truth, {above, integer_constant(nobody)}));
        error =
            error == no_register ? is_nobody : emit(Op::either, Lane::truth, {error, is_nobody});
    }
    Term result = has_field(node);
    if (error != no_register)
        result.value = emit(Op::select_truth, Lane::truth,
                            {error, emit(Op::unknown_constant, Lane::truth, {}), result.value});
    return result;
}

Term Lowering::has_field(Node const &node) {
    Term const record = lower(*node.children[0]);
    RecordSchema const *schema =
        record.type.kind == Kind::record ? schema_.find(record.type.name) : nullptr;
    Field const *found = schema == nullptr ? nullptr : schema->find(node.name);
    if (found == nullptr) refuse(node, text_of(*expression_, node));
    auto const table = static_cast<std::int32_t>(schema_.index_of(schema->name));
    auto const index = static_cast<std::int64_t>(found->index);
    auto const test = [&](Op op) {
        return Term{{Kind::boolean}, emit(op, Lane::truth, {record.value}, index, table)};
    };
    switch (found->source) {
    case FieldSource::column:
        return test(Op::column_present);
    case FieldSource::reference:
        return test(Op::reference_present);
    case FieldSource::items:
        return test(Op::items_present);
    case FieldSource::relation: {
        Register const gap = emit(Op::relation_gap, Lane::truth, {record.value}, index, table);
        return {{Kind::boolean}, emit(Op::is_known, Lane::truth, {gap})};
    }
    case FieldSource::derived:
        break;
    }
    Term const value = derived(*found, record);
    Register known = emit(Op::is_known, Lane::truth, {value.value});
    if (value.divisor != no_register) {
        Register const zero = emit(Op::equal, Lane::truth, {value.divisor, integer_constant(0)});
        known = both(known, both(emit(Op::is_known, Lane::truth, {zero}),
                                 emit(Op::negate, Lane::truth, {zero})));
    }
    return {{Kind::boolean}, known};
}

// The deepest domain among the names a tree uses that are bound outside it.
DomainIndex Lowering::depends(Node const &node, std::vector<std::string> &bound) const {
    DomainIndex at = constants;
    if (node.kind == NodeKind::identifier) {
        if (std::find(bound.begin(), bound.end(), node.name) != bound.end()) return at;
        if (Term const *outer = variable(node.name)) return domain_of(outer->value);
        RecordSchema const *record = schema_.find(self_.type.name);
        bool const of_self =
            node.name == "self" || (record != nullptr && record->find(node.name) != nullptr);
        return of_self ? domain_of(self_.value) : at;
    }
    std::size_t i = 0;
    bool const is_macro = node.kind == NodeKind::macro;
    if (is_macro) {
        at = depends(*node.children[i++], bound);
        bound.push_back(node.variable);
        bound.push_back(node.second_variable);
    }
    for (; i < node.children.size(); ++i) at = deepest(at, depends(*node.children[i], bound));
    if (is_macro) bound.resize(bound.size() - 2);
    return at;
}

} // namespace jingzhun::cel
