// /api/merges: one record into another, asked for by one person, approved by another, undone.
#include "api/pairs.hpp"

#include "api/body_ids.hpp"
#include "api/shown.hpp"
#include "register/merge.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

base::Error unknown(std::int64_t id) {
    return base::Error("merge_unknown", {{"id", std::to_string(id)}});
}

// The area of the record that stays, where the caller may read it.
std::optional<std::string> open_place(Asked const &asked, registry::Merge const &merge) {
    if (asked.view.pack.find_register(merge.register_name) == nullptr) return std::nullopt;
    auto place = place_of(asked, merge.register_name, merge.target);
    if (!place || !asked.reads(merge.register_name).contains(*place)) return std::nullopt;
    return place;
}

registry::Merge merge_of(Asked const &asked, std::int64_t id) {
    for (auto &one : registry::list_merges(asked.database(), asked.view.county))
        if (one.id == id && open_place(asked, one)) return one;
    throw unknown(id);
}

registry::Record record_of(Asked const &asked, pack::Register const &definition, std::int64_t id) {
    auto record = registry::read_record(asked.database(), asked.view.pack, definition,
                                        asked.view.county, id, {asked.view.as_of});
    if (!record || !asked.reads(definition.name).contains(record->area))
        throw unknown_record(asked, definition, std::to_string(id));
    return std::move(*record);
}

std::int64_t id_member(base::Json const &body, std::string_view name) {
    auto const *member = body.find(name);
    auto const *id = member == nullptr ? nullptr : std::get_if<std::int64_t>(&member->value);
    if (id == nullptr) throw base::Error("member_missing", {{"name", std::string(name)}});
    return *id;
}

std::string state_json(std::int64_t id, std::string_view state) {
    base::JsonWriter json;
    json.begin_object().member("merge", id).member("state", state).end_object();
    return json.take();
}

void write_merge(base::JsonWriter &json, Asked const &asked, registry::Merge const &one,
                 std::string const &place) {
    auto const &definition = *asked.view.pack.find_register(one.register_name);
    auto const may = [&](pack::Operation operation) {
        return asked.caller.may(operation, one.register_name, place);
    };
    auto const waits = one.state == registry::MergeState::proposed ||
                       one.state == registry::MergeState::undo_proposed;
    json.begin_object()
        .member("id", one.id)
        .member("register", one.register_name)
        .member("register_title", definition.title.in(asked.language()))
        .member("key", shown_key(asked, definition, one.key, place))
        .member("into", shown_key(asked, definition, one.target_key, place))
        .member("place", asked.view.areas.path_of(place))
        .member("state", registry::to_string(one.state))
        .member("reason", one.reason)
        .member("asked_by", one.asked_by)
        .member("decided_by", one.decided_by)
        .member("asked_at", base::to_string_instant(one.asked_at))
        .member("may_decide",
                waits && one.asked_by != asked.caller.actor().name && may(pack::Operation::review))
        .member("may_undo",
                one.state == registry::MergeState::in_force && may(pack::Operation::correct))
        .end_object();
}

} // namespace

Response list_merges(Asked const &asked) {
    auto all = registry::list_merges(asked.database(), asked.view.county);
    std::ranges::reverse(all);
    auto const limit = static_cast<std::size_t>(asked.request.number("limit", 100, 1, 500));
    std::size_t shown = 0;
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : all) {
        auto const place = open_place(asked, one);
        if (!place || ++shown > limit) continue;
        write_merge(json, asked, one, *place);
    }
    json.end_array();
    return json_answer(json.take());
}

Response ask_merge(Asked const &asked) {
    auto const &definition = register_of(asked, asked.argument(0));
    auto const body = read_body(asked.request);
    auto const reason = text_member(body, "reason", false);
    auto const goes = record_of(asked, definition, id_member(body, "goes"));
    auto const stays = record_of(asked, definition, id_member(body, "stays"));
    asked.caller.require(pack::Operation::correct, definition.name, goes.area, reason);
    return json_answer(write(asked, {pack::Operation::correct, definition.name, stays.area, reason},
                             [&](store::Database &database, store::Actor const &actor) {
                                 return state_json(
                                     registry::ask_merge(database, actor, asked.view.county,
                                                         definition, goes.key, stays.key),
                                     to_string(registry::MergeState::proposed));
                             }),
                       201);
}

Response decide_merges(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const ids = ids_member(body, "ids");
    auto const approve = flag_member(body, "approve");
    auto const reason = text_member(body, "reason", false);
    auto actor = asked.caller.actor(reason);
    for (auto const id : ids) {
        auto const merge = merge_of(asked, id);
        actor = asked.caller.require(pack::Operation::review, merge.register_name,
                                     *open_place(asked, merge), reason);
    }
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        for (auto const id : ids)
            registry::decide_merge(database, asked.view.pack, actor, asked.view.county, id,
                                   approve);
    });
    asked.county.view();
    base::JsonWriter json;
    json.begin_object().member("decided", ids.size()).end_object();
    return json_answer(json.take());
}

Response undo_merge(Asked const &asked) {
    auto const merge = merge_of(asked, number_in_address(asked.argument(0)));
    auto const reason = text_member(read_body(asked.request), "reason", false);
    return json_answer(write(
        asked, {pack::Operation::correct, merge.register_name, *open_place(asked, merge), reason},
        [&](store::Database &database, store::Actor const &actor) {
            registry::ask_unmerge(database, actor, asked.view.county, merge.id);
            return state_json(merge.id, to_string(registry::MergeState::undo_proposed));
        }));
}

} // namespace jingzhun::api
