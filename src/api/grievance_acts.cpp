// /api/grievances, writing: taken in with those like it shown while one types, assigned, answered,
// rated in a call back, sent up when late.
#include "api/grievance_json.hpp"
#include "api/inspect_handlers.hpp"

#include "base/text.hpp"
#include "work/person.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

using pack::Operation;

constexpr std::size_t similar_most = 5;
constexpr int similar_least = 30; // percent: worth showing, though not taken for the same matter

constexpr std::array<std::string_view, 3> standings = {"fresh", "repeat", "duplicate"};

std::string_view word_of(work::Standing standing) {
    return standings[static_cast<std::size_t>(standing)];
}

work::Told told_in(Asked const &asked, base::Json const &body) {
    auto const &fields = asked.view.pack.grievances.fields;
    work::Told told;
    for (auto const &[member, field] :
         {std::pair<char const *, std::string>{"number", fields.number},
          {"on", fields.received_on},
          {"channel", fields.channel},
          {"level", fields.level},
          {"kind", fields.kind},
          {"claimant", fields.claimant},
          {"phone", fields.phone},
          {"area", fields.area},
          {"household", fields.household},
          {"content", fields.content},
          {"respondents", fields.respondents}})
        told.emplace_back(field, text_member(body, member, false));
    return told;
}

std::string area_in(Asked const &asked, base::Json const &body) {
    auto const area = text_member(body, "area", false);
    if (!area.empty() && asked.view.areas.find(area) == nullptr)
        throw base::Error("area_not_in_store", {{"area", area}});
    return area.empty() ? asked.view.county_code : area;
}

std::vector<std::string> evidence_in(base::Json const &body) {
    std::vector<std::string> evidence;
    if (auto const *list = body.find("evidence"); list != nullptr && list->array() != nullptr)
        for (auto const &one : *list->array())
            if (auto const *text = std::get_if<std::string>(&one.value)) evidence.push_back(*text);
    return evidence;
}

std::string as_json(work::Taken const &taken) {
    base::JsonWriter json;
    json.begin_object()
        .member("number", taken.number)
        .member("matter", taken.first)
        .member("standing", word_of(taken.standing))
        .member("likeness", taken.likeness)
        .member("due", base::to_string(taken.due))
        .member("finding", taken.finding)
        .member("household", taken.household)
        .key("candidates")
        .begin_array();
    for (auto const &one : taken.candidates) json.value(one);
    json.end_array().end_object();
    return json.take();
}

std::string numbers_json(std::vector<std::string> const &numbers) {
    base::JsonWriter json;
    json.begin_object().key("numbers").begin_array();
    for (auto const &one : numbers) json.value(one);
    json.end_array().end_object();
    return json.take();
}

// The key of the person with that record, among those the register has.
std::string person_key(Asked const &asked, base::Json const &body) {
    auto const *to = body.find("to");
    auto const *record = to == nullptr ? nullptr : std::get_if<std::int64_t>(&to->value);
    if (record == nullptr) throw base::Error("member_missing", {{"name", "to"}});
    work::People const people(asked.database(), asked.view.pack, asked.view.areas,
                              asked.view.county, base::today());
    auto const *person = people.find(*record);
    if (person == nullptr)
        throw base::Error("grievance_person_unknown", {{"person", std::to_string(*record)}});
    return person->key;
}

// As it would be compared; nothing of it is kept.
work::Report report_in(base::Json const &body) {
    auto const on = base::parse_iso_date(text_member(body, "on", false));
    work::Report report;
    report.on = on.value_or(base::today());
    report.claimant = base::fold(text_member(body, "claimant", false));
    report.phone = text_member(body, "phone", false);
    report.village = text_member(body, "area", false);
    report.household = text_member(body, "household", false);
    report.content = text_member(body, "content", false);
    return report;
}

struct Similar {
    work::Report const *report;
    int likeness;
};

// Those with the most in common first, of matters each once.
std::vector<Similar> similar_to(work::Report const &report,
                                std::vector<work::Report> const &earlier) {
    std::vector<Similar> found;
    for (auto const &one : earlier) {
        auto const alike = work::likeness(report.content, one.content);
        if (alike >= similar_least) found.push_back({&one, alike});
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Similar::likeness);
    if (found.size() > similar_most) found.resize(similar_most);
    return found;
}

