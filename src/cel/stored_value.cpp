// Cells, lists, relations and references as values.
#include "cel/stored_value.hpp"

#include "cel/functions.hpp"

#include <optional>

namespace jingzhun::cel {
namespace {

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
        return missing_value(record, field);
    List list;
    for (auto i = items.offsets[record.row]; i < items.offsets[record.row + 1]; ++i)
        list.push_back({std::string(strings.text(items.items[i]))});
    return make_list(std::move(list));
}

Value read_relation(Relation const &relation, RecordReference record, Field const &field) {
    if (record.row + 1 >= relation.offsets.size()) return missing_value(record, field);
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
    if (row == -2) return missing_value(record, field);
    if (row < 0) return {nullptr};
    return {RecordReference{static_cast<std::uint32_t>(reference.table),
                            static_cast<std::uint32_t>(row)}};
}

} // namespace

Value missing_value(RecordReference record, Field const &field) {
    return {Unknown{{MissingFact{record, field.name}}}};
}

Value stored_value(Population const &population, RecordReference record, Field const &field) {
    if (record.table >= population.tables.size()) return missing_value(record, field);
    Table const &table = population.tables[record.table];
    switch (field.source) {
    case FieldSource::column:
        return read_cell(table.columns.at(field.index), record.row, field.type.kind,
                         population.strings)
            .value_or(missing_value(record, field));
    case FieldSource::items:
        return read_items(table.item_lists.at(field.index), record, field, population.strings);
    case FieldSource::relation:
        return read_relation(table.relations.at(field.index), record, field);
    case FieldSource::reference:
        return read_reference(table.references.at(field.index), record, field);
    case FieldSource::derived:
        break;
    }
    return missing_value(record, field);
}

} // namespace jingzhun::cel
