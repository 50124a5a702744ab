// Fields of records: columns, lists, relations, references and derived fields; and of maps and
// periods.
#include "cel/compare.hpp"
#include "cel/evaluate_state.hpp"
#include "cel/stored_value.hpp"

namespace jingzhun::cel {
namespace {

std::string unit_of(base::Period const &period) {
    for (auto const unit : {base::PeriodUnit::day, base::PeriodUnit::week, base::PeriodUnit::month,
                            base::PeriodUnit::quarter, base::PeriodUnit::year}) {
        base::Period const whole = base::period_of(unit, period.from);
        if (whole.from == period.from && whole.to == period.to)
            return std::string(base::to_string(unit));
    }
    return {};
}

Value part_of(base::Period const &period, std::string const &name) {
    if (name == "from") return {period.from};
    if (name == "to") return {period.to};
    if (name == "name") return {period.name};
    if (name == "unit") return {unit_of(period)};
    return make_error("cel_no_such_field", "period." + name);
}

constexpr int derived_max = 16;

} // namespace

RecordSchema const *Walk::schema_of(RecordReference record) const {
    bool const is_known = scope_.schema != nullptr && record.table < scope_.schema->records.size();
    return is_known ? &scope_.schema->records[record.table] : nullptr;
}

Value Walk::field_of(Value const &owner, Node const &node) {
    std::array const one{owner};
    if (auto stopped = undecided(one)) return *std::move(stopped);
    if (auto const *record = owner.as<RecordReference>()) return read_field(*record, node.name);
    if (auto const *map = owner.as<std::shared_ptr<Map const>>()) {
        if (!budget_.take_steps((*map)->size() / 4)) return cost_error();
        Value const *found = find_key(**map, {node.name});
        return found != nullptr ? *found : make_error("cel_no_such_key", node.name);
    }
    if (auto const *period = owner.as<base::Period>()) return part_of(*period, node.name);
    if (owner.as<std::nullptr_t>())
        return make_error("cel_nobody", std::string(text_of(*expression_, node)));
    return no_overload("." + node.name, one);
}

Value Walk::read_field(RecordReference record, std::string_view name) {
    RecordSchema const *schema = schema_of(record);
    Field const *field = schema == nullptr ? nullptr : schema->find(name);
    if (field == nullptr) return make_error("cel_no_such_field", std::string(name));
    if (trace_ != nullptr) trace_->fact = MissingFact{record, field->name};
    if (field->source == FieldSource::derived) return derived(record, *field);
    if (scope_.population == nullptr) return missing_value(record, *field);
    return stored_value(*scope_.population, record, *field);
}

// A derived field sees its own record and the context, nothing of the expression that asks for it.
Value Walk::derived(RecordReference record, Field const &field) {
    auto const key = std::pair(&field, record.row);
    if (auto const known = derived_.find(key); known != derived_.end()) return known->second;
    if (field.derived == nullptr || field.derived->root == nullptr) return missing_value(record, field);
    auto const outer_self = std::exchange(self_, record);
    auto const outer_begin = std::exchange(bindings_begin_, bindings_.size());
    auto const outer_expression = std::exchange(expression_, field.derived.get());
    bool const outer_derived = std::exchange(is_derived_, true);
    Branches *const outer_branches = std::exchange(branches_, nullptr);
    ++derived_depth_;
    Value result = derived_depth_ > derived_max ? make_error("cel_derived_depth", field.name)
                                                : visit(*field.derived->root);
    --derived_depth_;
    branches_ = outer_branches;
    is_derived_ = outer_derived;
    expression_ = outer_expression;
    bindings_begin_ = outer_begin;
    self_ = outer_self;
    derived_.emplace(key, result);
    return result;
}

Value Walk::has(Node const &node) {
    Value const owner = visit(*node.children[0]);
    if (owner.is_error()) return owner;
    if (owner.is_unknown() || owner.as<std::nullptr_t>()) return {false};
    if (auto const *map = owner.as<std::shared_ptr<Map const>>())
        return {find_key(**map, {node.name}) != nullptr};
    auto const *record = owner.as<RecordReference>();
    if (record == nullptr) return no_overload("has", std::array{owner});
    RecordSchema const *schema = schema_of(*record);
    Field const *field = schema == nullptr ? nullptr : schema->find(node.name);
    if (field == nullptr) return make_error("cel_no_such_field", node.name);
    if (trace_ != nullptr) trace_->fact = MissingFact{*record, field->name};
    return {has_field(*record, *field)};
}

// Known: a column's or list's fact is there, a relation is complete, a reference names somebody.
bool Walk::has_field(RecordReference record, Field const &field) {
    Value const value = read_field(record, field.name);
    bool const is_known =
        !value.is_unknown() && !value.is_error() && value.as<PartialList>() == nullptr;
    return is_known && !(field.source == FieldSource::reference && value.as<std::nullptr_t>());
}

} // namespace jingzhun::cel
