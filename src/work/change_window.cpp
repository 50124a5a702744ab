// The table `window_change` and what becomes of its rows.
#include "work/change_window.hpp"

#include "base/error.hpp"
#include "base/json.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace jingzhun::work {
namespace {

constexpr auto table_sql =
    "CREATE TABLE window_change (county INTEGER NOT NULL, id INTEGER NOT NULL, source TEXT NOT "
    "NULL, kind TEXT NOT NULL, record_key TEXT NOT NULL, area TEXT NOT NULL, header TEXT NOT NULL, "
    "theirs TEXT NOT NULL, ours TEXT NOT NULL, state INTEGER NOT NULL, found_by TEXT NOT NULL, "
    "decided_by TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT "
    "ROWID";

bool has_table(store::Database &database) { return !database.columns("window_change").empty(); }

std::vector<WindowChange> read_all(store::Database &database, int county,
                                   std::string const &source) {
    std::vector<WindowChange> all;
    if (!has_table(database)) return all;
    auto select = database.prepare(
        "SELECT id, source, kind, record_key, area, header, theirs, ours, state, found_by, "
        "decided_by, reason FROM window_change WHERE county = $1 ORDER BY id");
    select->bind(1, county);
    auto const text = [&](int column) { return std::string(select->text(column)); };
    while (select->step()) {
        if (!source.empty() && select->text(1) != source) continue;
        all.push_back({select->integer(0),
                       text(1),
                       {text(2), text(3), text(4), text(5), text(6), text(7)},
                       static_cast<ChangeState>(select->integer(8)),
                       text(9),
                       text(10),
                       text(11)});
    }
    return all;
}

void write(store::Database &database, int county, WindowChange const &change) {
    auto upsert = database.prepare(
        "INSERT INTO window_change (county, id, source, kind, record_key, area, header, theirs, "
        "ours, state, found_by, decided_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
        "$10, $11, $12, $13) ON CONFLICT (county, id) DO UPDATE SET (kind, area, theirs, ours, "
        "state, found_by, decided_by, reason) = (excluded.kind, excluded.area, excluded.theirs, "
        "excluded.ours, excluded.state, excluded.found_by, excluded.decided_by, excluded.reason)");
    upsert->bind(1, county);
    upsert->bind(2, change.id);
    int place = 3;
    for (auto const *text :
         {&change.source, &change.wanted.kind, &change.wanted.key, &change.wanted.area,
          &change.wanted.header, &change.wanted.theirs, &change.wanted.ours})
        upsert->bind(place++, *text);
    upsert->bind(10, static_cast<int>(change.state));
    upsert->bind(11, change.found_by);
    upsert->bind(12, change.decided_by);
    upsert->bind(13, change.reason);
    upsert->run();
}

bool is_open(ChangeState state) {
    return state == ChangeState::waiting || state == ChangeState::approved;
}

bool same(WantedChange const &a, WantedChange const &b) {
    return a.kind == b.kind && a.theirs == b.theirs && a.ours == b.ours;
}

// What a difference that is found again makes of a change that is on the list.
bool take_again(WindowChange &change, WantedChange const &found, std::string const &by,
                WindowUpdate &update) {
    auto const was_open = is_open(change.state);
    if (same(change.wanted, found) && change.state != ChangeState::done) return false;
    // Where only what stands there is new, the approval of what we want there still holds.
    auto const approval_holds =
        change.state == ChangeState::approved && change.wanted.ours == found.ours;
    change.wanted = found;
    change.found_by = by;
    if (!approval_holds) {
        change.state = ChangeState::waiting;
        change.decided_by.clear();
        change.reason.clear();
    }
    ++(was_open ? update.changed : update.reopened);
    return true;
}

void log(store::Database &database, store::Actor const &actor, int county,
         std::string const &source, std::string const &what, WindowUpdate const &update) {
    base::JsonWriter details;
    details.begin_object()
        .member("what", what)
        .member("added", update.added)
        .member("changed", update.changed)
        .member("done", update.done)
        .member("reopened", update.reopened)
        .end_object();
    store::append(database, actor, {county, "window", source, details.take()});
}

// The waiting changes that are meant.
std::vector<WindowChange> chosen(store::Database &database, int county, std::string const &source,
                                 std::vector<std::int64_t> const &ids) {
    auto all = read_all(database, county, source);
    for (auto const id : ids)
        if (std::ranges::find(all, id, &WindowChange::id) == all.end())
            throw base::Error("window_change_unknown", {{"id", std::to_string(id)}});
    std::erase_if(all, [&](WindowChange const &one) {
        return one.state != ChangeState::waiting ||
               (!ids.empty() && std::ranges::find(ids, one.id) == ids.end());
    });
    return all;
}

std::int64_t decide(store::Database &database, store::Actor const &actor, int county,
                    std::string const &source, std::vector<std::int64_t> const &ids,
                    ChangeState state) {
    store::Transaction transaction(database);
    auto changes = chosen(database, county, source, ids);
    for (auto &change : changes) {
        if (state == ChangeState::approved && change.found_by == actor.name)
            throw base::Error("window_needs_another",
                              {{"id", std::to_string(change.id)}, {"actor", actor.name}});
        change.state = state;
        change.decided_by = actor.name;
        change.reason = actor.reason;
        write(database, county, change);
    }
    if (changes.empty()) return 0;
    log(database, actor, county, source, std::string(to_string(state)),
        {.changed = static_cast<std::int64_t>(changes.size())});
    transaction.commit();
    return static_cast<std::int64_t>(changes.size());
}

} // namespace

