// jingzhun duplicates, merge, unmerge, merges: who is registered twice, and what becomes of it.
#include "register/merge.hpp"

#include "api/masking.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "pack/read_value.hpp"
#include "register/duplicates.hpp"
#include "register/link_words.hpp"
#include "register/records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

std::string state_text(registry::MergeState state, Common const &common) {
    switch (state) {
    case registry::MergeState::proposed:
        return choose(common, "待批准合并", "merge asked for");
    case registry::MergeState::in_force:
        return choose(common, "已合并", "merged");
    case registry::MergeState::rejected:
        return choose(common, "未批准", "rejected");
    case registry::MergeState::undo_proposed:
        return choose(common, "待批准拆开", "unmerge asked for");
    case registry::MergeState::undone:
        return choose(common, "已拆开", "undone");
    }
    return "";
}

std::string cell(Session const &session, Acting const &acting, pack::Register const &definition,
                 registry::Record const &record, std::size_t field, Common const &common) {
    auto const &one = definition.fields[field];
    auto const text = pack::write_cell(session.pack, one, record.values[field], common.language);
    return acting.sees(definition, one, record.area) ? text : api::mask_value(one, text);
}

// Both records side by side, where either says something.
void print_pair(Session const &session, Acting const &acting, pack::Register const &definition,
                registry::Record const &goes, registry::Record const &stays, Common const &common) {
    std::vector<std::vector<std::string>> rows = {{"", goes.key, stays.key}};
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        if (base::is_missing(goes.values[i]) && base::is_missing(stays.values[i])) continue;
        rows.push_back({choose(common, definition.fields[i].title),
                        cell(session, acting, definition, goes, i, common),
                        cell(session, acting, definition, stays, i, common)});
    }
    fmt::print("{}", table(rows, {}));
}

std::optional<registry::Record> read(Session const &session, pack::Register const &definition,
                                     std::int64_t record) {
    return registry::read_record(*session.database, session.pack, definition, session.county,
                                 record);
}

void add_pair(base::JsonWriter &json, Session const &session, Acting const &acting,
              pack::Register const &definition, registry::LinkDecision const &found,
              registry::Record const &goes, registry::Record const &stays, Common const &common) {
    json.begin_object()
        .member("register", definition.name)
        .member("key", goes.key)
        .member("into", stays.key)
        .member("score", found.score)
        .member("likely", found.state == registry::LinkState::automatic)
        .member("words", registry::evidence_words(session.pack, found, common.language));
    json.key("fields").begin_array();
    for (std::size_t i = 0; i < definition.fields.size(); ++i)
        json.begin_object()
            .member("title", choose(common, definition.fields[i].title))
            .member("own", cell(session, acting, definition, goes, i, common))
            .member("theirs", cell(session, acting, definition, stays, i, common))
            .end_object();
    json.end_array().end_object();
}

// The area of a record, for asking; where it is not there any more, the county.
std::string area_of(Session const &session, pack::Register const &definition,
                    std::string const &key) {
    auto const record =
        registry::read_record(*session.database, session.pack, definition, session.county, key);
    return record ? record->area : std::string();
}

registry::Merge merge_of(Session const &session, std::int64_t id) {
    for (auto &one : registry::list_merges(*session.database, session.county))
        if (one.id == id) return one;
    throw base::Error("merge_unknown", {{"id", std::to_string(id)}});
}

int decide(Merges const &command, Session const &session, Acting const &acting,
           Common const &common) {
    auto const approve = command.approve != 0;
    auto const merge = merge_of(session, approve ? command.approve : command.reject);
    auto const actor = acting.require(
        pack::Operation::review, merge.register_name,
        area_of(session, register_of(session, merge.register_name), merge.target_key));
    auto const decided = registry::decide_merge(*session.database, session.pack, actor,
                                                session.county, merge.id, approve);
    if (common.json)
        print_json(fmt::format(R"({{"merge":{},"state":"{}"}})", decided.id,
                               registry::to_string(decided.state)));
    else
        print_line(
            fmt::format(fmt::runtime(choose(common, "{} → {}：{}；请重新核查（jingzhun check）",
                                            "{} → {}: {}. Check again (jingzhun check)")),
                        decided.key, decided.target_key, state_text(decided.state, common)));
    return 0;
}

} // namespace

