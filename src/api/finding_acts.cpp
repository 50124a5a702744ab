// /api/findings/{id}, /api/findings/act: one finding with its history, and what people do about it.
#include "api/handlers.hpp"

#include "api/finding_json.hpp"
#include "check/data_says.hpp"
#include "work/act.hpp"

#include <algorithm>
#include <charconv>

namespace jingzhun::api {
namespace {

constexpr std::size_t findings_at_once = 500;

using finding::Deed;

base::Error unknown(std::string const &id) { return base::Error("finding_unknown", {{"id", id}}); }

// What is about an area alone is like what is about persons.
std::string register_for(Asked const &asked, finding::Finding const &found) {
    return found.register_name.empty() ? work::responsibility_of(asked.view.pack).persons
                                       : found.register_name;
}

// One outside the caller's areas is not there.
finding::Finding finding_of(Asked const &asked, std::int64_t id) {
    auto found = finding::find(asked.database(), asked.view.county, id);
    if (!found ||
        !asked.caller.may(pack::Operation::read, register_for(asked, *found), found->area))
        throw unknown(std::to_string(id));
    return std::move(*found);
}

work::FindingDesk desk_of(Asked const &asked, store::Database &database) {
    return {database, asked.view.pack, asked.view.areas, asked.view.county};
}

// Who answers for a finding reports what was done without further rights; all else needs them.
store::Actor require_deed(Asked const &asked, Deed deed, std::vector<std::int64_t> const &ids,
                          std::string const &reason) {
    auto actor = asked.caller.actor(reason);
    if (!asked.caller.accounts()) {
        for (auto const id : ids) finding_of(asked, id);
        return actor;
    }
    auto const desk = desk_of(asked, asked.database());
    work::People const people(asked.database(), asked.view.pack, asked.view.areas,
                              asked.view.county, base::today());
    auto const *self = work::person_of(desk, people, actor.name);
    for (auto const id : ids) {
        auto const found = finding_of(asked, id);
        auto const name = register_for(asked, found);
        auto const own =
            self != nullptr &&
            finding::life_of(asked.database(), asked.view.county, id).assignee == self->record;
        auto const operation = deed == Deed::rectify && own &&
                                       !asked.caller.may(pack::Operation::record, name, found.area)
                                   ? pack::Operation::read
                                   : work::operation_of(deed);
        actor = asked.caller.require(operation, name, found.area, reason);
    }
    return actor;
}

void write_entry(base::JsonWriter &json, Asked const &asked, finding::Entry const &entry,
                 work::People const *people) {
    json.begin_object()
        .member("deed", finding::to_string(entry.deed))
        .member("title", finding::title_of(entry.deed).in(asked.language()))
        .member("by", entry.by)
        .member("at", base::to_string_instant(entry.at))
        .member("on", base::to_string(entry.on))
        .member("to", finding::to_string(entry.to))
        .member("person", people == nullptr ? std::string() : people->name_of(entry.person))
        .member("reason", entry.reason)
        .member("measure", entry.measure);
    json.key("evidence").begin_array();
    for (auto const &one : entry.evidence) json.value(one);
    json.end_array().key("due");
    if (entry.due) json.value(base::to_string(*entry.due));
    else json.null();
    json.end_object();
}

std::vector<std::int64_t> ids_of(base::Json const &body) {
    std::vector<std::int64_t> ids;
    auto const *list = body.find("ids");
    if (list == nullptr || list->array() == nullptr)
        throw base::Error("member_missing", {{"name", "ids"}});
    for (auto const &one : *list->array())
        if (auto const *id = std::get_if<std::int64_t>(&one.value)) ids.push_back(*id);
    if (ids.empty() || ids.size() > findings_at_once)
        throw base::Error("request_malformed", {{"what", "ids"}});
    return ids;
}

std::optional<base::Date> day_of(base::Json const &body, std::string_view name) {
    auto const text = text_member(body, name, false);
    if (text.empty()) return std::nullopt;
    auto const day = base::parse_iso_date(text);
    if (!day) throw base::Error("request_malformed", {{"what", std::string(name) + "=" + text}});
    return day;
}

work::FindingRequest request_of(base::Json const &body) {
    work::FindingRequest request;
    request.ids = ids_of(body);
    auto const deed = finding::parse_deed(text_member(body, "deed"));
    if (!deed || *deed == Deed::raise || *deed > Deed::reopen)
        throw base::Error("request_malformed", {{"what", "deed"}});
    request.deed = *deed;
    request.on = day_of(body, "on").value_or(base::today());
    request.to = text_member(body, "to", false);
    request.measure = text_member(body, "measure", false);
    request.due = day_of(body, "due");
    if (auto const *list = body.find("evidence"); list != nullptr && list->array() != nullptr)
        for (auto const &one : *list->array())
            if (auto const *text = std::get_if<std::string>(&one.value))
                request.evidence.push_back(*text);
    return request;
}

} // namespace

Response show_finding(Asked const &asked) {
    auto const &text = asked.argument(0);
    std::int64_t id = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), id);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) throw unknown(text);
    auto const found = finding_of(asked, id);
    auto const life = finding::life_of(asked.database(), asked.view.county, id);
    work::People const people(asked.database(), asked.view.pack, asked.view.areas,
                              asked.view.county, asked.view.as_of);
    base::JsonWriter json;
    json.begin_object().key("finding");
    write(json, asked, found);
    json.member("person", people.name_of(life.assignee)).key("possible").begin_array();
    for (auto const deed : finding::possible(life.state))
        if (deed <= Deed::reopen && deed != Deed::raise)
            json.begin_object()
                .member("deed", finding::to_string(deed))
                .member("title", finding::title_of(deed).in(asked.language()))
                .end_object();
    json.end_array().key("history").begin_array();
    for (auto const &entry : finding::history(asked.database(), asked.view.county, id))
        write_entry(json, asked, entry, &people);
    json.end_array().end_object();
    return json_answer(json.take());
}

Response act_on_findings(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto request = request_of(body);
    auto const actor =
        require_deed(asked, request.deed, request.ids, text_member(body, "reason", false));
    std::vector<work::FindingDone> done;
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        done = work::act_on_findings(desk_of(asked, database), actor, request,
                                     [&](finding::Finding const &found) {
                                         return check::data_says(asked.view.snapshot, found);
                                     });
    });
    asked.county.view();
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : done)
        json.begin_object()
            .member("id", one.id)
            .member("state", finding::to_string(one.life.state))
            .member("person", one.person)
            .member("due", base::to_string(one.life.due))
            .end_object();
    json.end_array();
    return json_answer(json.take());
}

} // namespace jingzhun::api
