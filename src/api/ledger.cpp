// /api/events, /api/proof: the ledger, browsed; the proof of one record to take along.
#include "api/event_json.hpp"
#include "api/handlers.hpp"

#include "base/json.hpp"
#include "register/prove.hpp"
#include "store/ledger.hpp"

#include <charconv>

namespace jingzhun::api {
namespace {

constexpr std::int64_t page_default = 50, page_max = 200, events_at_once = 2000;

bool wanted(Asked const &asked, store::LoggedEvent const &event, bool audits) {
    auto const same = [&](char const *name, std::string const &found) {
        auto const &given = asked.request.parameter(name);
        return given.empty() || given == found;
    };
    if (!audits && event.actor.name != asked.caller.name()) return false;
    return same("account", event.actor.name) && same("kind", event.event.kind) &&
           event.event.subject.find(asked.request.parameter("subject")) != std::string::npos;
}

} // namespace

// The newest first. What one did oneself is no secret; all of it is for those who audit.
Response list_events(Asked const &asked) {
    auto const audits = !asked.caller.accounts() ||
                        asked.caller.may(pack::Operation::audit, "", asked.view.county_code);
    auto const limit = asked.request.number("limit", page_default, 1, page_max);
    auto const newest = store::last_sequence(asked.database(), asked.view.county);
    auto before = asked.request.number("after", newest + 1, 1, INT64_MAX);
    base::JsonWriter json;
    json.begin_object().member("total", newest).member("all", audits).key("items").begin_array();
    std::int64_t shown = 0, last = 0;
    while (before > 1 && shown < limit) {
        auto const from = std::max<std::int64_t>(0, before - 1 - events_at_once);
        auto const events =
            store::read_events(asked.database(), asked.view.county, from, before - 1 - from);
        for (auto event = events.rbegin(); event != events.rend() && shown < limit; ++event) {
            last = event->sequence;
            if (!wanted(asked, *event, audits)) continue;
            write(json, *event);
            ++shown;
        }
        before = shown < limit ? from + 1 : last;
    }
    json.end_array().key("next");
    if (shown == limit && last > 1) json.value(last);
    else json.null();
    json.end_object();
    return json_answer(json.take());
}

// A proof shows what it proves: for those who may take the record out.
Response prove_record(Asked const &asked) {
    auto const &definition = register_of(asked, asked.argument(0));
    auto const &text = asked.argument(1);
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    auto const record = registry::read_record(asked.database(), asked.view.pack, definition,
                                              asked.view.county, id, {});
    if (!record || !asked.reads(definition.name).contains(record->area))
        throw unknown_record(asked, definition, text);
    asked.caller.require(pack::Operation::extract, definition.name, record->area);
    for (auto const &field : definition.fields)
        if (!asked.caller.sees(definition, field, record->area) && asked.caller.accounts())
            asked.caller.require(pack::Operation::reveal, definition.name, record->area);
    auto const found = registry::prove_record(asked.database(), asked.view.pack, definition,
                                              asked.view.county, record->key, asked.language());
    if (!found) throw unknown_record(asked, definition, text);
    auto const actor =
        asked.caller.require(pack::Operation::extract, definition.name, record->area);
    asked.county.writer().write([&](store::Database &database) {
        store::append(database, actor,
                      {asked.view.county, "export", definition.name + " " + text,
                       R"({"filter":"proof","rows":1})"});
    });
    Response response;
    response.type = "text/plain; charset=utf-8";
    response.body = store::write_bundle(*found);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" +
                                                             definition.name + "-" + text +
                                                             ".proof\"");
    return response;
}

} // namespace jingzhun::api
