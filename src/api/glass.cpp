// /api/glass: one record outside one's areas, seen whole for some minutes, with a reason, on
// record.
#include "api/inspect_handlers.hpp"

#include "access/glass.hpp"
#include "api/explain_json.hpp"
#include "register/records.hpp"

#include <charconv>

namespace jingzhun::api {
namespace {

using pack::Operation;

std::int64_t number_in(Asked const &asked) {
    auto const &text = asked.argument(0);
    std::int64_t id = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), id);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size())
        throw base::Error("glass_unknown", {{"id", text}});
    return id;
}

int minutes_in(base::Json const &body) {
    auto const *minutes = body.find("minutes");
    if (minutes == nullptr) return access::glass_minutes;
    auto const *given = std::get_if<std::int64_t>(&minutes->value);
    return given == nullptr || *given < 0 || *given > 100'000 ? 0 : static_cast<int>(*given);
}

void write_glass(base::JsonWriter &json, Asked const &asked, access::Glass const &glass) {
    auto const *definition = asked.view.pack.find_register(glass.register_name);
    json.member("id", glass.id)
        .member("register", glass.register_name)
        .member("title", definition == nullptr ? glass.register_name
                                               : definition->title.in(asked.language()))
        .member("record", glass.record)
        .member("reason", glass.reason)
        .member("from", base::to_string_instant(glass.from))
        .member("until", base::to_string_instant(glass.until))
        .member("open", glass.is_open(base::now()));
}

std::string as_json(Asked const &asked, access::Glass const &glass) {
    base::JsonWriter json;
    json.begin_object();
    write_glass(json, asked, glass);
    json.end_object();
    return json.take();
}

void write_whole(base::JsonWriter &json, Asked const &asked, pack::Register const &definition,
                 registry::Record const &record) {
    write(json, asked.view.pack, definition, record, asked.view.areas, asked.language(),
          Hidden([](pack::Field const &) { return false; }));
}

// Of a household its members too: without them it says little.
void write_members(base::JsonWriter &json, Asked const &asked, access::Glass const &glass) {
    auto const &view = asked.view;
    json.key("members").begin_array();
    auto const &tables = view.snapshot.population.tables;
    if (glass.register_name == view.pack.registers[view.household].name) {
        auto const &persons = view.pack.registers[view.person];
        for (std::uint32_t row = 0; row < tables[view.person].rows; ++row) {
            auto const home = view.household_of(view.person, row);
            if (!home || tables[view.household].records[*home] != glass.record) continue;
            auto const record =
                registry::read_record(asked.database(), view.pack, persons, view.county,
                                      tables[view.person].records[row], {view.as_of});
            if (record) write_whole(json, asked, persons, *record);
        }
    }
    json.end_array();
}

} // namespace

// Whoever may see private fields of his own area's records may, with a reason, see one elsewhere.
Response break_glass(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const &definition = register_of(asked, text_member(body, "register"));
    auto const key = text_member(body, "key");
    auto const reason = text_member(body, "reason", false);
    if (reason.empty()) throw base::Error("reason_missing");
    auto const minutes = minutes_in(body);
    auto const where = asked.caller.scope(Operation::reveal, definition.name);
    asked.caller.require_somewhere(Operation::reveal, definition.name, reason);
    auto const need = Need{Operation::reveal, definition.name, where.areas.front(), reason};
    auto const record = registry::read_record(asked.database(), asked.view.pack, definition,
                                              asked.view.county, key, {asked.view.as_of});
    if (!record) {
        write(asked, need, [&](store::Database &database, store::Actor const &actor) {
            access::log_glass_miss(database, asked.view.county, actor, definition.name);
            return std::string("{}");
        });
        throw unknown_record(asked, definition, key);
    }
    if (asked.reads(definition.name).contains(record->area) && where.contains(record->area))
        throw base::Error("glass_needless");
    return json_answer(write(asked, need,
                             [&](store::Database &database, store::Actor const &actor) {
                                 return as_json(
                                     asked, access::break_glass(database, asked.view.county, actor,
                                                                definition.name, record->id,
                                                                minutes, base::now()));
                             }),
                       201);
}

Response list_glasses(Asked const &asked) {
    auto const now = base::now();
    base::JsonWriter json;
    json.begin_array();
    for (auto const &glass :
         access::list_glasses(asked.database(), asked.view.county, asked.caller.actor().name)) {
        if (!glass.is_open(now)) continue;
        json.begin_object();
        write_glass(json, asked, glass);
        json.end_object();
    }
    json.end_array();
    return json_answer(json.take());
}

Response show_through_glass(Asked const &asked) {
    auto const glass =
        access::require_glass(asked.database(), asked.view.county, asked.caller.actor().name,
                              number_in(asked), base::now());
    auto const &definition = register_of(asked, glass.register_name);
    asked.caller.require_somewhere(Operation::reveal, definition.name);
    auto const record = registry::read_record(asked.database(), asked.view.pack, definition,
                                              asked.view.county, glass.record, {asked.view.as_of});
    if (!record) throw unknown_record(asked, definition, std::to_string(glass.record));
    base::JsonWriter json;
    json.begin_object();
    write_glass(json, asked, glass);
    json.member("place", asked.view.areas.path_of(record->area)).key("shown");
    write_whole(json, asked, definition, *record);
    write_members(json, asked, glass);
    json.end_object();
    return json_answer(json.take());
}

Response end_glass(Asked const &asked) {
    auto const id = number_in(asked);
    return json_answer(
        write_own(asked, "", [&](store::Database &database, store::Actor const &actor) {
            access::end_glass(database, asked.view.county, actor, id, base::now());
            return std::string("{}");
        }));
}

} // namespace jingzhun::api
