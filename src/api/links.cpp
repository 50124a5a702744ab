// /api/links: rows of lists and the persons they may mean; confirmed or refused.
#include "api/pairs.hpp"

#include "api/body_ids.hpp"
#include "api/masking.hpp"
#include "api/shown.hpp"
#include "pack/read_value.hpp"
#include "register/link_review.hpp"
#include "register/link_words.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::api {
namespace {

using registry::LinkDecision;

struct Sides {
    pack::Register const *own = nullptr, *theirs = nullptr;
    pack::Link const *link = nullptr;
};

std::optional<Sides> sides_of(Asked const &asked, LinkDecision const &decision) {
    Sides sides;
    sides.own = asked.view.pack.find_register(decision.register_name);
    if (sides.own == nullptr) return std::nullopt;
    auto const link = std::ranges::find(sides.own->links, decision.link, &pack::Link::name);
    if (link == sides.own->links.end()) return std::nullopt;
    sides.link = &*link;
    sides.theirs = asked.view.pack.find_register(link->to);
    return sides;
}

// Where the person lies, if the caller may do that to rows about him there, and read both.
std::optional<std::string> open_place(Asked const &asked, LinkDecision const &decision) {
    auto const sides = sides_of(asked, decision);
    if (!sides) return std::nullopt;
    auto const place = place_of(asked, sides->theirs->name, decision.target);
    if (!place || !asked.reads(sides->own->name).contains(*place) ||
        !asked.reads(sides->theirs->name).contains(*place))
        return std::nullopt;
    return place;
}

// Their field that ours is compared with; nothing where it stands alone.
std::optional<std::size_t> partner(Sides const &sides, std::string const &field) {
    auto const &link = *sides.link;
    if (field == link.possible_name) return sides.theirs->field_index(link.possible_their_name);
    if (field == link.possible_identity)
        return sides.theirs->field_index(link.possible_their_identity);
    return std::nullopt;
}

void write_fields(base::JsonWriter &json, Asked const &asked, Sides const &sides,
                  registry::Record const &row, registry::Record const &person,
                  std::string const &place) {
    json.key("fields").begin_array();
    for (std::size_t i = 0; i < sides.own->fields.size(); ++i) {
        auto const theirs = partner(sides, sides.own->fields[i].name);
        if (base::is_missing(row.values[i]) && !theirs) continue;
        auto const differs =
            theirs && !base::is_missing(row.values[i]) && row.values[i] != person.values[*theirs];
        json.begin_object()
            .member("title", sides.own->fields[i].title.in(asked.language()))
            .member("own", shown_cell(asked, *sides.own, row, i, place))
            .member("theirs", theirs ? shown_cell(asked, *sides.theirs, person, *theirs, place)
                                     : std::string())
            .member("compared", theirs.has_value())
            .member("differs", differs)
            .end_object();
    }
    json.end_array();
}

// False where one side is not there any more.
bool write_link(base::JsonWriter &json, Asked const &asked, LinkDecision const &decision,
                std::string const &place) {
    auto const sides = *sides_of(asked, decision);
    auto const &view = asked.view;
    auto const row = registry::read_record(asked.database(), view.pack, *sides.own, view.county,
                                           decision.record);
    auto const person = registry::read_record(asked.database(), view.pack, *sides.theirs,
                                              view.county, decision.target);
    if (!row || !person) return false;
    json.begin_object()
        .member("id", decision.id)
        .member("state", registry::to_string(decision.state))
        .member("state_title", registry::state_words(decision.state, asked.language()))
        .member("score", decision.score)
        .member("register", decision.register_name)
        .member("register_title", sides.own->title.in(asked.language()))
        .member("their_title", sides.theirs->title.in(asked.language()))
        .member("actor", decision.actor)
        .member("reason", decision.reason)
        .member("time", base::to_string_instant(decision.time))
        .member("may_decide", asked.caller.may(pack::Operation::review, sides.own->name, place));
    json.key("row");
    write_side(json, asked, *sides.own, *row, place);
    json.key("person");
    write_side(json, asked, *sides.theirs, *person, place);
    write_evidence(json, asked, decision);
    write_fields(json, asked, sides, *row, *person, place);
    json.end_object();
    return true;
}

} // namespace

