// /api/reveals: for the auditor, everything private that was shown whole and every glass that was
// broken: who, whose, why, for how long, and what was said of it afterwards.
#include "api/inspect_handlers.hpp"

#include "access/glass.hpp"
#include "base/text.hpp"
#include "register/records.hpp"

#include <algorithm>
#include <charconv>

namespace jingzhun::api {
namespace {

using pack::Operation;

constexpr std::int64_t page_default = 50, page_max = 200;

// "household 12": the register and the number of the record; glasses that found nobody have none.
struct Subject {
    std::string register_name;
    std::int64_t record = 0;
};

Subject subject_of(std::string const &text) {
    auto const blank = text.find(' ');
    Subject subject{text.substr(0, blank), 0};
    if (blank != std::string::npos)
        std::from_chars(text.data() + blank + 1, text.data() + text.size(), subject.record);
    return subject;
}

// Titles of the fields that were shown.
void write_fields(base::JsonWriter &json, Asked const &asked, pack::Register const *definition,
                  base::Json const &details) {
    json.key("fields").begin_array();
    auto const *fields = details.find("fields");
    if (fields != nullptr && fields->array() != nullptr)
        for (auto const &one : *fields->array()) {
            auto const *name = std::get_if<std::string>(&one.value);
            if (name == nullptr) continue;
            auto const *field = definition == nullptr ? nullptr : definition->find_field(*name);
            json.value(field == nullptr ? *name : field->title.in(asked.language()));
        }
    json.end_array();
}

void write_subject(base::JsonWriter &json, Asked const &asked, store::LoggedEvent const &event) {
    auto const subject = subject_of(event.event.subject);
    auto const *definition = asked.view.pack.find_register(subject.register_name);
    json.member("register", subject.register_name)
        .member("title", definition == nullptr ? subject.register_name
                                               : definition->title.in(asked.language()))
        .member("record", subject.record);
    std::string area;
    if (definition != nullptr && subject.record > 0)
        if (auto const record =
                registry::read_record(asked.database(), asked.view.pack, *definition,
                                      asked.view.county, subject.record, {asked.view.as_of}))
            area = record->area;
    json.member("place", area.empty() ? "" : asked.view.areas.path_of(area));
    auto const details = base::read_json(event.event.details, "event");
    write_fields(json, asked, definition, details);
    auto const *until = details.text("until");
    json.member("until", until == nullptr ? "" : *until);
}

void write_reveal(base::JsonWriter &json, Asked const &asked, store::LoggedEvent const &event,
                  std::vector<access::RevealReview> const &reviews) {
    json.begin_object()
        .member("event", event.sequence)
        .member("kind", event.event.kind)
        .member("time", base::to_string_instant(event.time))
        .member("actor", event.actor.name)
        .member("role", event.actor.role)
        .member("from", event.actor.from)
        .member("reason", event.actor.reason);
    write_subject(json, asked, event);
    json.key("reviews").begin_array();
    for (auto const &one : reviews)
        if (one.event == event.sequence)
            json.begin_object()
                .member("verdict", one.verdict)
                .member("by", one.by)
                .member("note", one.note)
                .member("at", base::to_string_instant(one.at))
                .end_object();
    json.end_array().end_object();
}

} // namespace

Response list_reveals(Asked const &asked) {
    asked.caller.require(Operation::audit);
    auto const reviews = access::reviews(asked.database(), asked.view.county);
    auto const reviewed = [&](std::int64_t event) {
        return std::ranges::find(reviews, event, &access::RevealReview::event) != reviews.end();
    };
    auto const open_only = asked.request.parameter("state") == "open";
    auto const limit = asked.request.number("limit", page_default, 1, page_max);
    auto const before = asked.request.number("after", INT64_MAX, 1, INT64_MAX);
    base::JsonWriter json;
    json.begin_object().key("items").begin_array();
    std::int64_t total = 0, unreviewed = 0, shown = 0, last = 0;
    auto more = false;
    for (auto const number :
         access::revealing_events(asked.database(), asked.view.county, INT64_MAX, INT64_MAX)) {
        unreviewed += !reviewed(number);
        if (open_only && reviewed(number)) continue;
        ++total;
        if (number >= before) continue;
        if (shown == limit) {
            more = true;
            continue;
        }
        for (auto const &event :
             store::read_events(asked.database(), asked.view.county, number - 1, 1))
            write_reveal(json, asked, event, reviews);
        last = number;
        ++shown;
    }
    json.end_array().member("total", total).member("unreviewed", unreviewed).key("next");
    if (more) json.value(last);
    else json.null();
    json.end_object();
    return json_answer(json.take());
}

Response review_reveal(Asked const &asked) {
    auto const &text = asked.argument(0);
    std::int64_t event = 0;
    std::from_chars(text.data(), text.data() + text.size(), event);
    auto const body = read_body(asked.request);
    auto const verdict = text_member(body, "verdict");
    if (verdict != "justified" && verdict != "questioned")
        throw base::Error("request_malformed", {{"what", "verdict=" + verdict}});
    auto const note = text_member(body, "note", false);
    return json_answer(write(asked, {Operation::audit, "", "", note},
                             [&](store::Database &database, store::Actor const &actor) {
                                 access::review_reveal(database, asked.view.county, actor, event,
                                                       verdict == "justified", note, base::now());
                                 return std::string("{}");
                             }));
}

} // namespace jingzhun::api
