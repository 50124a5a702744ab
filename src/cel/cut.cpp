// Gathering rows, then copying what is known of them.
#include "cel/cut.hpp"

#include "cel/stored_value.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::cel {
namespace {

Bits no_bits(std::size_t rows) { return Bits((rows + 63) / 64 + 1, 0); }
void set_bit(SharedBits &bits, std::size_t row, bool truth = true) {
    auto const mask = std::uint64_t{1} << (row % 64);
    if (bits.size() <= row / 64) bits.resize(row / 64 + 1);
    bits[row / 64] = truth ? bits[row / 64] | mask : bits[row / 64] & ~mask;
}

template <class Item> Item &place(std::vector<Item> &list, std::size_t index) {
    if (list.size() <= index) list.resize(index + 1);
    return list[index];
}

// Which rows a relation or reference leads to.
std::vector<RecordReference> led_to(Table const &table, UsedField const &used, std::uint32_t row) {
    std::vector<RecordReference> rows;
    if (used.source == FieldSource::relation && used.index < table.relations.size()) {
        auto const &relation = table.relations[used.index];
        if (row + 1 >= relation.offsets.size()) return rows;
        for (auto i = relation.offsets[row]; i < relation.offsets[row + 1]; ++i)
            rows.push_back({static_cast<std::uint32_t>(relation.table), relation.child(i)});
    }
    if (used.source == FieldSource::reference && used.index < table.references.size()) {
        auto const &reference = table.references[used.index];
        if (row < reference.rows.size() && reference.rows[row] >= 0)
            rows.push_back({static_cast<std::uint32_t>(reference.table),
                            static_cast<std::uint32_t>(reference.rows[row])});
    }
    return rows;
}

} // namespace

Cut::Cut(Population const &whole, Schema const &schema, CutWanted const &wanted)
    : schema_(schema), rows_(schema.records.size()), where_(schema.records.size()) {
    population.tables.resize(schema.records.size());
    for (std::size_t i = 0; i < schema.records.size(); ++i)
        population.tables[i].name = schema.records[i].name;
    gather(whole, wanted);
    for (std::size_t i = 0; i < rows_.size(); ++i) population.tables[i].rows = rows_[i].size();
    for (auto const &used : wanted.fields) fill(whole, wanted, used);
}

bool Cut::take(RecordReference row, std::size_t rows_max) {
    std::size_t all = 0;
    for (auto const &rows : rows_) all += rows.size();
    if (all >= rows_max || where_[row.table].contains(row.row)) return false;
    where_[row.table][row.row] = static_cast<std::uint32_t>(rows_[row.table].size());
    rows_[row.table].push_back(row.row);
    return true;
}

void Cut::gather(Population const &whole, CutWanted const &wanted) {
    auto waiting = wanted.roots;
    for (auto const &root : waiting) take(root, wanted.rows_max);
    while (!waiting.empty()) {
        auto const row = waiting.back();
        waiting.pop_back();
        for (auto const &used : wanted.fields) {
            if (used.record != row.table) continue;
            for (auto const &next : led_to(whole.tables[row.table], used, row.row))
                if (take(next, wanted.rows_max)) waiting.push_back(next);
        }
    }
}

std::int32_t Cut::now_at(std::size_t table, std::uint32_t row) const {
    auto const found = where_[table].find(row);
    return found == where_[table].end() ? -1 : static_cast<std::int32_t>(found->second);
}

RecordReference Cut::at(RecordReference whole) const {
    auto const row = now_at(whole.table, whole.row);
    assert(row >= 0);
    return {whole.table, static_cast<std::uint32_t>(row)};
}

void Cut::fill(Population const &whole, CutWanted const &wanted, UsedField const &used) {
    auto const &from = whole.tables[used.record];
    auto &to = population.tables[used.record];
    std::vector<bool> hidden;
    for (auto const row : rows_[used.record])
        hidden.push_back(wanted.hidden &&
                         wanted.hidden({static_cast<std::uint32_t>(used.record), row}, used));
    switch (used.source) {
    case FieldSource::column:
        return fill_column(whole, used, hidden);
    case FieldSource::items:
        return fill_items(whole, from, to, used, hidden);
    case FieldSource::relation:
        return fill_relation(from, to, used, hidden);
    case FieldSource::reference:
        return fill_reference(from, to, used, hidden);
    case FieldSource::derived:
        break;
    }
}

// By the field's kind: how narrow the column of the whole lies does not matter here.
void Cut::fill_column(Population const &whole, UsedField const &used,
                      std::vector<bool> const &hidden) {
    auto const &fields = schema_.records[used.record].fields;
    auto const field = std::ranges::find_if(fields, [&](Field const &one) {
        return one.source == FieldSource::column && one.index == used.index;
    });
    if (field == fields.end()) return;
    auto &to = population.tables[used.record];
    auto &column = place(to.columns, used.index);
    column.present = no_bits(to.rows);
    if (field->type.kind == Kind::real) column.values = Array<double>(to.rows, 0.0);
    else column.values = Array<std::int64_t>(to.rows, 0);
    auto const table = static_cast<std::uint32_t>(used.record);
    for (std::uint32_t i = 0; i < to.rows; ++i)
        if (!hidden[i])
            set({table, i}, *field, stored_value(whole, {table, rows_[used.record][i]}, *field));
}