void write_similar(base::JsonWriter &json, Asked const &asked, Similar const &one) {
    auto const &fields = asked.view.pack.grievances.fields;
    auto const &report = *one.report;
    auto const area = report.village.empty() ? asked.view.county_code : report.village;
    json.begin_object()
        .member("number", report.number)
        .member("matter", report.first)
        .member("on", base::to_string(report.on))
        .member("likeness", one.likeness)
        .member("claimant", shown_in(asked, fields.claimant, report.claimant, area))
        .member("place", asked.view.areas.path_of(area))
        .member("content", report.content)
        .member("closed", report.closed_on.has_value())
        .end_object();
}

} // namespace

// While somebody types: is it a matter that is known, and whose household could it be?
Response find_similar_grievances(Asked const &asked) {
    auto const body = read_body(asked.request);
    asked.caller.require(Operation::record, grievance_register(asked), area_in(asked, body));
    auto const desk = grievance_desk(asked, asked.database(), asked.caller.actor());
    auto earlier = work::all_reports(desk);
    std::erase_if(earlier, [&](work::Report const &one) {
        return !asked.caller.may(Operation::read, grievance_register(asked),
                                 one.village.empty() ? asked.view.county_code : one.village);
    });
    auto const report = report_in(body);
    auto const recognised = work::recognise(asked.view.pack.grievances, report, earlier);
    base::JsonWriter json;
    json.begin_object()
        .member("standing", word_of(recognised.standing))
        .member("matter", recognised.first)
        .member("likeness", recognised.likeness)
        .key("similar")
        .begin_array();
    for (auto const &one : similar_to(report, earlier)) write_similar(json, asked, one);
    json.end_array().key("households").begin_array();
    if (report.household.empty() && !report.village.empty())
        for (auto const &one :
             work::households_of(desk, report.claimant, report.village, report.phone))
            json.value(one);
    json.end_array().end_object();
    return json_answer(json.take());
}

Response take_in_grievance(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const told = told_in(asked, body);
    return json_answer(write(asked,
                             {Operation::record, grievance_register(asked), area_in(asked, body),
                              text_member(body, "reason", false)},
                             [&](store::Database &database, store::Actor const &actor) {
                                 return as_json(
                                     work::take_in(grievance_desk(asked, database, actor), told));
                             }),
                       201);
}

Response take_up_grievances(Asked const &asked) {
    return json_answer(write(asked, {Operation::record, grievance_register(asked), "", ""},
                             [&](store::Database &database, store::Actor const &actor) {
                                 std::vector<std::string> numbers;
                                 for (auto const &one :
                                      work::take_up(grievance_desk(asked, database, actor)))
                                     numbers.push_back(one.number);
                                 return numbers_json(numbers);
                             }));
}

Response escalate_grievances(Asked const &asked) {
    return json_answer(write(asked, {Operation::record, grievance_register(asked), "", ""},
                             [&](store::Database &database, store::Actor const &actor) {
                                 return numbers_json(
                                     work::escalate_late(grievance_desk(asked, database, actor)));
                             }));
}

Response act_on_grievance(Asked const &asked) {
    auto const matter = matter_of(asked, asked.argument(0));
    auto const &number = matter.reports.front().number;
    auto const body = read_body(asked.request);
    auto const act = text_member(body, "act");
    if (act != "assign" && act != "answer" && act != "rate")
        throw base::Error("request_malformed", {{"what", "act=" + act}});
    auto const to = act == "assign" ? person_key(asked, body) : std::string();
    auto const text = text_member(body, "answer", act == "answer");
    auto const evidence = evidence_in(body);
    auto const *satisfied = body.find("satisfied");
    auto const *is = satisfied == nullptr ? nullptr : std::get_if<bool>(&satisfied->value);
    if (act == "rate" && is == nullptr)
        throw base::Error("member_missing", {{"name", "satisfied"}});
    return json_answer(
        write(asked,
              {act == "rate" ? Operation::review : Operation::record, grievance_register(asked),
               area_of(asked, matter), text_member(body, "reason", act == "rate")},
              [&](store::Database &database, store::Actor const &actor) {
                  auto const desk = grievance_desk(asked, database, actor);
                  auto const life = act == "assign"   ? work::assign(desk, number, to)
                                    : act == "answer" ? work::answer(desk, number, text, evidence)
                                                      : work::rate(desk, number, *is);
                  base::JsonWriter json;
                  json.begin_object()
                      .member("number", number)
                      .member("state", finding::to_string(life.state))
                      .member("state_title", finding::title_of(life.state).in(asked.language()))
                      .member("due", base::to_string(life.due))
                      .end_object();
                  return json.take();
              }));
}

} // namespace jingzhun::api
