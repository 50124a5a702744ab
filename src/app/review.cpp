// jingzhun review: rows of lists whose number finds nobody, and whom they may mean; a person
// decides.
#include "register/link_review.hpp"

#include "api/masking.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "pack/read_value.hpp"
#include "register/link_words.hpp"
#include "register/records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

using registry::LinkDecision;
using registry::LinkState;

// A decision with both sides as they stand now.
struct Shown {
    LinkDecision decision;
    pack::Register const *own = nullptr, *theirs = nullptr;
    pack::Link const *link = nullptr;
    registry::Record row, person;
};

std::optional<Shown> both_sides(Session const &session, LinkDecision const &decision) {
    Shown shown{decision, session.pack.find_register(decision.register_name), nullptr, nullptr, {},
                {}};
    if (shown.own == nullptr) return std::nullopt;
    auto const link = std::ranges::find(shown.own->links, decision.link, &pack::Link::name);
    if (link == shown.own->links.end()) return std::nullopt;
    shown.link = &*link;
    shown.theirs = session.pack.find_register(link->to);
    auto row = registry::read_record(*session.database, session.pack, *shown.own, session.county,
                                     decision.record);
    auto person = registry::read_record(*session.database, session.pack, *shown.theirs,
                                        session.county, decision.target);
    if (!row || !person) return std::nullopt;
    shown.row = std::move(*row);
    shown.person = std::move(*person);
    return shown;
}

std::string cell(Session const &session, Acting const &acting, pack::Register const &definition,
                 registry::Record const &record, std::string const &area, std::size_t field,
                 Common const &common) {
    auto const &one = definition.fields[field];
    auto const text = pack::write_cell(session.pack, one, record.values[field], common.language);
    return acting.sees(definition, one, area) ? text : api::mask_value(one, text);
}

// Their field that ours is compared with; nothing where it stands alone.
std::optional<std::size_t> partner(Shown const &shown, std::string const &field) {
    auto const &link = *shown.link;
    if (field == link.possible_name) return shown.theirs->field_index(link.possible_their_name);
    if (field == link.possible_identity)
        return shown.theirs->field_index(link.possible_their_identity);
    return std::nullopt;
}

std::string where_from(registry::Record const &record) {
    for (auto const &origin : record.origins)
        if (origin) return fmt::format("{} 第 {} 行", origin->file, origin->row);
    return "";
}

void print_shown(Session const &session, Acting const &acting, Shown const &shown,
                 Common const &common) {
    auto const &decision = shown.decision;
    print_line(fmt::format("[{}] {}  {} {:.1f}  {} {} ↔ {} {} {}", decision.id,
                           registry::state_words(decision.state, common.language),
                           choose(common, "得分", "score"), decision.score,
                           choose(common, shown.own->title), where_from(shown.row),
                           choose(common, shown.theirs->title), shown.person.key,
                           session.areas.path_of(shown.person.area)));
    std::vector<std::vector<std::string>> rows = {
        {"", choose(common, shown.own->title), choose(common, shown.theirs->title)}};
    for (std::size_t i = 0; i < shown.own->fields.size(); ++i) {
        if (base::is_missing(shown.row.values[i]) && !partner(shown, shown.own->fields[i].name))
            continue;
        auto const theirs = partner(shown, shown.own->fields[i].name);
        rows.push_back({choose(common, shown.own->fields[i].title),
                        cell(session, acting, *shown.own, shown.row, shown.person.area, i, common),
                        theirs ? cell(session, acting, *shown.theirs, shown.person,
                                      shown.person.area, *theirs, common)
                               : ""});
    }
    fmt::print("{}", table(rows, {}));
    print_line(choose(common, "依据：", "evidence: ") +
               registry::evidence_words(session.pack, decision, common.language));
    if (!decision.reason.empty())
        print_line(fmt::format(fmt::runtime(choose(common, "{}：{}", "{}: {}")), decision.actor,
                               decision.reason));
}

