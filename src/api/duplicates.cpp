// /api/duplicates/{register}: records that may be one, side by side, with the evidence.
#include "api/pairs.hpp"

#include "register/duplicates.hpp"
#include "register/merge.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::api {
namespace {

using registry::LinkDecision;

std::string kept_text(std::vector<LinkDecision> const &pairs) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &pair : pairs) {
        json.begin_object()
            .member("record", pair.record)
            .member("target", pair.target)
            .member("likely", pair.state == registry::LinkState::automatic)
            .member("tenths", static_cast<std::int64_t>(pair.score * 10))
            .member("model", pair.model)
            .key("evidence")
            .begin_array();
        for (auto const &term : pair.evidence)
            json.begin_array()
                .value(term.name)
                .value(term.outcome)
                .value(static_cast<std::int64_t>(term.bits * 10))
                .end_array();
        json.end_array().end_object();
    }
    json.end_array();
    return json.take();
}

LinkDecision read_kept(base::Json const &one, std::string const &register_name) {
    LinkDecision pair;
    auto const number = [&](char const *name) {
        return std::get<std::int64_t>(one.find(name)->value);
    };
    pair.register_name = register_name;
    pair.record = number("record");
    pair.target = number("target");
    pair.score = static_cast<double>(number("tenths")) / 10;
    pair.state = std::get<bool>(one.find("likely")->value) ? registry::LinkState::automatic
                                                           : registry::LinkState::review;
    pair.model = *one.text("model");
    for (auto const &term : *one.find("evidence")->array()) {
        auto const &cells = *term.array();
        pair.evidence.push_back({std::get<std::string>(cells[0].value),
                                 std::get<std::string>(cells[1].value),
                                 static_cast<double>(std::get<std::int64_t>(cells[2].value)) / 10});
    }
    return pair;
}

// The whole register is compared with itself once for a state of the county.
std::vector<LinkDecision> pairs_of(Asked const &asked, pack::Register const &definition) {
    auto const text = asked.view.remembered("duplicates " + definition.name, [&] {
        return kept_text(registry::find_duplicates(asked.database(), asked.view.pack,
                                                   asked.view.county, definition));
    });
    std::vector<LinkDecision> pairs;
    auto const read = base::read_json(text, "duplicates");
    for (auto const &one : *read.array()) pairs.push_back(read_kept(one, definition.name));
    return pairs;
}

bool may_read(Asked const &asked, LinkDecision const &pair) {
    auto const &reads = asked.reads(pair.register_name);
    auto const goes = place_of(asked, pair.register_name, pair.record);
    auto const stays = place_of(asked, pair.register_name, pair.target);
    return goes && stays && reads.contains(*goes) && reads.contains(*stays);
}

void write_fields(base::JsonWriter &json, Asked const &asked, pack::Register const &definition,
                  registry::Record const &goes, registry::Record const &stays) {
    json.key("fields").begin_array();
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        auto const ours = !base::is_missing(goes.values[i]),
                   theirs = !base::is_missing(stays.values[i]);
        if (!ours && !theirs) continue;
        json.begin_object()
            .member("title", definition.fields[i].title.in(asked.language()))
            .member("own", shown_cell(asked, definition, goes, i, goes.area))
            .member("theirs", shown_cell(asked, definition, stays, i, stays.area))
            .member("compared", ours && theirs)
            .member("differs", ours && theirs && goes.values[i] != stays.values[i])
            .end_object();
    }
    json.end_array();
}

void write_pair(base::JsonWriter &json, Asked const &asked, pack::Register const &definition,
                LinkDecision const &pair) {
    auto const &view = asked.view;
    auto const goes =
        registry::read_record(asked.database(), view.pack, definition, view.county, pair.record);
    auto const stays =
        registry::read_record(asked.database(), view.pack, definition, view.county, pair.target);
    if (!goes || !stays) return;
    json.begin_object()
        .member("score", pair.score)
        .member("likely", pair.state == registry::LinkState::automatic)
        .member("may_ask",
                asked.caller.may(pack::Operation::correct, definition.name, goes->area) &&
                    asked.caller.may(pack::Operation::correct, definition.name, stays->area));
    json.key("goes");
    write_side(json, asked, definition, *goes, goes->area);
    json.key("stays");
    write_side(json, asked, definition, *stays, stays->area);
    write_evidence(json, asked, pair);
    write_fields(json, asked, definition, *goes, *stays);
    json.end_object();
}

} // namespace

Response list_duplicates(Asked const &asked) {
    auto const &definition = register_of(asked, asked.argument(0));
    auto const limit = static_cast<std::size_t>(asked.request.number("limit", 20, 1, 100));
    auto const after = static_cast<std::size_t>(asked.request.number("after", 0, 0, 1'000'000));
    auto pairs = pairs_of(asked, definition);
    std::erase_if(pairs, [&](LinkDecision const &pair) { return !may_read(asked, pair); });
    auto const end = std::min(pairs.size(), after + limit);
    base::JsonWriter json;
    json.begin_object().member("total", pairs.size()).key("items").begin_array();
    for (auto i = after; i < end; ++i) write_pair(json, asked, definition, pairs[i]);
    json.end_array().key("next");
    if (end < pairs.size()) json.value(end);
    else json.null();
    json.end_object();
    return json_answer(json.take());
}

} // namespace jingzhun::api
