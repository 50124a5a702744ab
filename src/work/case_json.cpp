// Procedures and cases written as JSON.
#include "work/case_json.hpp"

#include "pack/procedure_json.hpp"
#include "pack/record_value.hpp"

namespace jingzhun::work {
namespace {

void write_title(base::JsonWriter &json, pack::Title const &title) {
    json.member("title", title.zh).member("title_en", title.en);
}

void write_date(base::JsonWriter &json, std::string_view key, std::optional<base::Date> day) {
    json.key(key);
    if (day) json.value(base::to_string(*day));
    else json.null();
}

void write_act(base::JsonWriter &json, pack::Pack const &pack, pack::Procedure const &procedure,
               Taken const &act, Sight const &sight) {
    json.begin_object()
        .member("number", act.number)
        .member("act", to_string(act.kind))
        .member("step", act.step)
        .member("outcome", to_string(act.outcome))
        .member("on", base::to_string(act.on))
        .member("at", base::to_string_instant(act.at))
        .member("account", act.account)
        .member("person", act.person)
        .member("role", act.role)
        .member("reason", act.reason)
        .member("event", act.position)
        .member("frozen", act.frozen)
        .member("batch", act.batch)
        .key("records")
        .begin_array();
    for (auto const &[name, value] : act.records) {
        auto const *record = procedure.find_record(name);
        if (record == nullptr) continue;
        bool const hidden = record->is_private && !sight.private_records;
        json.begin_object().member("name", name);
        write_title(json, record->title);
        json.member("value", hidden ? std::string("***")
                                    : pack::write_record(pack, *record, value, base::Language::zh));
        if (record->type == pack::RecordType::document && !hidden &&
            !pack::is_missing(*record, value))
            json.member("document", base::as_text(value.value));
        json.end_object();
    }
    json.end_array().end_object();
}

void write_notice(base::JsonWriter &json, Notice const &notice) {
    json.begin_object()
        .member("step", notice.step)
        .member("from", base::to_string(notice.from))
        .member("until", base::to_string(notice.until))
        .member("standing", notice.standing)
        .member("text", notice.text.zh)
        .member("text_en", notice.text.en)
        .end_object();
}

void write_objection(base::JsonWriter &json, Objection const &objection, Sight const &sight) {
    json.begin_object()
        .member("number", objection.number)
        .member("step", objection.step)
        .member("on", base::to_string(objection.on))
        .member("name", sight.private_records || objection.name.empty() ? objection.name : "***")
        .member("text", objection.text)
        .member("state", to_string(objection.state))
        .member("decided_by", objection.decided_by)
        .member("answer", objection.answer)
        .end_object();
}

void write_needs(base::JsonWriter &json, pack::Pack const &pack, Needs const &needs) {
    json.key("needs");
    if (needs.step == nullptr) {
        json.null();
        return;
    }
    json.begin_object().member("step", needs.step->id);
    write_title(json, needs.step->title);
    pack::write_body(json, pack, needs.step->by);
    json.member("operation", pack::to_string(needs.step->operation)).member("area", needs.area);
    write_date(json, "due", needs.due);
    write_date(json, "whole_due", needs.whole_due);
    write_date(json, "notice_until", needs.notice_until);
    json.member("late", needs.late)
        .member("to_post", needs.to_post)
        .member("open_objections", needs.open_objections)
        .key("records")
        .begin_array();
    for (auto const *record : needs.records) pack::write_record(json, *record);
    json.end_array().key("beside").begin_array();
    for (auto const *step : needs.beside) json.value(step->id);
    json.end_array().end_object();
}

void members_of_head(base::JsonWriter &json, pack::Pack const &pack, Case const &one) {
    auto const *procedure = pack.find_procedure(one.procedure);
    auto const *step = procedure == nullptr ? nullptr : procedure->find_step(one.step);
    json.member("case", one.id).member("procedure", one.procedure);
    write_title(json, procedure == nullptr ? pack::Title{one.procedure, one.procedure}
                                           : procedure->title);
    json.member("register", one.register_name)
        .member("subject", one.key)
        .member("label", one.label)
        .member("area", one.area)
        .member("state", to_string(one.state))
        .member("step", one.step)
        .member("step_title", step == nullptr ? "" : step->title.zh)
        .member("step_title_en", step == nullptr ? "" : step->title.en)
        .member("since", base::to_string(one.since))
        .member("opened", base::to_string(one.opened));
}

} // namespace

void write_json_head(base::JsonWriter &json, pack::Pack const &pack, Case const &one) {
    json.begin_object();
    members_of_head(json, pack, one);
    json.end_object();
}

void write_json(base::JsonWriter &json, pack::Pack const &pack, Case const &one, Needs const &needs,
                Sight const &sight) {
    auto const &procedure = *needs.procedure;
    json.begin_object();
    members_of_head(json, pack, one);
    json.key("acts").begin_array();
    for (auto const &act : one.acts) write_act(json, pack, procedure, act, sight);
    json.end_array().key("notices").begin_array();
    for (auto const &notice : one.notices) write_notice(json, notice);
    json.end_array().key("objections").begin_array();
    for (auto const &objection : one.objections) write_objection(json, objection, sight);
    json.end_array();
    write_needs(json, pack, needs);
    json.end_object();
}

void write_json(base::JsonWriter &json, std::vector<Refusal> const &refusals) {
    json.begin_object().key("refused").begin_array();
    for (auto const &refusal : refusals) {
        json.begin_object().member("case", refusal.id).member("subject", refusal.key);
        json.key("problems").begin_array();
        for (auto const &problem : refusal.problems)
            json.begin_object()
                .member("code", problem.code)
                .member("message", base::describe(problem, base::Language::zh))
                .member("message_en", base::describe(problem, base::Language::en))
                .end_object();
        json.end_array().end_object();
    }
    json.end_array().end_object();
}

} // namespace jingzhun::work
