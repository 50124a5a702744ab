// /api/grievances: matters, the late ones first; one with its reports and its history; what they
// tell of those who handle them.
#include "api/grievance_json.hpp"
#include "api/inspect_handlers.hpp"

#include "access/account.hpp"
#include "api/masking.hpp"
#include "base/text.hpp"
#include "finding/acts.hpp"
#include "pack/read_value.hpp"
#include "work/grievance_report.hpp"
#include "work/person.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

using pack::Operation;

constexpr std::int64_t page_default = 50, page_max = 200;

bool solved(work::Matter const &matter) { return work::days_to_solution(matter).has_value(); }

// Days past the day it was due; 0 where it is not late.
int days_late(work::Matter const &matter, base::Date today) {
    if (!matter.life || solved(matter)) return 0;
    return std::max(0, today.days - matter.life->due.days);
}

bool wanted(Asked const &asked, work::Matter const &matter) {
    auto const &request = asked.request;
    auto const &state = request.parameter("state");
    auto const &first = matter.reports.front();
    auto const is_late = days_late(matter, base::today()) > 0;
    if (state == "late" && !is_late) return false;
    if (state == "closed" ? !solved(matter) : state != "all" && solved(matter)) return false;
    auto const same = [&](char const *name, std::string const &found) {
        auto const &given = request.parameter(name);
        return given.empty() || given == found;
    };
    if (!same("level", first.level) || !same("channel", first.channel) || !same("kind", first.kind))
        return false;
    if (!base::contains(request.parameter("area"), area_of(asked, matter))) return false;
    auto const &words = request.parameter("q");
    return words.empty() || std::ranges::any_of(matter.reports, [&](work::Report const &one) {
               return one.number.find(words) != std::string::npos ||
                      base::fold(one.content).find(base::fold(words)) != std::string::npos;
           });
}

// The longest late first, then what is due first.
bool comes_before(work::Matter const &a, work::Matter const &b) {
    auto const key = [](work::Matter const &one) {
        auto const due = one.life ? one.life->due : one.reports.front().on;
        return std::tuple(solved(one), due, one.reports.front().number);
    };
    return key(a) < key(b);
}

std::vector<work::Matter> matters_read(Asked const &asked) {
    auto all = work::all_matters(grievance_desk(asked, asked.database(), asked.caller.actor()));
    std::erase_if(all, [&](work::Matter const &one) { return !reads(asked, one); });
    return all;
}

void write_report(base::JsonWriter &json, Asked const &asked, work::Report const &one) {
    auto const &fields = asked.view.pack.grievances.fields;
    auto const area = one.village.empty() ? asked.view.county_code : one.village;
    json.begin_object()
        .member("number", one.number)
        .member("on", base::to_string(one.on))
        .member("level_title", title_in(asked, fields.level, one.level))
        .member("channel_title", title_in(asked, fields.channel, one.channel))
        .member("kind_title", title_in(asked, fields.kind, one.kind))
        .member("claimant", shown_in(asked, fields.claimant, one.claimant, area))
        .member("phone", shown_in(asked, fields.phone, one.phone, area))
        .member("household", one.household)
        .member("content", one.content)
        .member("closed_on", one.closed_on ? base::to_string(*one.closed_on) : "");
    json.key("respondents").begin_array();
    for (auto const &name : one.respondents)
        json.value(shown_in(asked, fields.respondents, name, area));
    json.end_array().key("satisfied");
    if (one.satisfied) json.value(*one.satisfied);
    else json.null();
    json.end_object();
}

void write_history(base::JsonWriter &json, Asked const &asked, std::int64_t finding,
                   work::People const &people) {
    json.key("history").begin_array();
    for (auto const &entry : finding::history(asked.database(), asked.view.county, finding)) {
        json.begin_object()
            .member("deed", finding::to_string(entry.deed))
            .member("title", finding::title_of(entry.deed).in(asked.language()))
            .member("by", entry.by)
            .member("on", base::to_string(entry.on))
            .member("person", people.name_of(entry.person))
            .member("reason", entry.reason)
            .member("measure", entry.measure)
            .key("evidence")
            .begin_array();
        for (auto const &one : entry.evidence) json.value(one);
        json.end_array().end_object();
    }
    json.end_array();
}

