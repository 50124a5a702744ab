// Closed findings, drawn to be looked at again.
#include "base/error.hpp"
#include "base/json.hpp"
#include "finding/acts.hpp"
#include "survey/inspection_book.hpp"
#include "survey/select.hpp"

#include <algorithm>

namespace jingzhun::survey {
namespace {

constexpr auto table_sql =
    "CREATE TABLE look_back (county INTEGER NOT NULL, id INTEGER NOT NULL, month TEXT NOT NULL, "
    "result TEXT NOT NULL, by TEXT NOT NULL, day INTEGER, PRIMARY KEY (county, id, month)) STRICT, "
    "WITHOUT ROWID";

bool has_table(store::Database &database) { return !database.columns("look_back").empty(); }

std::vector<std::int64_t> closed_in(InspectionDesk const &desk, base::Period const &month) {
    finding::Query query;
    query.county = desk.county;
    query.state = finding::State::closed;
    std::vector<std::int64_t> ids;
    finding::list(desk.database, query, [&](finding::Finding const &one) {
        if (one.closed && month.contains(*one.closed)) ids.push_back(one.id);
    });
    return ids;
}

void log(InspectionDesk const &desk, std::string const &subject, std::string details) {
    store::append(desk.database, desk.actor,
                  {desk.county, "look_back", subject, std::move(details)});
}

} // namespace

std::vector<LookBack> draw_look_back(InspectionDesk const &desk, base::Period const &month,
                                     int percent, std::string const &seed) {
    if (seed.empty()) throw base::Error("draw_seed_missing");
    store::Transaction transaction(desk.database);
    if (!has_table(desk.database)) desk.database.execute(table_sql);
    if (!list_look_backs(desk.database, desk.county, month.name).empty())
        throw base::Error("look_back_drawn", {{"month", month.name}});
    auto const closed = closed_in(desk, month);
    if (closed.empty()) throw base::Error("look_back_nothing", {{"month", month.name}});
    auto const wanted = (closed.size() * static_cast<std::size_t>(percent) + 99) / 100;
    auto insert = desk.database.prepare("INSERT INTO look_back (county, id, month, result, by) "
                                        "VALUES ($1, $2, $3, '', '')");
    std::vector<LookBack> drawn;
    for (auto const at : select(Method::sha256, seed, closed.size(), wanted)) {
        insert->bind(1, desk.county);
        insert->bind(2, closed[at]);
        insert->bind(3, month.name);
        insert->run();
        drawn.push_back({closed[at], month.name, "", "", {}});
    }
    base::JsonWriter details;
    details.begin_object()
        .member("closed", closed.size())
        .member("drawn", drawn.size())
        .member("seed", seed)
        .end_object();
    log(desk, "look-back " + month.name, details.take());
    transaction.commit();
    return drawn;
}

void look_back(InspectionDesk const &desk, std::int64_t finding, bool holds) {
    if (desk.actor.reason.empty()) throw base::Error("reason_missing");
    store::Transaction transaction(desk.database);
    auto const all = list_look_backs(desk.database, desk.county);
    auto const drawn = std::ranges::find_if(
        all, [&](LookBack const &one) { return one.finding == finding && one.result.empty(); });
    if (drawn == all.end())
        throw base::Error("look_back_unknown", {{"finding", std::to_string(finding)}});
    auto update = desk.database.prepare("UPDATE look_back SET result = $1, by = $2, day = $3 WHERE "
                                        "county = $4 AND id = $5 AND month = $6");
    update->bind(1, holds ? "holds" : "false");
    update->bind(2, desk.actor.name);
    update->bind(3, desk.today.days);
    update->bind(4, desk.county);
    update->bind(5, finding);
    update->bind(6, drawn->month);
    update->run();
    if (!holds) {
        finding::Act act;
        act.deed = finding::Deed::reopen;
        act.by = desk.actor.name;
        act.at = base::now();
        act.on = desk.today;
        act.reason = desk.actor.reason;
        finding::perform(desk.database, desk.actor, desk.county, finding, act);
        finding::log_acts(desk.database, desk.actor, desk.county, act.deed, {finding}, desk.today);
    }
    base::JsonWriter details;
    details.begin_object().member("holds", holds).end_object();
    log(desk, "finding " + std::to_string(finding), details.take());
    transaction.commit();
}

std::vector<LookBack> list_look_backs(store::Database &database, int county,
                                      std::string const &month) {
    std::vector<LookBack> all;
    if (!has_table(database)) return all;
    auto select = database.prepare(
        "SELECT id, month, result, by, day FROM look_back WHERE county = $1 ORDER BY month, id");
    select->bind(1, county);
    while (select->step()) {
        if (!month.empty() && select->text(1) != month) continue;
        LookBack one{select->integer(0),
                     std::string(select->text(1)),
                     std::string(select->text(2)),
                     std::string(select->text(3)),
                     {}};
        if (!select->is_null(4)) one.on = base::Date{static_cast<std::int32_t>(select->integer(4))};
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace jingzhun::survey
