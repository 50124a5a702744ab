// /api/questionnaires, /api/inspections: what is asked, where inspectors go in a month, and what
// their answers come to.
#include "api/inspect_handlers.hpp"
#include "api/inspection_json.hpp"

#include "finding/finding.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::api {
namespace {

using pack::Operation;

constexpr std::size_t members_most = 500;

std::string_view input_for(pack::Field const &field) {
    using enum pack::FieldType;
    switch (field.type) {
    case code:
        return "code";
    case boolean:
        return "boolean";
    case integer:
        return "integer";
    case number:
    case money:
        return "number";
    case date:
        return "date";
    default:
        return "text";
    }
}

void write_question(base::JsonWriter &json, Asked const &asked, pack::Field const &field,
                    pack::Question const &question) {
    json.begin_object()
        .member("id", question.id)
        .member("title", question.title.in(asked.language()))
        .member("type", input_for(field))
        .member("unit", field.unit)
        .member("conditional", question.when != nullptr);
    json.key("codes").begin_array();
    if (auto const *list = asked.view.pack.find_codes(field.codes); list != nullptr)
        for (auto const &code : list->codes)
            json.begin_object()
                .member("code", code.code)
                .member("title", code.title.in(asked.language()))
                .end_object();
    json.end_array().end_object();
}

void write_questionnaire(base::JsonWriter &json, Asked const &asked,
                         pack::Questionnaire const &form) {
    auto const &definition = *asked.view.pack.find_register(form.name);
    json.begin_object()
        .member("name", form.name)
        .member("title", form.title.in(asked.language()))
        .member("subject", form.subject)
        .member("subject_title",
                asked.view.pack.find_register(form.subject)->title.in(asked.language()))
        .member("source", form.source);
    json.key("questions").begin_array();
    for (auto const &question : form.questions)
        write_question(json, asked, *definition.find_field(question.id), question);
    json.end_array().key("findings").begin_array();
    for (auto const &one : form.findings)
        json.begin_object()
            .member("id", one.id)
            .member("message", one.message.in(asked.language()))
            .member("hard", one.hard)
            .member("due_days", one.due_days)
            .end_object();
    json.end_array().end_object();
}

std::vector<survey::TeamMember> members_of(base::Json const &body) {
    auto const *list = body.find("members");
    if (list == nullptr || list->array() == nullptr || list->array()->empty())
        throw base::Error("member_missing", {{"name", "members"}});
    if (list->array()->size() > members_most)
        throw base::Error("request_malformed", {{"what", "members"}});
    std::vector<survey::TeamMember> members;
    for (auto const &one : *list->array()) {
        survey::TeamMember member{text_member(one, "team"),
                                  text_member(one, "name"),
                                  text_member(one, "unit", false),
                                  {}};
        if (auto const *avoids = one.find("avoids");
            avoids != nullptr && avoids->array() != nullptr)
            for (auto const &code : *avoids->array())
                if (auto const *text = std::get_if<std::string>(&code.value))
                    member.avoids.push_back(base::shorten(*text));
        members.push_back(std::move(member));
    }
    return members;
}

void write_rate(base::JsonWriter &json, Asked const &asked, survey::RateResult const &one) {
    json.begin_object()
        .member("id", one.rate->id)
        .member("title", one.rate->title.in(asked.language()))
        .member("unit", one.rate->unit.in(asked.language()))
        .member("part", one.part)
        .member("whole", one.whole)
        .member("unknown", one.unknown)
        .member("limit", one.rate->limit)
        .member("source", one.rate->source)
        .key("within");
    if (one.within) json.value(*one.within);
    else json.null();
    json.end_object();
}

// Of inspections of one month by one questionnaire.
void write_acceptance(base::JsonWriter &json, Asked const &asked, std::string const &name,
                      std::vector<survey::Inspection> const &inspections) {
    auto const desk = inspection_desk(asked, asked.database(), asked.caller.actor());
    auto const &form = survey::questionnaire_of(asked.view.pack, name);
    auto const raised = survey::findings_of(asked.database(), asked.view.county, inspections);
    auto const found = finding::find_all(asked.database(), asked.view.county, raised);
    auto const open = std::ranges::count_if(
        found, [](finding::Finding const &one) { return one.state != finding::State::closed; });
    auto const due = std::ranges::count_if(
        inspections, [&](survey::Inspection const &one) { return one.day <= desk.today; });
    json.begin_object()
        .member("questionnaire", name)
        .member("title", form.title.in(asked.language()))
        .member("planned", inspections.size())
        .member("due", due)
        .member("findings", raised.size())
        .member("open", open)
        .key("rates")
        .begin_array();
    for (auto const &one : survey::acceptance(desk, name, inspections))
        write_rate(json, asked, one);
    json.end_array().end_object();
}

std::string list_json(Asked const &asked, std::string const &month) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : inspections_read(asked, month)) write(json, asked, one);
    json.end_array();
    return json.take();
}

} // namespace