// What the caller may do next; the server asks again when it is done.
void write_acts(base::JsonWriter &json, Asked const &asked, work::Matter const &matter) {
    auto const desk = grievance_desk(asked, asked.database(), asked.caller.actor());
    auto const about = work::about_the_actor(matter, desk.names).has_value();
    auto const &name = grievance_register(asked);
    auto const &area = area_of(asked, matter);
    json.member("about_you", about).key("acts").begin_array();
    if (matter.life && !about) {
        auto const possible = finding::possible(matter.life->state);
        auto const can = [&](finding::Deed deed) {
            return std::ranges::find(possible, deed) != possible.end();
        };
        auto const records = asked.caller.may(Operation::record, name, area);
        if (records && (can(finding::Deed::assign) || can(finding::Deed::transfer)))
            json.value("assign");
        if (records && can(finding::Deed::rectify)) json.value("answer");
        if (asked.caller.may(Operation::review, name, area) && can(finding::Deed::verify))
            json.value("rate");
    }
    json.end_array();
}

void write_counts(base::JsonWriter &json, Asked const &asked, work::GrievanceCounts const &one) {
    json.begin_object()
        .member("level", one.group)
        .member("title", title_in(asked, asked.view.pack.grievances.fields.level, one.group))
        .member("matters", one.matters)
        .member("reports", one.reports)
        .member("repeated", one.repeated)
        .member("open", one.open)
        .member("late", one.late)
        .member("oldest_days", one.oldest_days)
        .member("solved", one.solved)
        .member("days_median", one.days_median)
        .member("days_longest", one.days_longest)
        .member("satisfied", one.satisfied)
        .member("rated", one.rated)
        .end_object();
}

void write_life(base::JsonWriter &json, Asked const &asked, work::Matter const &matter) {
    auto const &rules = asked.view.pack.grievances;
    auto const level = matter.life ? work::level_now(rules, *matter.life) : std::string();
    json.member("state", !matter.life ? "" : std::string(finding::to_string(matter.life->state)))
        .member("state_title",
                !matter.life ? "" : finding::title_of(matter.life->state).in(asked.language()))
        .member("level_now", level)
        .member("level_now_title", title_in(asked, rules.fields.level, level))
        .member("levels_up", matter.life ? matter.life->level : 0)
        .member("due", matter.life ? base::to_string(matter.life->due) : "")
        .member("late", days_late(matter, base::today()))
        .member("solved", solved(matter));
    json.key("days");
    if (auto const days = work::days_to_solution(matter)) json.value(*days);
    else json.value(base::today().days - matter.reports.front().on.days);
    json.key("finding");
    if (matter.life) json.value(matter.life->id);
    else json.null();
}

} // namespace

std::string const &grievance_register(Asked const &asked) {
    auto const &name = asked.view.pack.grievances.register_name;
    if (name.empty()) throw base::Error("pack_without_grievances");
    return name;
}

work::GrievanceDesk grievance_desk(Asked const &asked, store::Database &database,
                                   store::Actor const &actor) {
    std::vector<std::string> names = {actor.name};
    if (asked.caller.accounts())
        if (auto const account = access::find_account(database, asked.view.county, actor.name))
            names.push_back(account->display_name);
    return {database, asked.view.pack, asked.view.county, actor, std::move(names), base::today()};
}

std::string const &area_of(Asked const &asked, work::Matter const &matter) {
    auto const &village = matter.reports.front().village;
    return village.empty() ? asked.view.county_code : village;
}

bool reads(Asked const &asked, work::Matter const &matter) {
    return asked.caller.may(Operation::read, grievance_register(asked), area_of(asked, matter));
}

work::Matter matter_of(Asked const &asked, std::string const &number) {
    for (auto &matter : matters_read(asked))
        if (std::ranges::find(matter.reports, number, &work::Report::number) !=
            matter.reports.end())
            return std::move(matter);
    throw base::Error("grievance_unknown", {{"number", number}});
}

std::string title_in(Asked const &asked, std::string const &field, std::string const &code) {
    auto const *definition = asked.view.pack.find_register(grievance_register(asked));
    auto const *found = definition == nullptr ? nullptr : definition->find_field(field);
    if (found == nullptr || code.empty()) return code;
    return pack::write_cell(asked.view.pack, *found, code, asked.language());
}

std::string shown_in(Asked const &asked, std::string const &field, std::string const &text,
                     std::string const &area) {
    auto const &definition = *asked.view.pack.find_register(grievance_register(asked));
    auto const *found = definition.find_field(field);
    if (found == nullptr || text.empty() || asked.caller.sees(definition, *found, area))
        return text;
    return mask_value(*found, text);
}

