// Building the records of a test case.
#include "pack/case_population.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::pack {
namespace {

using cel::FieldSource;

std::string const &target_of(cel::Field const &field) {
    return field.type.kind == cel::Kind::list ? field.type.arguments.at(0).name : field.type.name;
}

Given const *given_of(CaseRow const &row, std::string_view name) {
    if (row.given == nullptr) return nullptr;
    auto const found =
        std::ranges::find(row.given->fields, name, &std::pair<std::string, Given>::first);
    return found == row.given->fields.end() ? nullptr : &found->second;
}

void collect_set(Given const &given, cel::RecordSchema const &record, cel::Schema const &schema,
                 SetFields &found) {
    for (auto const &[name, value] : given.fields) {
        auto const *field = record.find(name);
        if (field == nullptr) continue;
        if (field->source == FieldSource::derived) {
            found.emplace(record.name, name);
            continue;
        }
        auto const *target = schema.find(target_of(*field));
        if (target == nullptr) continue;
        for (auto const &child : value.children) collect_set(child, *target, schema, found);
        if (value.shape == Given::Shape::record) collect_set(value, *target, schema, found);
    }
}

cel::Bits no_bits(std::size_t rows) { return cel::Bits((rows + 63) / 64, 0); }
void set_bit(cel::SharedBits &bits, std::size_t row) {
    bits[row / 64] |= std::uint64_t{1} << (row % 64);
}

} // namespace

SetFields derived_set_by(TestCase const &test, cel::Schema const &schema) {
    SetFields found;
    if (auto const *record = schema.find(test.on)) collect_set(test.given, *record, schema, found);
    return found;
}

cel::Schema with_columns(cel::Schema schema, SetFields const &fields) {
    for (auto &record : schema.records) {
        auto const is_column = [](cel::Field const &field) {
            return field.source == FieldSource::column || field.source == FieldSource::items;
        };
        auto columns = static_cast<std::size_t>(std::ranges::count_if(record.fields, is_column));
        for (auto &field : record.fields) {
            if (!fields.contains({record.name, field.name})) continue;
            field.source = FieldSource::column;
            field.index = columns++;
            field.derived = nullptr;
        }
    }
    return schema;
}

CasePopulation::CasePopulation(TestCase const &test, cel::Schema const &schema,
                               std::vector<LinkPlace> const &links)
    : schema_(schema), links_(links), rows_(schema.records.size()) {
    add(schema.index_of(test.on), test.given);
    fill();
}

std::uint32_t CasePopulation::add(std::size_t record, Given const &given) {
    auto const row = static_cast<std::uint32_t>(rows_[record].size());
    rows_[record].push_back({record, &given});
    for (auto const &[name, value] : given.fields) {
        auto const *field = schema_.records[record].find(name);
        if (field != nullptr) add_field(record, row, *field, value);
    }
    return row;
}

void CasePopulation::add_field(std::size_t record, std::uint32_t row, cel::Field const &field,
                               Given const &given) {
    if (field.source == FieldSource::relation) {
        rows_[record][row].relations[field.name]; // stated, even where nobody is in it
        for (auto const &child : given.children) {
            auto const target = schema_.index_of(target_of(field));
            auto const added = add(target, child);
            rows_[record][row].relations[field.name].push_back(added);
            tie({record, row}, field, {target, added});
        }
    } else if (field.source == FieldSource::reference) {
        auto &reference = rows_[record][row].references[field.name];
        reference = given.unknown ? -2 : -1;
        if (given.shape != Given::Shape::record) return;
        auto const target = schema_.index_of(target_of(field));
        auto const added = add(target, given);
        rows_[record][row].references[field.name] = static_cast<std::int32_t>(added);
        tie({record, row}, field, {target, added});
    }
}

void CasePopulation::tie(RowAt parent, cel::Field const &field, RowAt child) {
    for (auto const &place : links_) {
        auto const &link = *place.link;
        bool const by_name =
            place.from == parent.record && place.to == child.record && link.name == field.name;
        bool const by_reverse =
            place.to == parent.record && place.from == child.record && link.reverse == field.name;
        auto &other = rows_[child.record][child.row];
        if (by_name && !link.reverse.empty()) {
            auto &list = other.relations[link.reverse];
            list.insert(list.begin(), parent.row);
        } else if (by_reverse && link.many) {
            auto &list = other.relations[link.name];
            list.insert(list.begin(), parent.row);
        } else if (by_reverse) {
            other.references.emplace(link.name, static_cast<std::int32_t>(parent.row));
        }
    }
}