survey::InspectionDesk inspection_desk(Asked const &asked, store::Database &database,
                                       store::Actor const &actor) {
    return {database, asked.view.pack, asked.view.county, actor, base::today()};
}

bool inspects(Asked const &asked, survey::Inspection const &one) {
    auto const &form = survey::questionnaire_of(asked.view.pack, one.questionnaire);
    return asked.caller.may(Operation::inspect, form.subject, one.area);
}

std::vector<survey::Inspection> inspections_read(Asked const &asked, std::string const &month) {
    auto all = survey::list_inspections(asked.database(), asked.view.county, month);
    std::erase_if(all, [&](survey::Inspection const &one) {
        auto const &form = survey::questionnaire_of(asked.view.pack, one.questionnaire);
        return !asked.caller.may(Operation::read, form.subject, one.area);
    });
    return all;
}

survey::Inspection inspection_of(Asked const &asked, std::string const &number) {
    for (auto &one : inspections_read(asked, ""))
        if (one.number == number) return std::move(one);
    throw base::Error("inspection_unknown", {{"number", number}});
}

void write(base::JsonWriter &json, Asked const &asked, survey::Inspection const &one) {
    auto const records = inspects(asked, one);
    auto const hidden = !records && one.day > base::today();
    auto const &form = survey::questionnaire_of(asked.view.pack, one.questionnaire);
    json.begin_object()
        .member("number", one.number)
        .member("month", one.number.substr(2, 7))
        .member("questionnaire", one.questionnaire)
        .member("title", form.title.in(asked.language()))
        .member("hidden", hidden)
        .member("day", hidden ? "" : base::to_string(one.day))
        .member("area", hidden ? "" : one.area)
        .member("place", hidden ? "" : asked.view.areas.path_of(one.area))
        .member("team", hidden ? "" : one.team)
        .member("due", one.day <= base::today())
        .member("may_record", records)
        .key("members")
        .begin_array();
    if (!hidden)
        for (auto const &name : one.members) json.value(name);
    json.end_array().end_object();
}

Response list_questionnaires(Asked const &asked) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &form : asked.view.pack.questionnaires)
        if (asked.caller.may_somewhere(Operation::read, form.subject))
            write_questionnaire(json, asked, form);
    json.end_array();
    return json_answer(json.take());
}

Response list_inspections(Asked const &asked) {
    return json_answer(list_json(asked, asked.request.parameter("month")));
}

// The whole county at once: whoever plans inspects all of it.
Response plan_inspections(Asked const &asked) {
    auto const body = read_body(asked.request);
    survey::MonthRequest request;
    request.questionnaire = text_member(body, "questionnaire");
    request.month = survey::month_named(text_member(body, "month"));
    request.seed = text_member(body, "seed");
    if (text_member(body, "level", false) == "village") request.digits = 12;
    auto const &form = survey::questionnaire_of(asked.view.pack, request.questionnaire);
    auto const members = members_of(body);
    write(asked, {Operation::inspect, form.subject, "", text_member(body, "reason", false)},
          [&](store::Database &database, store::Actor const &actor) {
              survey::plan_month(inspection_desk(asked, database, actor), asked.view.areas, request,
                                 members);
              return std::string("{}"); // whoever goes where is kept with no request
          });
    return json_answer(list_json(asked, request.month.name), 201);
}

Response show_acceptance(Asked const &asked) {
    auto const &month = asked.request.parameter("month");
    auto const &number = asked.request.parameter("number");
    std::map<std::string, std::vector<survey::Inspection>> by_form;
    for (auto &one : inspections_read(asked, month))
        if (number.empty() || one.number == number)
            by_form[one.questionnaire].push_back(std::move(one));
    base::JsonWriter json;
    json.begin_array();
    for (auto const &[name, inspections] : by_form)
        write_acceptance(json, asked, name, inspections);
    json.end_array();
    return json_answer(json.take());
}

} // namespace jingzhun::api