int duplicates(Duplicates const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    auto const &definition = register_of(session, command.register_name);
    Acting const acting(session, common);
    acting.require_somewhere(pack::Operation::read, definition.name);
    base::JsonWriter json;
    json.begin_array();
    std::int64_t count = 0;
    for (auto const &found :
         registry::find_duplicates(*session.database, session.pack, session.county, definition)) {
        auto const goes = read(session, definition, found.record),
                   stays = read(session, definition, found.target);
        if (!goes || !stays || !acting.may(pack::Operation::read, definition.name, goes->area) ||
            !acting.may(pack::Operation::read, definition.name, stays->area))
            continue;
        if (++count > command.limit) continue;
        if (common.json) {
            add_pair(json, session, acting, definition, found, *goes, *stays, common);
            continue;
        }
        print_line(fmt::format("{} {:.1f}  {} ↔ {}", choose(common, "得分", "score"), found.score,
                               session.areas.path_of(goes->area),
                               session.areas.path_of(stays->area)));
        print_pair(session, acting, definition, *goes, *stays, common);
        print_line(choose(common, "依据：", "evidence: ") +
                   registry::evidence_words(session.pack, found, common.language));
    }
    json.end_array();
    if (common.json) print_json(json.text());
    else
        print_line(
            fmt::format(fmt::runtime(choose(
                            common,
                            "共 {} 对。合并：jingzhun merge 库 {} 去掉的编号 留下的编号 --reason "
                            "理由，再由另一人批准。",
                            "{} pairs. Merge: jingzhun merge STORE {} KEY INTO --reason WHY; "
                            "somebody else approves.")),
                        count, definition.name));
    return 0;
}

int merge(MergeCommand const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::write);
    auto const &definition = register_of(session, command.register_name);
    Acting const acting(session, common);
    acting.require(pack::Operation::correct, definition.name,
                   area_of(session, definition, command.key));
    auto const actor = acting.require(pack::Operation::correct, definition.name,
                                      area_of(session, definition, command.into));
    auto const id = registry::ask_merge(*session.database, actor, session.county, definition,
                                        command.key, command.into);
    if (common.json) print_json(fmt::format(R"({{"merge":{},"state":"proposed"}})", id));
    else
        print_line(fmt::format(
            fmt::runtime(choose(
                common, "合并 {}：{} 并入 {}，待另一人批准（jingzhun merges 库 --approve {}）",
                "merge {}: {} into {}, waits for another person (jingzhun merges "
                "STORE --approve {})")),
            id, command.key, command.into, id));
    return 0;
}

int unmerge(Unmerge const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::write);
    auto const merge = merge_of(session, command.merge);
    auto const actor =
        Acting(session, common)
            .require(pack::Operation::correct, merge.register_name,
                     area_of(session, register_of(session, merge.register_name), merge.target_key));
    registry::ask_unmerge(*session.database, actor, session.county, merge.id);
    if (common.json) print_json(fmt::format(R"({{"merge":{},"state":"undo_proposed"}})", merge.id));
    else
        print_line(fmt::format(
            fmt::runtime(choose(common,
                                "拆开合并 {}：待另一人批准（jingzhun merges 库 --approve {}）",
                                "undoing merge {} waits for another person (jingzhun merges STORE "
                                "--approve {})")),
            merge.id, merge.id));
    return 0;
}

int merges(Merges const &command, Common const &common) {
    auto const decides = command.approve != 0 || command.reject != 0;
    auto const session =
        open_session(command.store, decides ? store::Access::write : store::Access::read);
    Acting const acting(session, common);
    if (decides) return decide(command, session, acting, common);
    acting.require_some_register(pack::Operation::read);
    base::JsonWriter json;
    json.begin_array();
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"编号", "表", "去掉", "留下", "状态", "理由", "提出", "决定",
                                       "时间"}
            : std::vector<std::string>{"id", "register", "goes", "stays", "state", "why",
                                       "asked by", "decided by", "time"}};
    for (auto const &one : registry::list_merges(*session.database, session.county)) {
        rows.push_back({std::to_string(one.id), one.register_name, one.key, one.target_key,
                        state_text(one.state, common), one.reason, one.asked_by, one.decided_by,
                        local_time(one.asked_at)});
        json.begin_object()
            .member("id", one.id)
            .member("register", one.register_name)
            .member("key", one.key)
            .member("into", one.target_key)
            .member("state", registry::to_string(one.state))
            .member("reason", one.reason)
            .member("asked_by", one.asked_by)
            .member("decided_by", one.decided_by)
            .member("asked_at", base::to_string_instant(one.asked_at))
            .end_object();
    }
    json.end_array();
    if (common.json) print_json(json.text());
    else fmt::print("{}", table(rows, {0}));
    return 0;
}

} // namespace jingzhun::app
