// Fields of records: columns, lists, relations, references and derived fields; and of maps and
// periods.
#include "cel/compare.hpp"
#include "cel/evaluate_state.hpp"

namespace jingzhun::cel {
namespace {

Value missing(RecordReference record, Field const &field) {
    return {Unknown{{MissingFact{record, field.name}}}};
}

// The number in a cell, however narrow its column is.
std::optional<std::int64_t> whole_cell(Column const &column, std::size_t row) {
    return std::visit(
        [row](auto const &cells) {
            return row < cells.size() ? std::optional(static_cast<std::int64_t>(cells[row]))
                                      : std::nullopt;
        },
        column.values);
}

// The cell as a value of the field's type; nothing where the fact is not known.
std::optional<Value> read_cell(Column const &column, std::size_t row, Kind kind,
                               Strings const &strings) {
    if (!column.present.empty() && row / 64 >= column.present.size()) return std::nullopt;
    if (!bit(column.present, row)) return std::nullopt;
    if (auto const *reals = std::get_if<cel::Array<double>>(&column.values))
        return row < reals->size() ? std::optional(Value{(*reals)[row]}) : std::nullopt;
    auto const number = whole_cell(column, row);
    if (!number) return std::nullopt;
    switch (kind) {
    case Kind::boolean:
        return Value{*number != 0};
    case Kind::date:
        return Value{base::Date{static_cast<std::int32_t>(*number)}};
    case Kind::money:
        return Value{base::Money{*number}};
    case Kind::text:
        return Value{std::string(strings.text(static_cast<std::int32_t>(*number)))};
    default:
        return Value{*number};
    }
}

Value read_items(ItemList const &items, RecordReference record, Field const &field,
                 Strings const &strings) {
    if (!bit(items.present, record.row) || record.row + 1 >= items.offsets.size())
        return missing(record, field);
    List list;
    for (auto i = items.offsets[record.row]; i < items.offsets[record.row + 1]; ++i)
        list.push_back({std::string(strings.text(items.items[i]))});
    return make_list(std::move(list));
}

Value read_relation(Relation const &relation, RecordReference record, Field const &field) {
    if (record.row + 1 >= relation.offsets.size()) return missing(record, field);
    List list;
    for (auto i = relation.offsets[record.row]; i < relation.offsets[record.row + 1]; ++i)
        list.push_back(
            {RecordReference{static_cast<std::uint32_t>(relation.table), relation.child(i)}});
    if (bit(relation.complete, record.row)) return make_list(std::move(list));
    return {PartialList{std::make_shared<List const>(std::move(list)),
                        Unknown{{MissingFact{record, field.name}}}}};
}

// Nobody is null, so that it can be asked for.
Value read_reference(Reference const &reference, RecordReference record, Field const &field) {
    std::int32_t const row = record.row < reference.rows.size() ? reference.rows[record.row] : -2;
    if (row == -2) return missing(record, field);
    if (row < 0) return {nullptr};
    return {RecordReference{static_cast<std::uint32_t>(reference.table),
                            static_cast<std::uint32_t>(row)}};
}

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
    if (scope_.population == nullptr || record.table >= scope_.population->tables.size())
        return missing(record, *field);
    Table const &table = scope_.population->tables[record.table];
    Strings const &strings = scope_.population->strings;
    switch (field->source) {
    case FieldSource::column:
        return read_cell(table.columns.at(field->index), record.row, field->type.kind, strings)
            .value_or(missing(record, *field));
    case FieldSource::items:
        return read_items(table.item_lists.at(field->index), record, *field, strings);
    case FieldSource::relation:
        return read_relation(table.relations.at(field->index), record, *field);
    case FieldSource::reference:
        return read_reference(table.references.at(field->index), record, *field);
    case FieldSource::derived:
        break;
    }
    return missing(record, *field);
}

// A derived field sees its own record and the context, nothing of the expression that asks for it.
Value Walk::derived(RecordReference record, Field const &field) {
    auto const key = std::pair(&field, record.row);
    if (auto const known = derived_.find(key); known != derived_.end()) return known->second;
    if (field.derived == nullptr || field.derived->root == nullptr) return missing(record, field);
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
