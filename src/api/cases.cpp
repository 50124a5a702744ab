// /api/procedures, /api/cases: the inbox, one case, many decided at one meeting, the notice.
#include "api/handlers.hpp"

#include "access/account.hpp"
#include "api/masking.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "pack/procedure_json.hpp"
#include "pack/record_value.hpp"
#include "report/case_file.hpp"
#include "work/case_json.hpp"
#include "work/document.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

namespace jingzhun::api {
namespace {

constexpr std::size_t cases_at_once = 500;

bool reads(Asked const &asked, work::Case const &one) {
    return asked.caller.may(pack::Operation::read, one.register_name, one.area);
}

// Who decides sees what is private in the minutes; others do not.
bool sees_private(Asked const &asked, work::Case const &one) {
    using enum pack::Operation;
    return std::ranges::any_of(std::array{record, review, approve, inspect},
                               [&](pack::Operation operation) {
                                   return asked.caller.may(operation, one.register_name, one.area);
                               });
}

std::int64_t number_of(std::string const &text) {
    std::int64_t id = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), id);
    auto const whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    if (!whole) throw base::Error("case_unknown", {{"id", text}});
    return id;
}

// One outside the caller's areas is not there.
work::Case case_of(Asked const &asked, std::int64_t id) {
    auto one = work::find_case(asked.database(), asked.view.county, id);
    if (!one || !reads(asked, *one))
        throw base::Error("case_unknown", {{"id", std::to_string(id)}});
    return std::move(*one);
}

work::Desk desk_of(Asked const &asked, store::Database &database, store::Actor const &actor) {
    auto const account = asked.caller.accounts()
                             ? access::find_account(database, asked.view.county, actor.name)
                             : std::nullopt;
    auto const person =
        account && !account->display_name.empty() ? account->display_name : actor.name;
    return {database,
            asked.view.pack,
            asked.view.county,
            actor,
            person,
            [&asked](pack::Operation operation, std::string const &name, std::string const &area) {
                return asked.caller.may(operation, name, area);
            }};
}

report::CaseFile file_of(Asked const &asked, work::Case const &one) {
    return {asked.database(),
            asked.view.pack,
            asked.view.areas,
            asked.view.county,
            sees_private(asked, one),
            [&asked, area = one.area](pack::Register const &definition, pack::Field const &field,
                                      std::string const &text) {
                return asked.caller.sees(definition, field, area) ? text : mask_value(field, text);
            }};
}

pack::RecordValues records_of(Asked const &asked, pack::Procedure const &procedure,
                              base::Json const *said) {
    pack::RecordValues values;
    if (said == nullptr || said->object() == nullptr) return values;
    for (auto const &[name, value] : *said->object()) {
        auto const *text = std::get_if<std::string>(&value.value);
        auto const *record = procedure.find_record(name);
        if (text == nullptr || text->empty()) continue;
        if (record == nullptr) {
            values.emplace_back(name,
                                pack::RecordValue{*text, {}}); // refused with the nearest name
            continue;
        }
        auto read = pack::read_record(asked.view.pack, *record, *text);
        if (auto *problem = std::get_if<base::Problem>(&read)) {
            problem->arguments.emplace_back("field", record->title.zh);
            problem->arguments.emplace_back("field_en", record->title.en);
            throw base::Error(*problem);
        }
        values.emplace_back(record->name, std::get<pack::RecordValue>(std::move(read)));
    }
    return values;
}

base::Date day_of(base::Json const &body) {
    auto const text = text_member(body, "on", false);
    if (text.empty()) return base::today();
    auto const day = base::parse_iso_date(text);
    if (!day) throw base::Error("request_malformed", {{"what", "on=" + text}});
    return *day;
}

work::Act act_of(base::Json const &body) {
    work::Act act;
    auto const kind = text_member(body, "act", false);
    act.kind = work::parse_act(kind).value_or(work::ActKind::step);
    act.step = text_member(body, "step", false);
    auto const outcome = text_member(body, "outcome", false);
    act.outcome = work::parse_outcome(outcome).value_or(work::Outcome::pass);
    act.on = day_of(body);
    act.reason = text_member(body, "reason", false);
    act.name = text_member(body, "name", false);
    act.text = text_member(body, "text", false);
    return act;
}

std::vector<std::int64_t> numbers_of(base::Json const &body) {
    std::vector<std::int64_t> ids;
    auto const *list = body.find("cases");
    if (list == nullptr || list->array() == nullptr)
        throw base::Error("member_missing", {{"name", "cases"}});
    for (auto const &one : *list->array())
        if (auto const *id = std::get_if<std::int64_t>(&one.value)) ids.push_back(*id);
    if (ids.empty() || ids.size() > cases_at_once)
        throw base::Error("request_malformed", {{"what", "cases"}});
    return ids;
}

Response answer_done(Asked const &asked, work::Done const &done) {
    base::JsonWriter json;
    if (auto const *refusals = std::get_if<std::vector<work::Refusal>>(&done)) {
        work::write_json(json, *refusals);
        return json_answer(json.take(), 409);
    }
    json.begin_array();
    for (auto const &one : std::get<std::vector<work::Case>>(done))
        work::write_json_head(json, asked.view.pack, one);
    json.end_array();
    return json_answer(json.take());
}

template <class Do>
Response do_on_desk(Asked const &asked, store::Actor const &actor, Do const &work) {
    std::optional<work::Done> done;
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        done = work(desk_of(asked, database, actor));
    });
    asked.county.view();
    return answer_done(asked, *done);
}

} // namespace

Response list_procedures(Asked const &asked) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &procedure : asked.view.pack.procedures)
        if (asked.caller.may_somewhere(pack::Operation::read, procedure.on))
            pack::write_procedure(json, asked.view.pack, procedure);
    json.end_array();
    return json_answer(json.take());
}

