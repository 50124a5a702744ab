// /api/explain: why rules say what they say of a record.
#include "api/handlers.hpp"

#include "api/shown.hpp"
#include "check/explain.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::api {
namespace {

// Where the records lie that an explanation read; nothing: there is none any more.
class FactPlaces {
  public:
    explicit FactPlaces(Asked const &asked) : asked_(asked) {}
    std::optional<std::string> const &area_of(check::FactRead const &fact) {
        auto const [found, is_new] = known_.try_emplace({fact.register_name, fact.key});
        if (!is_new) return found->second;
        auto const &definition = *asked_.view.pack.find_register(fact.register_name);
        auto const record =
            registry::read_record(asked_.database(), asked_.view.pack, definition,
                                  asked_.view.county, fact.key, {asked_.view.as_of});
        if (record) found->second = record->area;
        return found->second;
    }

  private:
    Asked const &asked_;
    std::map<std::pair<std::string, std::string>, std::optional<std::string>> known_;
};

void keep_the_answer_alone(check::Explanation &explanation) {
    explanation.when.reset();
    explanation.must.reset();
}

// Of an explanation that reads what the caller may not read only the answer is left; of one that
// reads a private field the steps are left out, since they tell what it says.
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

} // namespace

Response show_explanation(Asked const &asked) {
    auto const &view = asked.view;
    auto const &definition = register_of(asked, asked.argument(0));
    auto const &key = asked.argument(1);
    auto const table = view.pack.register_index(definition.name);
    auto const record = registry::read_record(asked.database(), view.pack, definition, view.county,
                                              key, {view.as_of});
    auto const seen = record && asked.reads(table).contains(record->area);
    auto const row =
        seen ? check::row_of(view.snapshot.population.tables[table], record->id) : std::nullopt;
    if (!row) throw unknown_record(asked, definition, key);
    base::JsonWriter json;
    json.begin_object()
        .member("register", definition.name)
        .member("key", shown_key(asked, definition, key, record->area))
        .member("as_of", base::to_string(view.as_of));
    json.key("rules").begin_array();
    FactPlaces places(asked);
    for (auto &one : check::explain(asked.database(), view.snapshot, table, *row,
                                    asked.request.parameter("rule"))) {
        if (asked.caller.accounts()) keep_what_may_be_seen(asked, one, places);
        write(json, one, asked.language(), &view.pack);
    }
    json.end_array().end_object();
    return json_answer(json.take());
}

} // namespace jingzhun::api
