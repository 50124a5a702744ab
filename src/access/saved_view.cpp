// The table `saved_view`, made when the first is kept.
#include "access/saved_view.hpp"

#include "access/account.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace jingzhun::access {
namespace {

bool has_table(store::Database &database) { return !database.columns("saved_view").empty(); }

void make_table(store::Database &database) {
    if (has_table(database)) return;
    database.execute("CREATE TABLE saved_view (county INTEGER NOT NULL, id INTEGER NOT NULL, "
                     "account TEXT NOT NULL, list TEXT NOT NULL, name TEXT NOT NULL, query TEXT "
                     "NOT NULL, shared INTEGER NOT NULL, kept_at INTEGER NOT NULL, PRIMARY KEY "
                     "(county, id)) STRICT, WITHOUT ROWID");
}

std::vector<SavedView> all_views(store::Database &database, int county) {
    std::vector<SavedView> all;
    if (!has_table(database)) return all;
    auto select = database.prepare("SELECT id, account, list, name, query, shared, kept_at FROM "
                                   "saved_view WHERE county = $1 ORDER BY name, id");
    select->bind(1, county);
    auto const text = [&](int column) { return std::string(select->text(column)); };
    while (select->step())
        all.push_back({select->integer(0), text(1), text(2), text(3), text(4),
                       select->integer(5) != 0, select->integer(6)});
    return all;
}

std::string unit_of(store::Database &database, int county, std::string const &account) {
    if (account.empty()) return "";
    auto select = database.prepare("SELECT unit FROM account WHERE county = $1 AND name = $2");
    select->bind(1, county);
    select->bind(2, account);
    return select->step() ? std::string(select->text(0)) : "";
}

void log(store::Database &database, int county, store::Actor const &actor, std::string const &kind,
         SavedView const &view) {
    base::JsonWriter details;
    details.begin_object()
        .member("view", view.id)
        .member("list", view.list)
        .member("shared", view.shared)
        .end_object();
    store::append(database, actor,
                  {county, kind, "view " + std::to_string(view.id), details.take()});
}

bool is_sound(SavedView const &view) {
    return !view.name.empty() && view.name.size() <= 3 * view_name_most && !view.list.empty() &&
           base::to_code_points(view.name).size() <= view_name_most && view.list.size() <= 80 &&
           view.query.size() <= view_query_most;
}

} // namespace

std::vector<SavedView> views_for(store::Database &database, int county, std::string const &account,
                                 std::string const &list) {
    auto all = all_views(database, county);
    auto const unit = unit_of(database, county, account);
    std::erase_if(all, [&](SavedView const &view) {
        if (!list.empty() && view.list != list) return true;
        if (view.account == account) return false;
        return !view.shared || unit.empty() || unit_of(database, county, view.account) != unit;
    });
    return all;
}

std::int64_t keep_view(store::Database &database, int county, store::Actor const &actor,
                       SavedView const &view) {
    if (!is_sound(view)) throw base::Error("view_bad");
    make_table(database);
    auto kept = view;
    std::size_t own = 0;
    std::int64_t last = 0;
    kept.id = 0;
    for (auto const &one : all_views(database, county)) {
        last = std::max(last, one.id);
        if (one.account != view.account) continue;
        ++own;
        if (one.list == view.list && one.name == view.name) kept.id = one.id;
    }
    if (kept.id == 0 && own >= views_most) throw base::Error("views_full");
    if (kept.id == 0) kept.id = last + 1;
    auto upsert = database.prepare(
        "INSERT INTO saved_view (county, id, account, list, name, query, shared, kept_at) VALUES "
        "($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (county, id) DO UPDATE SET (query, shared, "
        "kept_at) = (excluded.query, excluded.shared, excluded.kept_at)");
    upsert->bind(1, county);
    upsert->bind(2, kept.id);
    int place = 3;
    for (auto const *text : {&kept.account, &kept.list, &kept.name, &kept.query})
        upsert->bind(place++, *text);
    upsert->bind(7, kept.shared ? 1 : 0);
    upsert->bind(8, base::now());
    upsert->run();
    log(database, county, actor, "view_keep", kept);
    return kept.id;
}

void drop_view(store::Database &database, int county, store::Actor const &actor,
               std::string const &account, std::int64_t id) {
    auto const all = all_views(database, county);
    auto const found = std::ranges::find(all, id, &SavedView::id);
    if (found == all.end() || found->account != account)
        throw base::Error("view_unknown", {{"view", std::to_string(id)}});
    auto drop = database.prepare("DELETE FROM saved_view WHERE county = $1 AND id = $2");
    drop->bind(1, county);
    drop->bind(2, id);
    drop->run();
    log(database, county, actor, "view_drop", *found);
}

} // namespace jingzhun::access
