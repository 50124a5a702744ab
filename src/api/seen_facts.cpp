// Facts against the caller's areas and classes.
#include "api/seen_facts.hpp"

#include "register/records.hpp"

namespace jingzhun::api {
namespace {

void keep_the_answer_alone(check::Explanation &explanation) {
    explanation.when.reset();
    explanation.must.reset();
}

} // namespace

std::optional<std::string> const &FactPlaces::area_of(check::FactRead const &fact) {
    auto const [found, is_new] = known_.try_emplace({fact.register_name, fact.key});
    if (!is_new) return found->second;
    auto const &definition = *asked_.view.pack.find_register(fact.register_name);
    auto const record = registry::read_record(asked_.database(), asked_.view.pack, definition,
                                              asked_.view.county, fact.key, {asked_.view.as_of});
    if (record) found->second = record->area;
    return found->second;
}

void keep_what_may_be_seen(Asked const &asked, check::Explanation &explanation,
                           FactPlaces &places) {
    for (auto &fact : explanation.facts) {
        auto const &definition = *asked.view.pack.find_register(fact.register_name);
        auto const &area = places.area_of(fact);
        if (!area || !asked.reads(definition.name).contains(*area)) {
            keep_the_answer_alone(explanation);
            explanation.facts.clear();
            return;
        }
        auto const *field = definition.find_field(fact.field);
        auto const shown_in_part = field != nullptr && field->type == pack::FieldType::identity;
        if (field == nullptr || shown_in_part || asked.caller.sees(definition, *field, *area))
            continue;
        keep_the_answer_alone(explanation);
        fact.value = fact.value_en = "***";
    }
}

} // namespace jingzhun::api