void add_shown(base::JsonWriter &json, Session const &session, Acting const &acting,
               Shown const &shown, Common const &common) {
    auto const &decision = shown.decision;
    json.begin_object()
        .member("id", decision.id)
        .member("state", registry::to_string(decision.state))
        .member("score", decision.score)
        .member("register", decision.register_name)
        .member("row", api::mask_key(*shown.own, shown.row.key))
        .member("to", shown.theirs->name)
        .member("key", shown.person.key)
        .member("area", shown.person.area)
        .member("actor", decision.actor)
        .member("reason", decision.reason)
        .member("words", registry::evidence_words(session.pack, decision, common.language));
    json.key("evidence").begin_array();
    for (auto const &term : decision.evidence)
        json.begin_object()
            .member("name", term.name)
            .member("outcome", term.outcome)
            .member("bits", term.bits)
            .end_object();
    json.end_array().key("fields").begin_array();
    for (std::size_t i = 0; i < shown.own->fields.size(); ++i) {
        auto const theirs = partner(shown, shown.own->fields[i].name);
        json.begin_object()
            .member("title", choose(common, shown.own->fields[i].title))
            .member("own",
                    cell(session, acting, *shown.own, shown.row, shown.person.area, i, common))
            .member("theirs", theirs ? cell(session, acting, *shown.theirs, shown.person,
                                            shown.person.area, *theirs, common)
                                     : std::string())
            .end_object();
    }
    json.end_array().end_object();
}

int list(Review const &command, Session const &session, Acting const &acting,
         Common const &common) {
    base::JsonWriter json;
    json.begin_array();
    std::int64_t count = 0;
    for (auto const &decision :
         registry::decisions(*session.database, session.county, {}, command.register_name)) {
        auto const wanted =
            command.state == "all" || registry::to_string(decision.state) == command.state;
        auto const shown = wanted ? both_sides(session, decision) : std::nullopt;
        if (!shown || !acting.may(pack::Operation::read, shown->own->name, shown->person.area))
            continue;
        if (++count > command.limit) continue;
        if (common.json) add_shown(json, session, acting, *shown, common);
        else print_shown(session, acting, *shown, common);
    }
    json.end_array();
    if (common.json) print_json(json.text());
    else
        print_line(fmt::format(
            fmt::runtime(choose(
                common, "共 {} 条。用 jingzhun review 库 confirm|refuse 编号 --reason 理由 决定。",
                "{} in all. Decide: jingzhun review STORE confirm|refuse ID --reason WHY")),
            count));
    return 0;
}

int decide(Review const &command, Session const &session, Acting const &acting,
           Common const &common) {
    auto const confirm = command.action == "confirm";
    store::Transaction transaction(*session.database);
    base::JsonWriter json;
    json.begin_array();
    for (auto const id : command.ids) {
        auto const found = registry::find_decision(*session.database, session.county, id);
        auto const shown = both_sides(session, found);
        if (!shown) throw base::Error("link_decision_unknown", {{"id", std::to_string(id)}});
        auto const actor =
            acting.require(pack::Operation::review, found.register_name, shown->person.area);
        auto const decided =
            registry::review_link(*session.database, actor, session.county, id, confirm);
        json.begin_object()
            .member("id", decided.id)
            .member("state", registry::to_string(decided.state))
            .end_object();
        if (!common.json)
            print_line(
                fmt::format(fmt::runtime(choose(common, "{}：{} ↔ {}；请重新核查（jingzhun check）",
                                                "{}: {} ↔ {}. Check again (jingzhun check)")),
                            registry::state_words(decided.state, common.language),
                            api::mask_key(*shown->own, shown->row.key), shown->person.key));
    }
    transaction.commit();
    json.end_array();
    if (common.json) print_json(json.text());
    return 0;
}

} // namespace

int review(Review const &asked, Common const &common) {
    auto const is_action = [](std::string const &word) {
        return word == "list" || word == "confirm" || word == "refuse";
    };
    auto command = asked;
    // Both `review STORE list` and `review list STORE`, as other commands have it.
    if (is_action(command.store) && !is_action(command.action))
        std::swap(command.store, command.action);
    if (!is_action(command.action))
        throw base::Error("review_action_unknown", {{"action", command.action}});
    auto const writes = command.action != "list";
    auto const session =
        open_session(command.store, writes ? store::Access::write : store::Access::read);
    Acting const acting(session, common);
    if (writes) return decide(command, session, acting, common);
    acting.require_some_register(pack::Operation::read);
    return list(command, session, acting, common);
}

} // namespace jingzhun::app
