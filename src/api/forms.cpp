// /api/forms: forms of the pack, one for a subject with what is known, a sheet filled in.
#include "api/field_handlers.hpp"

#include "api/form_json.hpp"
#include "api/forms_asked.hpp"
#include "work/form_sheet.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

bool fills_in(Asked const &asked, pack::Form const &form) {
    using enum pack::Operation;
    return asked.caller.may_somewhere(record, form.states) &&
           asked.caller.may_somewhere(record, form.sheets) &&
           asked.caller.may_somewhere(read, form.subject);
}

work::Sheet sheet_of(base::Json const &body) {
    work::Sheet sheet;
    sheet.number = text_member(body, "sheet");
    if (!work::valid_sheet_number(sheet.number))
        throw base::Error("request_malformed", {{"what", "sheet"}});
    auto const *answers = body.find("answers");
    if (answers == nullptr || answers->object() == nullptr)
        throw base::Error("member_missing", {{"name", "answers"}});
    for (auto const &[field, value] : *answers->object())
        if (auto const *text = std::get_if<std::string>(&value.value); text && !text->empty())
            sheet.answers[field] = *text;
    if (auto const *typed = body.find("typed"); typed != nullptr && typed->array() != nullptr)
        for (auto const &one : *typed->array())
            if (auto const *text = std::get_if<std::string>(&one.value)) sheet.typed.insert(*text);
    return sheet;
}

base::Date day_of(base::Json const &body) {
    auto const text = text_member(body, "on", false);
    if (text.empty()) return base::today();
    auto const day = base::parse_iso_date(text);
    if (!day || *day > base::today()) throw base::Error("request_malformed", {{"what", "on"}});
    return *day;
}

// Fields of the register of sheets that the subject has too: its number, that of its household.
std::map<std::string, base::Value> shared_fields(Asked const &asked, FormAsked const &form) {
    std::map<std::string, base::Value> shared;
    auto const &subject = *asked.view.pack.find_register(form.form.subject);
    auto const &sheets = *asked.view.pack.find_register(form.form.sheets);
    auto const record = registry::read_record(asked.database(), asked.view.pack, subject,
                                              asked.view.county, form.key, {asked.view.as_of});
    if (!record) return shared;
    for (auto const &field : subject.fields)
        if (sheets.find_field(field.name) != nullptr)
            shared[field.name] = record->values[subject.field_index(field.name)];
    return shared;
}

Response refusal(work::SheetChecked const &checked) {
    base::JsonWriter json;
    json.begin_object().member("type", "about:blank").member("status", 422);
    json.member("code", "form_refused");
    write_remarks(json.key("refused"), checked.refused);
    write_remarks(json.key("remarks"), checked.remarks);
    json.end_object();
    Response response = json_answer(json.take(), 422);
    response.type = "application/problem+json";
    return response;
}

std::string taken_json(work::SheetTaken const &taken, work::SheetChecked const &checked) {
    base::JsonWriter json;
    json.begin_object()
        .member("batch", taken.batch)
        .member("typed", taken.typed)
        .member("confirmed", taken.confirmed)
        .member("before", taken.before);
    write_remarks(json.key("remarks"), checked.remarks);
    json.end_object();
    return json.take();
}

} // namespace

Response list_forms(Asked const &asked) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &form : *pack::kept_forms(asked.view.pack))
        if (fills_in(asked, form))
            json.begin_object()
                .member("form", form.name)
                .member("title", form.title.in(asked.language()))
                .member("subject", form.subject)
                .member("states", form.states)
                .member("phone", form.phone)
                .end_object();
    json.end_array();
    return json_answer(json.take());
}

Response show_form(Asked const &asked) {
    FormAsked const form(asked, asked.argument(0), asked.argument(1), base::today());
    // What it shows is for whoever fills it in: it says how many records there are of others, too.
    if (!fills_in(asked, form.form))
        throw base::Error("form_unknown", {{"name", asked.argument(0)}});
    base::JsonWriter json;
    write_form(json, asked, form);
    return json_answer(json.take());
}

Response take_form(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const sheet = sheet_of(body);
    auto const on = day_of(body);
    FormAsked const form(asked, asked.argument(0), asked.argument(1), on);
    auto const &name = form.form.states;
    asked.caller.require(pack::Operation::record, name, form.area);
    work::FormFacts seen(form.seen, form.form), whole(form.whole, form.form);
    auto const checked =
        work::check_sheet(asked.view.pack, form.form, sheet, form.filler, seen, whole);
    auto const shared = shared_fields(asked, form);
    if (!checked.refused.empty()) return refusal(checked);
    auto const answer = write(
        asked, {pack::Operation::record, name, form.area, text_member(body, "reason", false)},
        [&](store::Database &database, store::Actor const &actor) {
            access::Holder holder;
            if (auto const *session = asked.caller.session())
                holder = access::holder(database, asked.view.county, session->holder.account);
            work::SheetPlace const now{database,
                                       asked.view.pack,
                                       asked.view.county,
                                       actor,
                                       asked.caller.session() == nullptr ? nullptr : &holder,
                                       &asked.view.areas};
            return taken_json(
                work::take_sheet(now, form.form, sheet, checked, form.key, shared, on), checked);
        });
    return json_answer(answer, 201);
}

} // namespace jingzhun::api