Response list_cases(Asked const &asked) {
    auto const &request = asked.request;
    work::CaseFilter filter;
    filter.procedure = request.parameter("procedure");
    filter.key = request.parameter("subject");
    filter.step = request.parameter("step");
    filter.area = request.parameter("area");
    for (auto const state : {work::CaseState::open, work::CaseState::done,
                             work::CaseState::rejected, work::CaseState::withdrawn})
        if (request.parameter("state") == work::to_string(state)) filter.state = state;
    auto const after = request.number("after", 0, 0, INT64_MAX);
    auto const limit = request.number("limit", 100, 1, static_cast<std::int64_t>(cases_at_once));
    base::JsonWriter json;
    json.begin_object().key("items").begin_array();
    std::int64_t total = 0, shown = 0, last = 0;
    auto more = false;
    for (auto const &one : work::list_cases(asked.database(), asked.view.county, filter)) {
        if (!reads(asked, one)) continue;
        ++total;
        if (one.id <= after) continue;
        if (shown == limit) {
            more = true;
            continue;
        }
        work::write_json_head(json, asked.view.pack, one);
        last = one.id;
        ++shown;
    }
    json.end_array().member("total", total).key("next");
    if (more) json.value(last);
    else json.null();
    json.end_object();
    return json_answer(json.take());
}

Response show_case(Asked const &asked) {
    auto const one = case_of(asked, number_of(asked.argument(0)));
    auto const needs = work::needs_of(desk_of(asked, asked.database(), asked.caller.actor()), one);
    base::JsonWriter json;
    work::write_json(json, asked.view.pack, one, needs, {sees_private(asked, one)});
    return json_answer(json.take());
}

Response open_cases(Asked const &asked) {
    auto const body = read_body(asked.request);
    work::OpenRequest request;
    request.procedure = text_member(body, "procedure");
    request.keys = {text_member(body, "subject")};
    request.area = text_member(body, "area", false);
    request.on = day_of(body);
    auto const &procedure = work::procedure_of(asked.view.pack, request.procedure);
    auto const desk = desk_of(asked, asked.database(), asked.caller.actor());
    auto const area = work::area_of_subject(desk, request, request.keys.front());
    // Where the caller may not read, nothing is: no case can be opened about it.
    auto const &definition = register_of(asked, procedure.on);
    if (!asked.reads(definition.name).contains(area))
        throw unknown_record(asked, definition, request.keys.front());
    auto const actor = asked.caller.require(pack::Operation::record, procedure.on, area,
                                            text_member(body, "reason", false));
    return do_on_desk(asked, actor,
                      [&](work::Desk const &now) { return work::open_cases(now, request); });
}

Response act_on_cases(Asked const &asked) {
    auto const body = read_body(asked.request);
    work::ActRequest request;
    request.cases = numbers_of(body);
    request.act = act_of(body);
    auto actor = asked.caller.actor(request.act.reason);
    auto const desk = desk_of(asked, asked.database(), actor);
    pack::Procedure const *procedure = nullptr;
    for (auto const id : request.cases) {
        auto const one = case_of(asked, id);
        procedure = &work::procedure_of(asked.view.pack, one.procedure);
        auto const right = work::right_needed(desk, one, request.act);
        actor = asked.caller.require(right.operation, one.register_name, right.area,
                                     request.act.reason);
    }
    request.act.records = records_of(asked, *procedure, body.find("records"));
    if (auto const *own = body.find("own"); own != nullptr && own->object() != nullptr)
        for (auto const &[id, said] : *own->object())
            request.own[number_of(id)] = records_of(asked, *procedure, &said);
    return do_on_desk(asked, actor, [&](work::Desk const &now) { return work::act(now, request); });
}

// A document of a step, kept beside the store under the hash of its content; the answer names it in
// the record.
// By whoever may act on anything: evidence is attached by those who record, review, approve, inspect.
void require_acting(Asked const &asked) {
    using enum pack::Operation;
    for (auto const operation : {review, approve, inspect})
        if (asked.caller.may_somewhere(operation, "*")) return;
    asked.caller.require_somewhere(record, "*");
}

Response keep_document(Asked const &asked) {
    auto const &request = asked.request;
    require_acting(asked);
    auto name = request.parameter("name");
    if (auto const slash = name.find_last_of("/\\"); slash != std::string::npos)
        name.erase(0, slash + 1);
    if (name.empty() || name.front() == '.' || request.body.empty())
        throw base::Error("file_wanted");
    auto const ending = pack::document_ending(name);
    if (!work::content_fits(ending, std::string_view(request.body).substr(0, 8)))
        throw base::Error("case_document_content", {{"file", name}, {"ending", ending}});
    auto const hash = base::sha256(request.body);
    auto const folder = std::filesystem::path(asked.county.address() + ".files");
    std::filesystem::create_directories(folder);
    auto const path = folder / (hash + std::filesystem::path(name).extension().string());
    if (!std::filesystem::exists(path)) base::write_file(path.string(), request.body);
    base::JsonWriter json;
    json.begin_object().member("document", hash + " " + name).end_object();
    return json_answer(json.take(), 201);
}

// As it is posted: what the procedure says may be shown, nothing else; gone when its time is over.
Response show_notice(Asked const &asked) {
    auto const one = case_of(asked, number_of(asked.argument(0)));
    auto const *notice = work::standing_notice(one);
    if (notice == nullptr) throw base::Error("case_notice_none");
    if (notice->until < base::today())
        throw base::Error("case_notice_over", {{"until", base::to_string(notice->until)}});
    return {200,
            "text/html; charset=utf-8",
            report::notice_html(file_of(asked, one), one, *notice),
            {}};
}

} // namespace jingzhun::api
