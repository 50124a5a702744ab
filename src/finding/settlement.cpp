// The table `settlement`, made when the first finding is settled.
#include "finding/settlement.hpp"

#include <algorithm>

namespace jingzhun::finding {
namespace {

bool has_table(store::Database &database) { return !database.columns("settlement").empty(); }

std::vector<Settlement> read(store::Statement &select) {
    std::vector<Settlement> all;
    auto const text = [&](int column) { return std::string(select.text(column)); };
    while (select.step())
        all.push_back({select.integer(0), text(1), select.integer(2), text(3), text(4), text(5),
                       text(6), text(7), text(8), select.integer(9)});
    return all;
}

constexpr auto select_sql = "SELECT id, rule, record, subject, claims, side, reason, evidence, "
                            "actor, time FROM settlement WHERE county = $1";

} // namespace

std::int64_t add_settlement(store::Database &database, int county, Settlement const &settlement) {
    if (!has_table(database))
        database.execute(
            "CREATE TABLE settlement (county INTEGER NOT NULL, id INTEGER NOT NULL, rule TEXT NOT "
            "NULL, record INTEGER NOT NULL, subject TEXT NOT NULL, claims TEXT NOT NULL, side TEXT "
            "NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL, actor TEXT NOT NULL, time "
            "INTEGER NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID");
    auto last = database.prepare("SELECT coalesce(max(id), 0) FROM settlement WHERE county = $1");
    last->bind(1, county);
    last->step();
    auto const id = last->integer(0) + 1;
    last->reset();
    auto insert = database.prepare(
        "INSERT INTO settlement (county, id, rule, record, subject, claims, side, reason, "
        "evidence, actor, time) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
    insert->bind(1, county);
    insert->bind(2, id);
    insert->bind(3, settlement.rule);
    insert->bind(4, settlement.record);
    int place = 5;
    for (auto const *text : {&settlement.subject, &settlement.claims, &settlement.side,
                             &settlement.reason, &settlement.evidence, &settlement.actor})
        insert->bind(place++, *text);
    insert->bind(11, settlement.time);
    insert->run();
    return id;
}

std::map<std::int64_t, Settlement> settlements_of(store::Database &database, int county,
                                                  std::string const &rule) {
    std::map<std::int64_t, Settlement> latest;
    for (auto &one : list_settlements(database, county, rule))
        latest.insert_or_assign(one.record, std::move(one));
    return latest;
}

std::vector<Settlement> list_settlements(store::Database &database, int county,
                                         std::string const &rule, std::string const &subject) {
    if (!has_table(database)) return {};
    auto select = database.prepare(std::string(select_sql) +
                                   " AND ($2 = '' OR rule = $2) AND ($3 = '' OR subject = $3) "
                                   "ORDER BY id");
    select->bind(1, county);
    select->bind(2, rule);
    select->bind(3, subject);
    return read(*select);
}

std::vector<std::int64_t> forget_settlements(store::Database &database, int county,
                                             std::vector<std::string> const &rules,
                                             std::int64_t record) {
    std::vector<std::int64_t> ids;
    for (auto const &one : list_settlements(database, county))
        if (one.record == record && std::ranges::find(rules, one.rule) != rules.end())
            ids.push_back(one.id);
    if (ids.empty()) return ids;
    auto update = database.prepare("UPDATE settlement SET subject = '', claims = '[]', reason = "
                                   "'', evidence = '' WHERE county = $1 AND id = $2");
    for (auto const id : ids) {
        update->bind(1, county);
        update->bind(2, id);
        update->run();
    }
    return ids;
}

} // namespace jingzhun::finding