std::optional<std::string> place_of(Asked const &asked, std::string const &register_name,
                                    std::int64_t record) {
    auto const table = asked.view.pack.register_index(register_name);
    auto const row = check::row_of(asked.view.snapshot.population.tables[table], record);
    if (!row) return std::nullopt;
    return asked.view.area_at(table, *row);
}

std::string shown_cell(Asked const &asked, pack::Register const &definition,
                       registry::Record const &record, std::size_t field, std::string_view area) {
    auto const &one = definition.fields[field];
    if (base::is_missing(record.values[field])) return "";
    auto const text =
        one.type == pack::FieldType::area
            ? asked.view.areas.path_of(base::as_text(record.values[field]))
            : pack::write_cell(asked.view.pack, one, record.values[field], asked.language());
    return hidden_from(asked, definition, area)(one) ? mask_value(one, text) : text;
}

void write_evidence(base::JsonWriter &json, Asked const &asked, LinkDecision const &decision) {
    json.key("evidence").begin_array();
    for (auto const &line : registry::evidence_lines(asked.view.pack, decision, asked.language()))
        json.begin_object()
            .member("what", line.what)
            .member("outcome", line.outcome)
            .member("bits", std::round(line.bits * 10) / 10)
            .end_object();
    json.end_array();
}

void write_side(base::JsonWriter &json, Asked const &asked, pack::Register const &definition,
                registry::Record const &record, std::string_view area) {
    auto const &view = asked.view;
    auto const label = definition.label.empty() ? std::optional<std::size_t>()
                                                : definition.field_index(definition.label);
    json.begin_object()
        .member("id", record.id)
        .member("key", shown_key(asked, definition, record.key, area))
        .member("label",
                label ? shown_cell(asked, definition, record, *label, area) : std::string())
        .member("place", view.areas.path_of(area))
        .key("household");
    auto const table = view.pack.register_index(definition.name);
    auto const row = check::row_of(view.snapshot.population.tables[table], record.id);
    auto const home = row ? view.household_of(table, *row) : std::nullopt;
    if (home) json.value(view.household_key(*home));
    else json.null();
    json.key("origin");
    auto const said =
        std::ranges::find_if(record.origins, [](auto const &one) { return one.has_value(); });
    if (said == record.origins.end()) json.null();
    else write(json, **said);
    json.end_object();
}

Response list_links(Asked const &asked) {
    auto const &request = asked.request;
    auto const limit = request.number("limit", 20, 1, 100);
    auto const after = request.number("after", 0, 0, INT64_MAX);
    auto const &wanted = request.parameter("state");
    std::int64_t total = 0, shown = 0, last = 0;
    auto more = false;
    base::JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (auto const &decision : registry::decisions(asked.database(), asked.view.county, {},
                                                    request.parameter("register"))) {
        auto const state = registry::to_string(decision.state);
        if (wanted != "all" && state != (wanted.empty() ? "review" : wanted)) continue;
        auto const place = open_place(asked, decision);
        if (!place) continue;
        ++total;
        if (decision.id <= after || more) continue;
        if (shown == limit) {
            more = true;
            continue;
        }
        if (write_link(json, asked, decision, *place)) ++shown;
        last = decision.id;
    }
    json.end_array().member("total", total).key("next");
    if (more) json.value(last);
    else json.null();
    json.end_object();
    return json_answer(json.take());
}

Response decide_links(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const ids = ids_member(body, "ids");
    auto const confirm = flag_member(body, "confirm");
    auto const reason = text_member(body, "reason", false);
    auto actor = asked.caller.actor(reason);
    for (auto const id : ids) {
        auto const found = registry::find_decision(asked.database(), asked.view.county, id);
        auto const place = open_place(asked, found);
        if (!place) throw base::Error("link_decision_unknown", {{"id", std::to_string(id)}});
        actor = asked.caller.require(pack::Operation::review, found.register_name, *place, reason);
    }
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        for (auto const id : ids)
            registry::review_link(database, actor, asked.view.county, id, confirm);
    });
    asked.county.view();
    base::JsonWriter json;
    json.begin_object().member("decided", ids.size()).end_object();
    return json_answer(json.take());
}

} // namespace jingzhun::api