std::string_view to_string(ChangeState state) {
    switch (state) {
    case ChangeState::waiting:
        return "waiting";
    case ChangeState::approved:
        return "approved";
    case ChangeState::done:
        return "done";
    case ChangeState::dropped:
        return "dropped";
    }
    return "";
}

WindowUpdate update_window(store::Database &database, store::Actor const &actor, int county,
                           std::string const &source, std::vector<WantedChange> const &found) {
    store::Transaction transaction(database);
    if (!has_table(database)) database.execute(table_sql);
    WindowUpdate update;
    std::map<std::pair<std::string, std::string>, WindowChange> known; // by key and header
    std::int64_t last = 0;
    for (auto &change : read_all(database, county, "")) {
        last = std::max(last, change.id);
        if (change.source == source)
            known.emplace(std::pair(change.wanted.key, change.wanted.header), std::move(change));
    }
    std::set<std::int64_t> seen;
    for (auto const &wanted : found) {
        auto const at = known.find({wanted.key, wanted.header});
        if (at == known.end()) {
            write(database, county,
                  {++last, source, wanted, ChangeState::waiting, actor.name, "", ""});
            ++update.added;
            continue;
        }
        seen.insert(at->second.id);
        if (take_again(at->second, wanted, actor.name, update)) write(database, county, at->second);
    }
    for (auto &[place, change] : known) {
        if (seen.contains(change.id) || !is_open(change.state)) continue;
        change.state = ChangeState::done;
        ++update.done;
        write(database, county, change);
    }
    for (auto const &change : read_all(database, county, source)) {
        update.waiting += change.state == ChangeState::waiting;
        update.approved += change.state == ChangeState::approved;
    }
    log(database, actor, county, source, "compared", update);
    transaction.commit();
    return update;
}

std::vector<WindowChange> list_window(store::Database &database, int county,
                                      std::string const &source) {
    auto all = read_all(database, county, source);
    std::ranges::sort(all, {}, [](WindowChange const &one) {
        return std::tie(one.wanted.area, one.wanted.key, one.wanted.header, one.id);
    });
    return all;
}

std::int64_t approve_changes(store::Database &database, store::Actor const &actor, int county,
                             std::string const &source, std::vector<std::int64_t> const &ids) {
    return decide(database, actor, county, source, ids, ChangeState::approved);
}

std::int64_t drop_changes(store::Database &database, store::Actor const &actor, int county,
                          std::string const &source, std::vector<std::int64_t> const &ids) {
    if (actor.reason.empty()) throw base::Error("reason_missing");
    return decide(database, actor, county, source, ids, ChangeState::dropped);
}

std::vector<std::int64_t> forget_changes(store::Database &database, int county,
                                         std::string const &key) {
    std::vector<std::int64_t> ids;
    for (auto const &change : read_all(database, county, ""))
        if (change.wanted.key == key) ids.push_back(change.id);
    if (ids.empty()) return ids;
    auto update = database.prepare("UPDATE window_change SET record_key = '', theirs = '', ours = "
                                   "'', reason = '' WHERE county = $1 AND id = $2");
    for (auto const id : ids) {
        update->bind(1, county);
        update->bind(2, id);
        update->run();
    }
    return ids;
}

} // namespace jingzhun::work
