// What a step records, what must hold of it, and what follows for the register.
#include "base/text.hpp"
#include "pack/record_value.hpp"
#include "pack/schema.hpp"
#include "work/transition.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace jingzhun::work {
namespace {

// Every text in a value, however nested: names that an exclusion lists.
void collect_names(cel::Value const &value, std::set<std::string> &names) {
    if (auto const *text = value.as<std::string>()) names.insert(base::squeeze(*text));
    auto const *list = value.as<std::shared_ptr<cel::List const>>();
    if (list != nullptr)
        for (auto const &item : **list) collect_names(item, names);
    if (auto const *partial = value.as<cel::PartialList>())
        for (auto const &item : *partial->known) collect_names(item, names);
}

std::string missing_facts(cel::Value const &value) {
    std::string names;
    if (auto const *unknown = value.as<cel::Unknown>())
        for (auto const &fact : unknown->facts) names += (names.empty() ? "" : ", ") + fact.field;
    if (auto const *error = value.as<cel::EvaluationError>()) names = error->code;
    return names.empty() ? "–" : names;
}

std::optional<base::Value> to_register(pack::Field const &field, cel::Value const &value) {
    if (auto const *truth = value.as<bool>()) return base::Value{std::int64_t{*truth}};
    if (auto const *whole = value.as<std::int64_t>()) {
        if (field.type == pack::FieldType::number) return static_cast<double>(*whole);
        return *whole;
    }
    if (auto const *real = value.as<double>()) return *real;
    if (auto const *text = value.as<std::string>()) return *text;
    if (auto const *date = value.as<base::Date>()) return std::int64_t{date->days};
    if (auto const *money = value.as<base::Money>()) return money->fen;
    if (auto const *list = value.as<std::shared_ptr<cel::List const>>()) {
        std::string joined;
        for (auto const &item : **list)
            if (auto const *text = item.as<std::string>())
                joined += (joined.empty() ? "" : " ") + *text;
        return joined;
    }
    return std::nullopt;
}

bool holds_names(pack::ProcedureRecord const &record) {
    return pack::type_of(record).kind == cel::Kind::list;
}

} // namespace

bool Transition::check_relatives(pack::Step const &step) {
    if (step.excludes.empty()) return true;
    std::set<std::string> excluded;
    for (auto const &list : step.excludes)
        collect_names(world_.evaluate(*list, variables(), act_.on), excluded);
    std::set<std::string> taking_part{base::squeeze(act_.person)};
    for (auto const &[name, value] : act_.records)
        if (auto const *record = step.find_record(name); record != nullptr && holds_names(*record))
            for (auto const &person : value.items) taking_part.insert(base::squeeze(person));
    for (auto const &person : taking_part)
        if (!person.empty() && excluded.contains(person))
            refuse("case_relative", {{"who", person}});
    return sound();
}

bool Transition::check_records(pack::Step const &step) {
    for (auto const &[name, value] : act_.records) {
        if (step.find_record(name) != nullptr) continue;
        std::vector<std::string> names;
        for (auto const &record : step.records) names.push_back(record.name);
        refuse("case_record_unknown",
               {{"record", name},
                {"near", base::nearest(name, names).value_or(names.empty() ? "–" : names[0])}});
    }
    for (auto const &record : step.records) {
        base::Arguments const which{{"record", record.title.zh}, {"record_en", record.title.en}};
        auto const found = std::ranges::find(act_.records, record.name,
                                             &std::pair<std::string, pack::RecordValue>::first);
        if (found == act_.records.end() || pack::is_missing(record, found->second)) {
            if (!record.optional && act_.outcome == Outcome::pass)
                refuse("case_record_missing", which);
            continue;
        }
        auto arguments = which;
        auto const &value = found->second;
        if (record.type == pack::RecordType::document) {
            auto const ending = pack::document_ending(base::as_text(value.value));
            if (record.accept.empty() ||
                std::ranges::find(record.accept, ending) != record.accept.end())
                continue;
            arguments.emplace_back("kind", ending);
            arguments.emplace_back("accept", fmt::format("{}", fmt::join(record.accept, ", ")));
            refuse("case_document_kind", std::move(arguments));
        } else if (holds_names(record)) {
            std::set<std::string> const distinct(value.items.begin(), value.items.end());
            arguments.emplace_back("count", std::to_string(distinct.size()));
            arguments.emplace_back("least", std::to_string(record.least));
            if (distinct.size() < value.items.size()) refuse("case_names_twice", arguments);
            else if (std::ssize(value.items) < record.least) refuse("case_names_few", arguments);
        }
    }
    return sound();
}

bool Transition::check_conditions(pack::Step const &step) {
    for (auto const &condition : step.must) {
        auto const value = world_.evaluate(*condition.that, variables(), act_.on);
        auto const *truth = value.as<bool>();
        if (truth != nullptr && *truth) continue;
        refuse(truth == nullptr ? "case_condition_unknown" : "case_condition_unmet",
               {{"condition", condition.id},
                {"why", condition.message.zh},
                {"why_en", condition.message.en},
                {"facts", truth == nullptr ? missing_facts(value) : ""}});
    }
    return sound();
}

void Transition::state_effects(pack::Step const &step) {
    auto const names = variables();
    for (auto const &effect : step.effects) {
        Stated stated;
        stated.of_subject = effect.register_name.empty();
        stated.register_name = stated.of_subject ? procedure_.on : effect.register_name;
        auto const &definition = *world_.pack->find_register(stated.register_name);
        for (auto const &[field, expression] : effect.fields) {
            auto const value = world_.evaluate(*expression, names, act_.on);
            if (value.as<std::nullptr_t>() != nullptr) continue; // null: nothing is said of it
            auto kept = to_register(*definition.find_field(field), value);
            if (kept) stated.fields.emplace_back(field, *std::move(kept));
            else
                refuse("case_effect_unknown", {{"field", stated.register_name + "." + field},
                                               {"facts", missing_facts(value)}});
        }
        case_.acts.back().stated.push_back(std::move(stated));
    }
}

} // namespace jingzhun::work
