// /api/explain: why rules say what they say of a record.
#include "api/handlers.hpp"

#include "api/seen_facts.hpp"
#include "api/shown.hpp"
#include "check/explain.hpp"

namespace jingzhun::api {

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
