// /api/work: today's list of whoever is signed in, and of whoever leads an area.
#include "api/field_handlers.hpp"

#include "api/finding_json.hpp"
#include "work/worklist.hpp"

#include <algorithm>
#include <optional>

namespace jingzhun::api {
namespace {

work::FindingDesk desk_of(Asked const &asked) {
    return {asked.database(), asked.view.pack, asked.view.areas, asked.view.county};
}

// Who the account is among the pack's persons; nobody where the pack knows none.
std::optional<work::Person> person_of(Asked const &asked) {
    if (asked.caller.session() == nullptr) return std::nullopt;
    try {
        work::People const people(asked.database(), asked.view.pack, asked.view.areas,
                                  asked.view.county, base::today());
        auto const *self =
            work::person_of(desk_of(asked), people, asked.caller.session()->holder.account);
        return self == nullptr ? std::nullopt : std::optional(*self);
    } catch (base::Error const &error) {
        if (error.code() != "pack_without_responsibility") throw;
        return std::nullopt;
    }
}

// What one may not read is not on one's list.
bool reads(Asked const &asked, finding::Finding const &found) {
    auto const name = found.register_name.empty() ? work::responsibility_of(asked.view.pack).persons
                                                  : found.register_name;
    return asked.caller.may(pack::Operation::read, name, found.area);
}

void write_items(base::JsonWriter &json, Asked const &asked, work::Worklist const &list) {
    json.key("items").begin_array();
    for (auto const &item : list.items) {
        if (!reads(asked, item.finding)) continue;
        json.begin_object()
            .member("why", work::to_string(item.why))
            .member("returned", item.times_returned)
            .member("level", item.level);
        json.key("finding");
        write(json, asked, item.finding);
        json.end_object();
    }
    json.end_array();
}

void write_owed(base::JsonWriter &json, std::vector<work::Owed> const &all) {
    json.key("owed").begin_array();
    for (auto const &owed : all)
        json.begin_object()
            .member("period", owed.period.name)
            .member("what", owed.nights ? "nights" : "visits")
            .member("quota", owed.quota)
            .member("done", owed.done)
            .end_object();
    json.end_array();
}

void write_steps(base::JsonWriter &json, Asked const &asked,
                 std::vector<work::WaitingStep> const &steps) {
    json.key("steps").begin_array();
    for (auto const &one : steps)
        json.begin_object()
            .member("procedure", one.procedure.in(asked.language()))
            .member("step", one.step.in(asked.language()))
            .member("cases", one.cases)
            .member("since", base::to_string(one.since))
            .end_object();
    json.end_array();
}

void write_list(base::JsonWriter &json, Asked const &asked, work::Worklist const &list) {
    json.key("person").begin_object().member("name", list.person.name);
    json.member("unit", list.person.unit).end_object();
    json.member("mine", list.mine)
        .member("late", list.late)
        .member("overseen", list.overseen)
        .member("to_verify", list.to_verify)
        .member("to_assign", list.to_assign);
    write_items(json, asked, list);
    write_owed(json, list.owed);
    write_steps(json, asked, list.steps);
    json.key("notices").begin_array();
    for (auto const &one : list.notices)
        json.begin_object()
            .member("case", one.case_id)
            .member("label", one.label)
            .member("until", base::to_string(one.until))
            .end_object();
    json.end_array();
}

void write_stuck(base::JsonWriter &json, work::Stuck const &row, std::string const &name,
                 base::Date on) {
    json.begin_object()
        .member("area", row.area)
        .member("name", name)
        .member("open", row.open)
        .member("assigned", row.assigned)
        .member("rectified", row.rectified)
        .member("verified", row.verified)
        .member("closed", row.closed)
        .member("late", row.late)
        .member("hard", row.hard)
        .member("older", row.older)
        .member("oldest_days", row.oldest ? on.days - row.oldest->days : 0)
        .end_object();
}

// The first of the caller's areas that he may read whole; "": there is none.
std::string own_area(Asked const &asked) {
    auto const *session = asked.caller.session();
    if (session == nullptr) return "";
    for (auto const &grant : session->holder.grants)
        if (grant.holds(base::today()) && reads_all_of(asked, grant.area)) return grant.area;
    return "";
}

std::string owner_title(Asked const &asked, std::string const &name) {
    auto const *owner = work::responsibility_of(asked.view.pack).find_owner(name);
    return owner == nullptr ? name : owner->title.in(asked.language());
}

} // namespace

bool reads_all_of(Asked const &asked, std::string const &area) {
    return std::ranges::all_of(asked.view.pack.registers, [&](auto const &definition) {
        return asked.caller.may(pack::Operation::read, definition.name, area);
    });
}

bool leads(Asked const &asked) { return !asked.caller.accounts() || !own_area(asked).empty(); }

std::string area_led(Asked const &asked) {
    auto area = asked.request.parameter("area");
    if (area.empty()) area = own_area(asked);
    if (area.empty()) area = asked.view.county_code;
    if (!reads_all_of(asked, area))
        for (auto const &definition : asked.view.pack.registers)
            asked.caller.require(pack::Operation::read, definition.name, area);
    if (asked.view.areas.find(area) == nullptr)
        throw base::Error("area_not_in_store", {{"area", area}});
    return area;
}

Response show_work(Asked const &asked) {
    auto const on = base::today();
    base::JsonWriter json;
    json.begin_object().member("on", base::to_string(on));
    auto const person = person_of(asked);
    if (person) write_list(json, asked, work::worklist_of(desk_of(asked), *person, on));
    else json.key("person").null();
    json.end_object();
    return json_answer(json.take());
}

Response show_area_work(Asked const &asked) {
    auto const area = area_led(asked);
    auto const on = base::today();
    auto const list = work::worklist_of_area(desk_of(asked), area, on);
    auto const &areas = asked.view.areas;
    base::JsonWriter json;
    json.begin_object().member("area", area).member("place", areas.path_of(area));
    json.member("on", base::to_string(on)).key("total");
    write_stuck(json, list.total, areas.path_of(area), on);
    json.key("areas").begin_array();
    for (auto const &row : list.areas) write_stuck(json, row, areas.name_of(row.area), on);
    json.end_array().key("owners").begin_array();
    for (auto const &row : list.owners) write_stuck(json, row, owner_title(asked, row.owner), on);
    json.end_array();
    write_steps(json, asked, list.steps);
    json.end_object();
    return json_answer(json.take());
}

} // namespace jingzhun::api
