// Reading how grievances are handled.
#include "pack/readers.hpp"

#include <algorithm>
#include <cstdlib>

namespace jingzhun::pack {
namespace {

std::string field_of(TableReader &reader, std::string_view key) {
    return reader.required_text(key);
}

GrievanceFields read_fields(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    GrievanceFields fields;
    fields.number = field_of(reader, "number");
    fields.received_on = field_of(reader, "received_on");
    fields.level = field_of(reader, "level");
    fields.channel = field_of(reader, "channel");
    fields.kind = field_of(reader, "kind");
    fields.claimant = field_of(reader, "claimant");
    fields.phone = field_of(reader, "phone");
    fields.area = field_of(reader, "area");
    fields.household = field_of(reader, "household");
    fields.content = field_of(reader, "content");
    fields.respondents = field_of(reader, "respondents");
    fields.first = field_of(reader, "first");
    fields.closed_on = field_of(reader, "closed_on");
    fields.satisfied = field_of(reader, "satisfied");
    reader.done();
    return fields;
}

ClaimantFields read_claimants(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    ClaimantFields fields;
    fields.register_name = reader.required_text("register");
    fields.name = field_of(reader, "name");
    fields.phone = field_of(reader, "phone");
    fields.household = field_of(reader, "household");
    reader.done();
    return fields;
}

// "10 working days" or "15 days".
GrievanceKind read_kind(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    GrievanceKind kind;
    kind.place = node.place();
    kind.code = reader.text("kind");
    reader.required("within");
    auto const within = reader.text("within");
    auto const plain = within.ends_with(" working days");
    kind.working_days = plain;
    if (plain) {
        kind.days = std::atoi(within.c_str());
        if (kind.days <= 0)
            faults.add("pack_duration_bad", reader.place_of("within"), {{"text", within}});
    } else if (auto const days = reader.days("within")) {
        kind.days = *days;
    }
    kind.source = reader.required_text("source");
    reader.done();
    return kind;
}

void check_fields(Pack const &pack, GrievanceRules const &rules, Faults &faults) {
    auto const *definition = pack.find_register(rules.register_name);
    if (definition == nullptr) {
        faults.add_unknown("pack_unknown_register", rules.place, rules.register_name,
                           names_of(pack.registers));
        return;
    }
    auto const &fields = rules.fields;
    for (auto const *name :
         {&fields.number, &fields.received_on, &fields.level, &fields.channel, &fields.kind,
          &fields.claimant, &fields.phone, &fields.area, &fields.household, &fields.content,
          &fields.respondents, &fields.first, &fields.closed_on, &fields.satisfied})
        if (definition->find_field(*name) == nullptr)
            faults.add_unknown("pack_unknown_field", rules.place, *name,
                               names_of(definition->fields), {{"register", definition->name}});
}

void check_claimants(Pack const &pack, GrievanceRules const &rules, Faults &faults) {
    auto const *definition = pack.find_register(rules.claimants.register_name);
    if (definition == nullptr) {
        faults.add_unknown("pack_unknown_register", rules.place, rules.claimants.register_name,
                           names_of(pack.registers));
        return;
    }
    for (auto const *name :
         {&rules.claimants.name, &rules.claimants.phone, &rules.claimants.household})
        if (definition->find_field(*name) == nullptr)
            faults.add_unknown("pack_unknown_field", rules.place, *name,
                               names_of(definition->fields), {{"register", definition->name}});
}

// Codes must be of the lists of their fields.
void check_codes(Pack const &pack, GrievanceRules const &rules, Faults &faults) {
    auto const *definition = pack.find_register(rules.register_name);
    if (definition == nullptr) return;
    auto const check = [&](std::string const &field_name, std::string const &code,
                           base::Place const &place) {
        auto const *field = definition->find_field(field_name);
        auto const *list = field == nullptr ? nullptr : pack.find_codes(field->codes);
        if (list == nullptr || list->find(code) != nullptr) return;
        std::vector<std::string> known;
        for (auto const &one : list->codes) known.push_back(one.code);
        faults.add_unknown("pack_unknown_word", place, code, known);
    };
    for (auto const &level : rules.levels) check(rules.fields.level, level, rules.place);
    if (!rules.handled_at.empty() &&
        std::ranges::find(rules.levels, rules.handled_at) == rules.levels.end())
        faults.add_unknown("pack_unknown_word", rules.place, rules.handled_at, rules.levels);
    for (auto const &kind : rules.kinds)
        if (!kind.code.empty()) check(rules.fields.kind, kind.code, kind.place);
}

} // namespace

GrievanceRules read_grievances(Node const &tree, Faults &faults) {
    GrievanceRules rules;
    auto const *node = tree.find("grievance");
    if (node == nullptr) return rules;
    TableReader reader(*node, faults);
    rules.place = node->place();
    rules.register_name = reader.required_text("register");
    reader.required("field");
    if (auto const *fields = reader.table("field")) rules.fields = read_fields(*fields, faults);
    reader.required("claimant");
    if (auto const *claimants = reader.table("claimant"))
        rules.claimants = read_claimants(*claimants, faults);
    reader.required("limit");
    if (auto const *kinds = reader.array("limit"))
        for (auto const &item : kinds->items) rules.kinds.push_back(read_kind(item, faults));
    reader.required("levels");
    rules.levels = reader.texts("levels");
    rules.handled_at = reader.required_text("handled_at");
    reader.required("escalate_after");
    rules.escalate_days = reader.days("escalate_after").value_or(0);
    reader.required("same_matter");
    rules.same_matter = reader.percent("same_matter").value_or(0);
    reader.required("same_matter_anonymous");
    rules.same_matter_anonymous = reader.percent("same_matter_anonymous").value_or(0);
    reader.required("repeat_within");
    rules.repeat_days = reader.days("repeat_within").value_or(0);
    rules.persons = reader.required_text("persons");
    rules.owner = reader.required_text("owner");
    rules.source = reader.required_text("source");
    reader.done();
    return rules;
}

void check_grievances(Pack const &pack, Faults &faults) {
    auto const &rules = pack.grievances;
    if (rules.register_name.empty()) return;
    check_fields(pack, rules, faults);
    check_claimants(pack, rules, faults);
    check_codes(pack, rules, faults);
    if (pack.find_register(rules.persons) == nullptr)
        faults.add_unknown("pack_unknown_register", rules.place, rules.persons,
                           names_of(pack.registers));
    auto const any = std::ranges::any_of(
        rules.kinds, [](GrievanceKind const &kind) { return kind.code.empty(); });
    if (!any) faults.add("pack_key_missing", rules.place, {{"key", "limit"}});
}

} // namespace jingzhun::pack