void write(base::JsonWriter &json, Asked const &asked, work::Matter const &matter) {
    auto const &rules = asked.view.pack.grievances;
    auto const &first = matter.reports.front();
    auto const &area = area_of(asked, matter);
    auto const anonymous = std::ranges::all_of(matter.reports, [](work::Report const &one) {
        return one.claimant.empty() && one.phone.empty() && one.household.empty();
    });
    json.begin_object()
        .member("number", first.number)
        .member("on", base::to_string(first.on))
        .member("level", first.level)
        .member("level_title", title_in(asked, rules.fields.level, first.level))
        .member("channel_title", title_in(asked, rules.fields.channel, first.channel))
        .member("kind_title", title_in(asked, rules.fields.kind, first.kind))
        .member("claimant", shown_in(asked, rules.fields.claimant, first.claimant, area))
        .member("anonymous", anonymous)
        .member("household", first.household)
        .member("area", area)
        .member("place", asked.view.areas.path_of(area))
        .member("content", first.content)
        .member("reports", matter.reports.size())
        .member("repeats", work::repeats(matter));
    write_life(json, asked, matter);
    json.end_object();
}

Response list_grievances(Asked const &asked) {
    auto all = matters_read(asked);
    std::int64_t late = 0, open = 0;
    for (auto const &one : all) {
        late += days_late(one, base::today()) > 0;
        open += !solved(one);
    }
    std::erase_if(all, [&](work::Matter const &one) { return !wanted(asked, one); });
    std::ranges::sort(all, comes_before);
    auto const after = asked.request.number("after", 0, 0, INT64_MAX);
    auto const limit = asked.request.number("limit", page_default, 1, page_max);
    auto const end = std::min<std::int64_t>(std::ssize(all), after + limit);
    base::JsonWriter json;
    json.begin_object()
        .member("total", all.size())
        .member("open", open)
        .member("late", late)
        .key("items")
        .begin_array();
    for (auto i = after; i < end; ++i) write(json, asked, all[static_cast<std::size_t>(i)]);
    json.end_array().key("next");
    if (end < std::ssize(all)) json.value(end);
    else json.null();
    json.end_object();
    return json_answer(json.take());
}

Response show_grievance(Asked const &asked) {
    auto const matter = matter_of(asked, asked.argument(0));
    work::People const people(asked.database(), asked.view.pack, asked.view.areas,
                              asked.view.county, base::today());
    base::JsonWriter json;
    json.begin_object().key("matter");
    write(json, asked, matter);
    json.member("person", matter.life ? people.name_of(matter.life->assignee) : "");
    json.key("reports").begin_array();
    for (auto const &one : matter.reports) write_report(json, asked, one);
    json.end_array();
    write_acts(json, asked, matter);
    if (matter.life) write_history(json, asked, matter.life->id, people);
    else json.key("history").begin_array().end_array();
    json.end_object();
    return json_answer(json.take());
}

Response report_grievances(Asked const &asked) {
    auto all = matters_read(asked);
    std::erase_if(all, [&](work::Matter const &one) {
        return !base::contains(asked.request.parameter("area"), area_of(asked, one));
    });
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : work::count_grievances(asked.view.pack.grievances,
                                                  asked.view.pack.calendar, all, base::today()))
        write_counts(json, asked, one);
    json.end_array();
    return json_answer(json.take());
}

// To whom one can be assigned: by number of the record, since keys are identity numbers.
Response list_grievance_persons(Asked const &asked) {
    work::People const people(asked.database(), asked.view.pack, asked.view.areas,
                              asked.view.county, base::today());
    auto const &persons = asked.view.pack.grievances.persons;
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : people.all()) {
        auto const may = one.areas.empty()
                             ? asked.caller.may(Operation::read, persons, asked.view.county_code)
                             : std::ranges::any_of(one.areas, [&](std::string const &area) {
                                   return asked.caller.may(Operation::read, persons, area);
                               });
        if (!may) continue;
        json.begin_object()
            .member("record", one.record)
            .member("name", one.name)
            .member("post", one.post)
            .member("unit", one.unit)
            .end_object();
    }
    json.end_array();
    return json_answer(json.take());
}

} // namespace jingzhun::api
