// Making the language's schema from a pack.
#include "pack/schema.hpp"

#include "cel/check.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::pack {
namespace {

using cel::FieldSource;
using cel::Kind;

constexpr std::string_view outcome_name = "outcome";
constexpr std::string_view outcomes_name = "outcomes";

bool is_several(FieldType type) { return type == FieldType::codes || type == FieldType::areas; }

cel::RecordSchema record_of_register(Register const &from) {
    cel::RecordSchema record{from.name, {}};
    std::size_t lists = 0;
    for (std::size_t i = 0; i < from.fields.size(); ++i) {
        auto const &field = from.fields[i];
        bool const several = is_several(field.type);
        record.fields.push_back({field.name, type_of(field),
                                 several ? FieldSource::items : FieldSource::column,
                                 several ? lists++ : i});
    }
    for (auto const &derived : from.derived) {
        if (derived.expression == nullptr) continue;
        record.fields.push_back({derived.name, {}, FieldSource::derived, 0, derived.expression});
    }
    return record;
}

std::size_t count_of(cel::RecordSchema const &record, FieldSource source) {
    return static_cast<std::size_t>(std::ranges::count(record.fields, source, &cel::Field::source));
}

void add_relation(cel::RecordSchema &record, std::string name, std::string to) {
    auto const index = count_of(record, FieldSource::relation);
    record.fields.push_back({std::move(name), cel::list_of(cel::record_of(std::move(to))),
                             FieldSource::relation, index});
}

void add_reference(cel::RecordSchema &record, std::string name, std::string to) {
    auto const index = count_of(record, FieldSource::reference);
    record.fields.push_back(
        {std::move(name), cel::record_of(std::move(to)), FieldSource::reference, index});
}

void add_links(Pack const &pack, cel::Schema &schema) {
    for (std::size_t i = 0; i < pack.registers.size(); ++i) {
        for (auto const &link : pack.registers[i].links) {
            if (pack.find_register(link.to) == nullptr) continue;
            if (link.many) add_relation(schema.records[i], link.name, link.to);
            else add_reference(schema.records[i], link.name, link.to);
            if (link.reverse.empty()) continue;
            add_relation(schema.records[pack.register_index(link.to)], link.reverse,
                         pack.registers[i].name);
        }
    }
}

// The answers of rules: their ids and answers are code lists, so that a misspelt id is reported.
void add_outcomes(Pack const &pack, cel::Schema &schema) {
    cel::CodeList rules{"outcome_rule", {}};
    std::set<std::string_view> ruled;
    for (auto const &rule : pack.rules) {
        rules.codes.push_back(rule.id);
        ruled.insert(rule.on);
    }
    for (auto &record : schema.records) {
        if (ruled.contains(record.name))
            add_relation(record, std::string(outcomes_name), std::string(outcome_name));
    }
    schema.code_lists.push_back(std::move(rules));
    schema.code_lists.push_back({"outcome_answer", {"met", "unmet", "unknown", "not_applicable"}});
    schema.records.push_back(
        {std::string(outcome_name),
         {{"rule", {Kind::text, {}, "outcome_rule"}, FieldSource::column, 0},
          {"answer", {Kind::text, {}, "outcome_answer"}, FieldSource::column, 1}}});
}

// While all derived fields are dyn the check finds their types itself, in whatever order they
// depend.
void type_derived(Pack const &pack, cel::Schema &schema) {
    std::vector<std::pair<cel::Field *, cel::Type>> found;
    for (std::size_t i = 0; i < pack.registers.size(); ++i) {
        for (auto &field : schema.records[i].fields) {
            if (field.source != FieldSource::derived) continue;
            auto checked = cel::check(*field.derived, schema, schema.records[i].name);
            if (checked.problems.empty()) found.emplace_back(&field, std::move(checked.type));
        }
        for (auto const &derived : pack.registers[i].derived) {
            auto const field = std::ranges::find(found, derived.name,
                                                 [](auto const &one) { return one.first->name; });
            if (field != found.end() && !derived.unit.empty()) field->second.unit = derived.unit;
        }
        for (auto &[field, type] : found) field->type = std::move(type);
        found.clear();
    }
}

} // namespace

cel::Type type_of(Field const &field) {
    switch (field.type) {
    case FieldType::text:
    case FieldType::time:
    case FieldType::identity:
    case FieldType::phone:
    case FieldType::area:
        return {Kind::text};
    case FieldType::code:
        return {Kind::text, {}, field.codes};
    case FieldType::codes:
        return cel::list_of({Kind::text, {}, field.codes});
    case FieldType::areas:
        return cel::list_of({Kind::text});
    case FieldType::boolean:
        return {Kind::boolean};
    case FieldType::integer:
        return {Kind::integer, {}, {}, field.unit};
    case FieldType::number:
        return {Kind::real, {}, {}, field.unit};
    case FieldType::money:
        return {Kind::money, {}, {}, field.unit};
    case FieldType::date:
        return {Kind::date};
    }
    return {};
}

cel::Schema make_schema(Pack const &pack) {
    cel::Schema schema;
    for (auto const &from : pack.registers) schema.records.push_back(record_of_register(from));
    for (auto const &list : pack.code_lists) {
        cel::CodeList codes{list.name, {}};
        for (auto const &code : list.codes) codes.codes.push_back(code.code);
        schema.code_lists.push_back(std::move(codes));
    }
    schema.parameters = pack.parameters;
    add_links(pack, schema);
    add_outcomes(pack, schema);
    type_derived(pack, schema);
    return schema;
}

std::vector<LinkPlace> link_places(Pack const &pack) {
    struct Counts {
        std::size_t references = 0, relations = 0;
    };
    std::vector<Counts> counts(pack.registers.size());
    std::vector<LinkPlace> places;
    for (std::size_t from = 0; from < pack.registers.size(); ++from) {
        for (auto const &link : pack.registers[from].links) {
            if (pack.find_register(link.to) == nullptr) continue;
            LinkPlace place{from, pack.register_index(link.to), &link, 0, 0};
            place.own_index = link.many ? counts[from].relations++ : counts[from].references++;
            if (!link.reverse.empty()) place.reverse_index = counts[place.to].relations++;
            places.push_back(place);
        }
    }
    return places;
}

int outcomes_relation(cel::Schema const &schema, std::size_t record) {
    auto const *field = schema.records[record].find(outcomes_name);
    return field == nullptr || field->source != FieldSource::relation
               ? -1
               : static_cast<int>(field->index);
}

} // namespace jingzhun::pack
