// Facts of an explanation, read from the store with their origins.
#include "check/fact_reader.hpp"

#include "base/identity.hpp"
#include "pack/read_value.hpp"
#include "register/link_words.hpp"

#include <algorithm>

namespace jingzhun::check {
namespace {

// Where a record as a whole comes from: the origin of the first value it has.
std::optional<registry::Origin> any_origin(registry::Record const &record) {
    for (auto const &origin : record.origins)
        if (origin) return origin;
    return std::nullopt;
}

} // namespace

std::vector<FactRead> FactReader::read(cel::MissingFact const &fact) {
    if (fact.record.table >= snapshot_.pack->registers.size()) return {};
    auto const &definition = snapshot_.pack->registers[fact.record.table];
    if (auto const *field = definition.find_field(fact.field))
        return {read_field(fact.record, *field)};
    return read_rows(fact);
}

FactRead FactReader::start(cel::RecordReference reference) {
    auto const &definition = snapshot_.pack->registers[reference.table];
    FactRead read;
    read.register_name = definition.name;
    auto const &record = record_of(reference);
    if (!record) return read;
    read.key = record->key;
    if (definition.label.empty()) return read;
    auto const &label = record->values[definition.field_index(definition.label)];
    if (std::holds_alternative<std::string>(label)) read.label = base::as_text(label);
    return read;
}

FactRead FactReader::read_field(cel::RecordReference reference, pack::Field const &field) {
    auto const &definition = snapshot_.pack->registers[reference.table];
    auto read = start(reference);
    read.field = field.name;
    read.title = field.title;
    read.missing = true;
    auto const &record = record_of(reference);
    if (!record) return read;
    auto const index = definition.field_index(field.name);
    read.missing = base::is_missing(record->values[index]);
    // A blank has a place too: the row that left it blank.
    read.origin = read.missing ? any_origin(*record) : record->origins[index];
    read.value = text_of(field, record->values[index], base::Language::zh);
    read.value_en = text_of(field, record->values[index], base::Language::en);
    return read;
}

std::vector<FactRead> FactReader::read_rows(cel::MissingFact const &fact) {
    std::vector<FactRead> facts;
    for (auto const &place : pack::link_places(*snapshot_.pack)) {
        if (place.to != fact.record.table || place.link->reverse != fact.field) continue;
        // A household's members are no evidence by themselves; rows of lists are.
        if (!registry::repeatable(snapshot_.pack->registers[place.from])) continue;
        auto const &relations = snapshot_.population.tables[place.to].relations;
        if (place.reverse_index >= relations.size()) continue;
        auto const &relation = relations[place.reverse_index];
        if (fact.record.row + 1 >= relation.offsets.size()) continue;
        auto const end = std::min<std::size_t>(relation.offsets[fact.record.row + 1],
                                               relation.offsets[fact.record.row] + rows_max);
        for (std::size_t i = relation.offsets[fact.record.row]; i < end; ++i) {
            cel::RecordReference const row{static_cast<std::uint32_t>(place.from),
                                           relation.child(i)};
            auto read = start(row);
            read.field = fact.field;
            read.title = snapshot_.pack->registers[place.from].title;
            read.value = "有";
            read.value_en = "on record";
            if (auto const &record = record_of(row)) read.origin = any_origin(*record);
            tell_link(read, place, row, fact.record);
            facts.push_back(std::move(read));
        }
    }
    return facts;
}

void FactReader::tell_link(FactRead &read, pack::LinkPlace const &place, cel::RecordReference row,
                           cel::RecordReference whose) {
    if (place.link->model.empty()) return;
    auto const [held, fresh] = decisions_.try_emplace(place.from);
    auto const &selection = snapshot_.selection;
    if (fresh)
        held->second = registry::decisions(database_, selection.county,
                                           {selection.known_at, selection.position},
                                           snapshot_.pack->registers[place.from].name);
    auto const &tables = snapshot_.population.tables;
    for (auto const &one : held->second) {
        if (one.link != place.link->name || one.record != tables[row.table].records[row.row] ||
            one.target != tables[whose.table].records[whose.row])
            continue;
        auto const say = [&](base::Language language) {
            return registry::state_words(one.state, language) +
                   (language == base::Language::zh ? "：" : ": ") +
                   registry::evidence_words(*snapshot_.pack, one, language);
        };
        read.linked_by = say(base::Language::zh);
        read.linked_by_en = say(base::Language::en);
    }
}

std::optional<registry::Record> const &FactReader::record_of(cel::RecordReference reference) {
    auto const [place, fresh] = records_.try_emplace({reference.table, reference.row});
    if (fresh)
        place->second = registry::read_record(
            database_, *snapshot_.pack, snapshot_.pack->registers[reference.table],
            snapshot_.selection.county,
            snapshot_.population.tables[reference.table].records[reference.row],
            {snapshot_.selection.as_of, snapshot_.selection.known_at,
             snapshot_.selection.position});
    return place->second;
}

std::string FactReader::text_of(pack::Field const &field, base::Value const &value,
                                base::Language language) const {
    if (field.type == pack::FieldType::identity && std::holds_alternative<std::string>(value))
        return base::mask_identity(base::as_text(value));
    return pack::write_cell(*snapshot_.pack, field, value, language);
}

} // namespace jingzhun::check
