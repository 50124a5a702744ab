// The table `record_merge`, made when the first merge is asked for.
#include "register/merge.hpp"

#include "base/json.hpp"
#include "register/link_rows.hpp"
#include "register/tables.hpp"

#include <algorithm>

namespace jingzhun::registry {
namespace {

bool has_table(store::Database &database) { return !database.columns("record_merge").empty(); }

void create_table(store::Database &database) {
    database.execute(
        "CREATE TABLE record_merge (county INTEGER NOT NULL, id INTEGER NOT NULL, register TEXT "
        "NOT "
        "NULL, record INTEGER NOT NULL, target INTEGER NOT NULL, key TEXT NOT NULL, target_key "
        "TEXT "
        "NOT NULL, state INTEGER NOT NULL, reason TEXT NOT NULL, asked_by TEXT NOT NULL, "
        "decided_by "
        "TEXT NOT NULL, asked_at INTEGER NOT NULL, merged_at INTEGER NOT NULL, merged_after "
        "INTEGER "
        "NOT NULL, undone_at INTEGER NOT NULL, undone_after INTEGER NOT NULL, PRIMARY KEY (county, "
        "id)) STRICT, WITHOUT ROWID");
}

void put(store::Database &database, int county, Merge const &merge) {
    auto insert = database.prepare(
        "INSERT INTO record_merge (county, id, register, record, target, key, "
        "target_key, state, reason, asked_by, decided_by, asked_at, merged_at, merged_after, "
        "undone_at, undone_after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
        "$14, $15, $16) ON CONFLICT (county, id) DO UPDATE SET (key, target_key, state, reason, "
        "asked_by, decided_by, asked_at, merged_at, merged_after, undone_at, undone_after) = ($6, "
        "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16)");
    insert->bind(1, county);
    insert->bind(2, merge.id);
    insert->bind(3, merge.register_name);
    insert->bind(4, merge.record);
    insert->bind(5, merge.target);
    insert->bind(6, merge.key);
    insert->bind(7, merge.target_key);
    insert->bind(8, static_cast<int>(merge.state));
    insert->bind(9, merge.reason);
    insert->bind(10, merge.asked_by);
    insert->bind(11, merge.decided_by);
    insert->bind(12, merge.asked_at);
    insert->bind(13, merge.merged_at);
    insert->bind(14, merge.merged_after);
    insert->bind(15, merge.undone_at);
    insert->bind(16, merge.undone_after);
    insert->run();
}

void log(store::Database &database, store::Actor const &actor, int county, std::string kind,
         Merge const &merge) {
    base::JsonWriter details;
    details.begin_object()
        .member("merge", merge.id)
        .member("record", merge.record)
        .member("target", merge.target)
        .member("state", to_string(merge.state))
        .end_object();
    store::append(
        database, actor,
        {county, std::move(kind), merge.register_name + ' ' + merge.target_key, details.take()});
}

std::int64_t record_of(store::Database &database, int county, pack::Register const &definition,
                       std::string const &key) {
    auto select = database.prepare("SELECT record FROM " + key_table_of(definition) +
                                   " WHERE county = $1 AND key = $2");
    select->bind(1, county);
    select->bind(2, key);
    if (!select->step())
        throw base::Error("record_unknown", {{"register", definition.title.zh}, {"key", key}});
    return select->integer(0);
}

bool is_open(MergeState state) {
    return state == MergeState::proposed || state == MergeState::in_force ||
           state == MergeState::undo_proposed;
}

Merge find(store::Database &database, int county, std::int64_t id) {
    for (auto &one : list_merges(database, county))
        if (one.id == id) return one;
    throw base::Error("merge_unknown", {{"id", std::to_string(id)}});
}

void require_reason(store::Actor const &actor) {
    if (actor.reason.empty()) throw base::Error("reason_missing");
}

// What is in force or asked for and has to do with one of the two in a way that would not fit.
void require_free(std::vector<Merge> const &merges, Merge const &wanted) {
    for (auto const &one : merges) {
        if (one.register_name != wanted.register_name || !is_open(one.state)) continue;
        auto const same_goes = one.record == wanted.record || one.record == wanted.target;
        auto const circle = one.target == wanted.record && one.state == MergeState::proposed;
        if (same_goes || circle)
            throw base::Error(
                "merge_already",
                {{"id", std::to_string(one.id)}, {"key", one.key}, {"target", one.target_key}});
    }
}

} // namespace

std::string_view to_string(MergeState state) {
    constexpr std::string_view words[] = {"proposed", "in_force", "rejected", "undo_proposed",
                                          "undone"};
    return words[static_cast<std::size_t>(state)];
}

std::vector<Merge> list_merges(store::Database &database, int county) {
    std::vector<Merge> all;
    if (!has_table(database)) return all;
    auto select = database.prepare(
        "SELECT id, register, record, target, key, target_key, state, reason, asked_by, "
        "decided_by, "
        "asked_at, merged_at, merged_after, undone_at, undone_after FROM record_merge WHERE county "
        "= $1 ORDER BY id");
    select->bind(1, county);
    auto const text = [&](int column) { return std::string(select->text(column)); };
    while (select->step()) {
        Merge one;
        one.id = select->integer(0);
        one.register_name = text(1);
        one.record = select->integer(2);
        one.target = select->integer(3);
        one.key = text(4);
        one.target_key = text(5);
        one.state = static_cast<MergeState>(select->integer(6));
        one.reason = text(7);
        one.asked_by = text(8);
        one.decided_by = text(9);
        one.asked_at = select->integer(10);
        one.merged_at = select->integer(11);
        one.merged_after = select->integer(12);
        one.undone_at = select->integer(13);
        one.undone_after = select->integer(14);
        all.push_back(std::move(one));
    }
    return all;
}

std::int64_t ask_merge(store::Database &database, store::Actor const &actor, int county,
                       pack::Register const &definition, std::string const &key,
                       std::string const &target_key) {
    require_reason(actor);
    store::Transaction transaction(database);
    Merge merge;
    merge.register_name = definition.name;
    merge.record = record_of(database, county, definition, key);
    merge.target = record_of(database, county, definition, target_key);
    merge.key = key;
    merge.target_key = target_key;
    merge.reason = actor.reason;
    merge.asked_by = actor.name;
    merge.asked_at = base::now();
    if (merge.record == merge.target) throw base::Error("merge_same", {{"key", key}});
    auto const merges = list_merges(database, county);
    require_free(merges, merge);
    merge.id = merges.empty() ? 1 : merges.back().id + 1;
    if (!has_table(database)) create_table(database);
    put(database, county, merge);
    log(database, actor, county, "merge_ask", merge);
    transaction.commit();
    return merge.id;
}

void ask_unmerge(store::Database &database, store::Actor const &actor, int county,
                 std::int64_t id) {
    require_reason(actor);
    store::Transaction transaction(database);
    auto merge = find(database, county, id);
    if (merge.state != MergeState::in_force)
        throw base::Error("merge_not_in_force", {{"id", std::to_string(id)},
                                                 {"state", std::string(to_string(merge.state))}});
    merge.state = MergeState::undo_proposed;
    merge.asked_by = actor.name;
    merge.asked_at = base::now();
    put(database, county, merge);
    log(database, actor, county, "unmerge_ask", merge);
    transaction.commit();
}

Merge decide_merge(store::Database &database, pack::Pack const &pack, store::Actor const &actor,
                   int county, std::int64_t id, bool approve) {
    store::Transaction transaction(database);
    auto merge = find(database, county, id);
    auto const undoes = merge.state == MergeState::undo_proposed;
    if (merge.state != MergeState::proposed && !undoes)
        throw base::Error("merge_not_asked", {{"id", std::to_string(id)},
                                              {"state", std::string(to_string(merge.state))}});
    if (merge.asked_by == actor.name)
        throw base::Error("merge_needs_another",
                          {{"id", std::to_string(id)}, {"actor", actor.name}});
    merge.decided_by = actor.name;
    auto const position = ledger_position(database, county);
    if (approve && undoes) {
        merge.state = MergeState::undone;
        merge.undone_at = base::now();
        merge.undone_after = position;
    } else if (approve) {
        merge.state = MergeState::in_force;
        merge.merged_at = base::now();
        merge.merged_after = position;
    } else {
        merge.state = undoes ? MergeState::in_force : MergeState::rejected;
    }
    put(database, county, merge);
    std::string const kind = undoes ? "unmerge" : "merge";
    log(database, actor, county, approve ? kind : kind + "_reject", merge);
    if (approve) link_rows(database, pack, county, actor, {merge.register_name});
    transaction.commit();
    return merge;
}

std::map<std::int64_t, std::int64_t> merged_records(store::Database &database, int county,
                                                    std::string_view register_name,
                                                    Known const &known) {
    std::map<std::int64_t, std::int64_t> survivors;
    for (auto const &one : list_merges(database, county)) {
        if (one.register_name != register_name || one.merged_at == 0) continue;
        if (one.merged_at > known.at || one.merged_after >= known.position) continue;
        if (one.undone_at != 0 && one.undone_at <= known.at && one.undone_after < known.position)
            continue;
        survivors[one.record] = one.target;
    }
    for (auto &[record, target] : survivors) // whoever stayed may have gone since
        for (auto next = survivors.find(target); next != survivors.end();
             next = survivors.find(target))
            target = next->second;
    return survivors;
}

std::vector<std::int64_t> forget_merges(store::Database &database, int county,
                                        std::string_view register_name, std::int64_t record) {
    std::vector<std::int64_t> ids;
    for (auto &one : list_merges(database, county)) {
        if (one.register_name != register_name) continue;
        if (one.record != record && one.target != record) continue;
        one.reason.clear();
        one.key.clear();
        one.target_key.clear();
        put(database, county, one);
        ids.push_back(one.id);
    }
    return ids;
}

} // namespace jingzhun::registry