void Cut::fill_items(Population const &whole, Table const &from, Table &to, UsedField const &used,
                     std::vector<bool> const &hidden) {
    auto &list = place(to.item_lists, used.index);
    list.present = no_bits(to.rows);
    list.offsets.push_back(0);
    static ItemList const none;
    auto const &old = used.index < from.item_lists.size() ? from.item_lists[used.index] : none;
    for (std::size_t i = 0; i < to.rows; ++i) {
        auto const row = rows_[used.record][i];
        if (!hidden[i] && row + 1 < old.offsets.size() && bit(old.present, row)) {
            set_bit(list.present, i);
            for (auto at = old.offsets[row]; at < old.offsets[row + 1]; ++at)
                list.items.push_back(population.strings.intern(whole.strings.text(old.items[at])));
        }
        list.offsets.push_back(static_cast<std::uint32_t>(list.items.size()));
    }
}

void Cut::fill_relation(Table const &from, Table &to, UsedField const &used,
                        std::vector<bool> const &hidden) {
    auto &relation = place(to.relations, used.index);
    static Relation const none;
    auto const &old = used.index < from.relations.size() ? from.relations[used.index] : none;
    relation.table = old.table;
    relation.complete = no_bits(to.rows);
    relation.offsets.push_back(0);
    for (std::size_t i = 0; i < to.rows; ++i) {
        auto const row = rows_[used.record][i];
        auto whole = !hidden[i] && row + 1 < old.offsets.size() && bit(old.complete, row);
        for (auto const &child : led_to(from, used, row)) {
            auto const now = now_at(child.table, child.row);
            if (now < 0) whole = false;
            else relation.rows.push_back(static_cast<std::uint32_t>(now));
        }
        if (whole) set_bit(relation.complete, i);
        relation.offsets.push_back(static_cast<std::uint32_t>(relation.rows.size()));
    }
}

void Cut::fill_reference(Table const &from, Table &to, UsedField const &used,
                         std::vector<bool> const &hidden) {
    auto &reference = place(to.references, used.index);
    static Reference const none;
    auto const &old = used.index < from.references.size() ? from.references[used.index] : none;
    reference.table = old.table;
    for (std::size_t i = 0; i < to.rows; ++i) {
        auto const row = rows_[used.record][i];
        auto const target = row < old.rows.size() && !hidden[i] ? old.rows[row] : -2;
        auto const now =
            target < 0 ? target : now_at(old.table, static_cast<std::uint32_t>(target));
        reference.rows.push_back(target >= 0 && now < 0 ? -2 : now);
    }
}

RecordReference Cut::add_row(std::size_t table) {
    auto &to = population.tables[table];
    auto const row = static_cast<std::uint32_t>(to.rows++);
    for (auto &column : to.columns) {
        std::visit([&](auto &values) { values.resize(to.rows); }, column.values);
        if (!column.present.empty()) set_bit(column.present, row, false);
    }
    for (auto &list : to.item_lists) {
        if (list.offsets.empty()) continue;
        list.offsets.push_back(list.offsets.back());
        set_bit(list.present, row, false);
    }
    for (auto &relation : to.relations) {
        if (relation.offsets.empty()) continue;
        relation.offsets.push_back(relation.offsets.back());
        set_bit(relation.complete, row, false);
    }
    for (auto &reference : to.references) reference.rows.push_back(-2);
    return {static_cast<std::uint32_t>(table), row};
}

void Cut::set(RecordReference row, Field const &field, Value const &value) {
    auto &to = population.tables[row.table];
    if (field.source == FieldSource::items) return set_items(row, field, value);
    auto &column = to.columns.at(field.index);
    set_bit(column.present, row.row, !value.is_unknown() && !value.is_error());
    if (auto *reals = std::get_if<Array<double>>(&column.values)) {
        auto const *real = value.as<double>();
        auto const *whole = value.as<std::int64_t>();
        (*reals)[row.row] = real != nullptr    ? *real
                            : whole != nullptr ? static_cast<double>(*whole)
                                               : 0.0;
        return;
    }
    std::int64_t cell = 0;
    if (auto const *truth = value.as<bool>()) cell = *truth ? 1 : 0;
    if (auto const *number = value.as<std::int64_t>()) cell = *number;
    if (auto const *date = value.as<base::Date>()) cell = date->days;
    if (auto const *money = value.as<base::Money>()) cell = money->fen;
    if (auto const *text = value.as<std::string>()) cell = population.strings.intern(*text);
    std::get<Array<std::int64_t>>(column.values)[row.row] = cell;
}

void Cut::set_items(RecordReference row, Field const &field, Value const &value) {
    auto &list = population.tables[row.table].item_lists.at(field.index);
    auto const *items = value.as<std::shared_ptr<List const>>();
    std::vector<std::int32_t> all;
    std::vector<std::uint32_t> offsets = {0};
    for (std::uint32_t i = 0; i + 1 < list.offsets.size(); ++i) {
        if (i != row.row)
            all.insert(all.end(), list.items.begin() + list.offsets[i],
                       list.items.begin() + list.offsets[i + 1]);
        else if (items != nullptr)
            for (auto const &item : **items)
                if (auto const *text = item.as<std::string>())
                    all.push_back(population.strings.intern(*text));
        offsets.push_back(static_cast<std::uint32_t>(all.size()));
    }
    list.items = std::move(all);
    list.offsets = std::move(offsets);
    set_bit(list.present, row.row, items != nullptr);
}

void Cut::refer(RecordReference row, Field const &field, RecordReference to) {
    auto &reference = population.tables[row.table].references.at(field.index);
    reference.table = to.table;
    reference.rows[row.row] = static_cast<std::int32_t>(to.row);
}

} // namespace jingzhun::cel