bool CasePopulation::is_stated(RowAt row, cel::Field const &field) const {
    auto const &one = rows_[row.record][row.row];
    return given_of(one, field.name) != nullptr || one.references.contains(field.name);
}

std::vector<RowAt> CasePopulation::rows_of(RowAt row, cel::Field const &field) const {
    auto const &one = rows_[row.record][row.row];
    std::vector<RowAt> found;
    if (auto const list = one.relations.find(field.name); list != one.relations.end()) {
        for (auto const child : list->second)
            found.push_back({schema_.index_of(target_of(field)), child});
    }
    if (auto const to = one.references.find(field.name);
        to != one.references.end() && to->second >= 0)
        found.push_back(
            {schema_.index_of(target_of(field)), static_cast<std::uint32_t>(to->second)});
    return found;
}

void CasePopulation::fill() {
    for (std::size_t record = 0; record < schema_.records.size(); ++record) {
        cel::Table table;
        table.name = schema_.records[record].name;
        table.rows = rows_[record].size();
        for (auto const &field : schema_.records[record].fields) fill_field(table, record, field);
        population_.tables.push_back(std::move(table));
    }
}

void CasePopulation::fill_field(cel::Table &table, std::size_t record, cel::Field const &field) {
    auto const &rows = rows_[record];
    auto const place = [&](auto &list) -> auto & {
        if (list.size() <= field.index) list.resize(field.index + 1);
        return list[field.index];
    };
    if (field.source == FieldSource::column) {
        fill_column(place(table.columns), record, field);
    } else if (field.source == FieldSource::items) {
        auto &list = place(table.item_lists);
        list.present = no_bits(rows.size());
        list.offsets.push_back(0);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const *given = given_of(rows[i], field.name);
            if (given != nullptr && !given->unknown) {
                set_bit(list.present, i);
                for (auto const &item : given->items)
                    list.items.push_back(population_.strings.intern(item));
            }
            list.offsets.push_back(static_cast<std::uint32_t>(list.items.size()));
        }
    } else if (field.source == FieldSource::relation) {
        auto &relation = place(table.relations);
        relation.table = schema_.index_of(target_of(field));
        relation.complete = no_bits(rows.size());
        relation.offsets.push_back(0);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const *given = given_of(rows[i], field.name);
            if (given != nullptr && !given->unknown) set_bit(relation.complete, i);
            for (auto const row : rows_of({record, static_cast<std::uint32_t>(i)}, field))
                relation.rows.push_back(row.row);
            relation.offsets.push_back(static_cast<std::uint32_t>(relation.rows.size()));
        }
    } else if (field.source == FieldSource::reference) {
        auto &reference = place(table.references);
        reference.table = schema_.index_of(target_of(field));
        for (auto const &row : rows) {
            auto const to = row.references.find(field.name);
            reference.rows.push_back(to == row.references.end() ? -2 : to->second);
        }
    }
}

void CasePopulation::fill_column(cel::Column &column, std::size_t record, cel::Field const &field) {
    auto const &rows = rows_[record];
    column.present = no_bits(rows.size());
    auto const each = [&]<class Cell>(std::vector<Cell> values, auto const &cell_of) {
        values.resize(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const *given = given_of(rows[i], field.name);
            if (given == nullptr || given->unknown || base::is_missing(given->value)) continue;
            values[i] = static_cast<Cell>(cell_of(given->value));
            set_bit(column.present, i);
        }
        column.values = std::move(values);
    };
    switch (field.type.kind) {
    case cel::Kind::boolean:
        return each(std::vector<std::uint8_t>{}, base::as_integer);
    case cel::Kind::date:
        return each(std::vector<std::int32_t>{}, base::as_integer);
    case cel::Kind::real:
        return each(std::vector<double>{},
                    [](base::Value const &value) { return std::get<double>(value); });
    case cel::Kind::text:
        return each(std::vector<std::int32_t>{}, [this](base::Value const &value) {
            return population_.strings.intern(base::as_text(value));
        });
    default:
        return each(std::vector<std::int64_t>{}, base::as_integer);
    }
}

} // namespace jingzhun::pack
