// /api/inspections/{number}: where one goes, who was drawn there, what was answered; answers looked
// at while they are typed, and taken in.
#include "api/inspect_handlers.hpp"
#include "api/inspection_json.hpp"

#include "api/finding_json.hpp"
#include "api/shown.hpp"
#include "api/temporary_folder.hpp"
#include "base/file.hpp"
#include "check/values.hpp"
#include "pack/draw_plan.hpp"
#include "pack/read_value.hpp"
#include "report/inspection_kin.hpp"
#include "survey/answer_look.hpp"
#include "survey/draw_book.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

namespace jingzhun::api {
namespace {

using pack::Operation;

constexpr std::size_t drawn_most = 2000;

// The answers of one inspection as they stand in the questionnaire's register.
struct Answered {
    registry::Record record;
    std::string key; // of the subject
};

// As of today, not of the last check: what was answered at noon is seen at once.
std::vector<Answered> answers_of(Asked const &asked, survey::Inspection const &one,
                                 pack::Questionnaire const &form) {
    auto const &view = asked.view;
    auto const &definition = *view.pack.find_register(form.name);
    auto const number = cel::parse("inspection_no").expression,
               key = cel::parse(form.key).expression;
    cel::Expression const *const expressions[] = {number.get(), key.get()};
    registry::Moment moment;
    moment.as_of = base::today();
    check::Values const values(asked.database(), view.pack, form.name, view.county, moment,
                               expressions);
    std::vector<Answered> all;
    for (std::size_t row = 0; row < values.rows(); ++row) {
        if (values.text(0, row) != one.number) continue;
        auto record = registry::read_record(asked.database(), view.pack, definition, view.county,
                                            values.record(row), moment);
        if (record) all.push_back({std::move(*record), values.text(1, row)});
    }
    return all;
}

std::string label_of(Asked const &asked, std::string const &register_name, std::string const &key) {
    auto const &definition = *asked.view.pack.find_register(register_name);
    if (definition.label.empty()) return "";
    auto const record = registry::read_record(asked.database(), asked.view.pack, definition,
                                              asked.view.county, key, {base::today()});
    if (!record) return "";
    auto const &value = record->values[definition.field_index(definition.label)];
    return std::holds_alternative<std::string>(value) ? base::as_text(value) : "";
}

void write_answer(base::JsonWriter &json, Asked const &asked, pack::Questionnaire const &form,
                  Answered const &one) {
    auto const &definition = *asked.view.pack.find_register(form.name);
    json.begin_object()
        .member("subject", one.key)
        .member("label", label_of(asked, form.subject, one.key))
        .key("answers")
        .begin_object();
    for (auto const &question : form.questions) {
        auto const at = definition.field_index(question.id);
        auto const &value = one.record.values[at];
        if (base::is_missing(value)) continue;
        json.key(question.id);
        write_value(json, definition.fields[at], value);
    }
    json.end_object().end_object();
}

// Whom the draws of this subject picked within the area: the list to go by.
void write_drawn(base::JsonWriter &json, Asked const &asked, survey::Inspection const &one,
                 pack::Questionnaire const &form, std::set<std::string> const &answered) {
    auto const &definition = *asked.view.pack.find_register(form.subject);
    std::size_t written = 0;
    json.key("drawn").begin_array();
    for (auto const &draw : survey::list_draws(asked.database(), asked.view.county)) {
        if (draw.seed.empty()) continue;
        auto const plan = pack::parse_draw_plan(draw.plan, draw.name);
        if (plan.register_name != form.subject) continue;
        for (auto const &unit : survey::drawn_of(asked.database(), asked.view.county, draw.id)) {
            if (unit.stage == 1 && plan.stages.size() > 1) continue;
            auto const record = registry::read_record(asked.database(), asked.view.pack, definition,
                                                      asked.view.county, unit.key, {base::today()});
            if (!record || !base::contains(one.area, record->area) || ++written > drawn_most)
                continue;
            json.begin_object()
                .member("draw", draw.name)
                .member("key", unit.key)
                .member("label", label_of(asked, form.subject, unit.key))
                .member("place", asked.view.areas.path_of(record->area))
                .member("replacement", unit.replacement)
                .member("answered", answered.contains(unit.key))
                .end_object();
        }
    }
    json.end_array();
}

survey::Answers answers_in(base::Json const &body) {
    survey::Answers answers{text_member(body, "subject"), {}};
    auto const *given = body.find("answers");
    if (given == nullptr || given->object() == nullptr)
        throw base::Error("member_missing", {{"name", "answers"}});
    for (auto const &[id, value] : *given->object())
        if (auto const *text = std::get_if<std::string>(&value.value))
            answers.given.emplace_back(id, *text);
    return answers;
}

// The one asked about, within the inspection's area; else there is nobody of that key.
registry::Record subject_of(Asked const &asked, survey::Inspection const &one,
                            std::string const &key) {
    auto const &form = survey::questionnaire_of(asked.view.pack, one.questionnaire);
    auto const &definition = *asked.view.pack.find_register(form.subject);
    auto record = registry::read_record(asked.database(), asked.view.pack, definition,
                                        asked.view.county, key, {base::today()});
    if (!record || !base::contains(one.area, record->area))
        throw unknown_record(asked, definition, key);
    return std::move(*record);
}

void write_look(base::JsonWriter &json, Asked const &asked, survey::Inspection const &one,
                pack::Questionnaire const &form, survey::AnswerLook const &look) {
    json.member("unanswered", look.unanswered).key("questions").begin_array();
    for (std::size_t i = 0; i < form.questions.size(); ++i) {
        json.begin_object().member("id", form.questions[i].id).key("asked");
        if (look.asked[i]) json.value(*look.asked[i]);
        else json.null();
        json.member("wrong", look.wrong[i] ? base::describe(*look.wrong[i], asked.language()) : "")
            .end_object();
    }
    json.end_array().key("findings").begin_array();
    for (auto const *finding : look.findings)
        json.begin_object()
            .member("id", finding->id)
            .member("hard", finding->hard)
            .member("message", finding->message.in(asked.language()))
            .member("due", base::to_string(base::add_days(one.day, finding->due_days)))
            .end_object();
    json.end_array();
}

// What is kept with the request names findings by number alone.
std::string record_kept(Asked const &asked, survey::Inspection const &one,
                        std::string const &file) {
    auto const &form = survey::questionnaire_of(asked.view.pack, one.questionnaire);
    return write(asked,
                 {Operation::inspect, form.subject, one.area, asked.request.parameter("reason")},
                 [&](store::Database &database, store::Actor const &actor) {
                     auto const recorded = report::record_by_strangers(
                         inspection_desk(asked, database, actor), asked.view.areas, one, file,
                         asked.county.address() + ".files");
                     base::JsonWriter json;
                     json.begin_object()
                         .member("number", one.number)
                         .member("answers", recorded.answers)
                         .member("unanswered", recorded.unanswered)
                         .member("not_asked", recorded.not_asked)
                         .key("raised")
                         .begin_array();
                     for (auto const id : recorded.raised) json.value(id);
                     json.end_array().end_object();
                     return json.take();
                 });
}

Response answer_recorded(Asked const &asked, survey::Inspection const &one,
                         std::string const &file) {
    auto const kept = base::read_json(record_kept(asked, one, file), "answers");
    std::vector<std::int64_t> ids;
    for (auto const &id : *kept.find("raised")->array())
        ids.push_back(std::get<std::int64_t>(id.value));
    base::JsonWriter json;
    json.begin_object().member("number", one.number);
    for (auto const *name : {"answers", "unanswered", "not_asked"})
        json.member(name, std::get<std::int64_t>(kept.find(name)->value));
    json.key("raised").begin_array();
    for (auto const &found : finding::find_all(asked.database(), asked.view.county, ids))
        write(json, asked, found);
    json.end_array().end_object();
    return json_answer(json.take());
}

} // namespace

Response show_inspection(Asked const &asked) {
    auto const one = inspection_of(asked, asked.argument(0));
    auto const records = inspects(asked, one);
    base::JsonWriter json;
    json.begin_object().key("inspection");
    write(json, asked, one);
    json.member("today", base::to_string(base::today()));
    auto const &form = survey::questionnaire_of(asked.view.pack, one.questionnaire);
    std::vector<Answered> answers;
    if (records || one.day <= base::today()) answers = answers_of(asked, one, form);
    std::set<std::string> answered;
    json.key("answers").begin_array();
    for (auto const &answer : answers) {
        if (!asked.reads(form.name).contains(answer.record.area)) continue;
        answered.insert(answer.key);
        write_answer(json, asked, form, answer);
    }
    json.end_array();
    if (records) write_drawn(json, asked, one, form, answered);
    else json.key("drawn").begin_array().end_array();
    json.key("findings").begin_array();
    if (!answers.empty())
        for (auto const &found :
             finding::find_all(asked.database(), asked.view.county,
                               survey::findings_of(asked.database(), asked.view.county, {one})))
            if (asked.reads(form.subject).contains(found.area)) write(json, asked, found);
    json.end_array().end_object();
    return json_answer(json.take());
}

Response look_at_answers(Asked const &asked) {
    auto const one = inspection_of(asked, asked.argument(0));
    auto const &form = survey::questionnaire_of(asked.view.pack, one.questionnaire);
    asked.caller.require(Operation::inspect, form.subject, one.area);
    auto const answers = answers_in(read_body(asked.request));
    auto const subject = subject_of(asked, one, answers.subject);
    base::JsonWriter json;
    json.begin_object()
        .member("subject", answers.subject)
        .member("label", label_of(asked, form.subject, answers.subject))
        .member("place", asked.view.areas.path_of(subject.area));
    write_look(json, asked, one, form,
               survey::look_at(asked.view.pack, form, answers, one.day, subject.area));
    json.end_object();
    return json_answer(json.take());
}

Response record_answers(Asked const &asked) {
    auto const one = inspection_of(asked, asked.argument(0));
    auto const answers = answers_in(read_body(asked.request));
    auto const &form = survey::questionnaire_of(asked.view.pack, one.questionnaire);
    asked.caller.require(Operation::inspect, form.subject, one.area);
    subject_of(asked, one, answers.subject);
    TemporaryFolder const folder;
    auto const file = folder / (one.number + ".csv");
    survey::write_answers(form, one, answers, file);
    return answer_recorded(asked, one, file);
}

Response record_answer_table(Asked const &asked) {
    auto const one = inspection_of(asked, asked.argument(0));
    auto const ending = std::filesystem::path(asked.request.parameter("name")).extension().string();
    if (asked.request.body.empty() || (ending != ".xlsx" && ending != ".csv" && ending != ".xls"))
        throw base::Error("file_wanted");
    TemporaryFolder const folder;
    auto const file = folder / (one.number + ending);
    base::write_file(file, asked.request.body);
    return answer_recorded(asked, one, file);
}

} // namespace jingzhun::api
