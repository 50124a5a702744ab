// The tables `finding_work` and `finding_act`, and the one way to write them.
#include "finding/acts.hpp"

#include "base/json.hpp"
#include "finding/counts.hpp"
#include "finding/insert.hpp"

#include <fmt/format.h>

namespace jingzhun::finding {
namespace {

bool has_tables(store::Database &database) { return !database.columns("finding_work").empty(); }

void ensure_tables(store::Database &database) {
    if (has_tables(database)) return;
    database.execute(
        "CREATE TABLE finding_work (county INTEGER NOT NULL, id INTEGER NOT NULL, origin TEXT NOT "
        "NULL, assignee INTEGER NOT NULL, rectified_by TEXT NOT NULL, verified_by TEXT NOT NULL, "
        "evidence INTEGER NOT NULL, times_returned INTEGER NOT NULL, false_closures INTEGER NOT "
        "NULL, level INTEGER NOT NULL, overseer INTEGER NOT NULL, last INTEGER NOT NULL, state "
        "INTEGER NOT NULL, due INTEGER NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID;"
        "CREATE INDEX finding_work_by_assignee ON finding_work (county, assignee, due, id, state) "
        "WHERE state < 4;"
        "CREATE INDEX finding_work_by_overseer ON finding_work (county, overseer, due, id, state) "
        "WHERE state "
        "< 4 AND overseer <> 0;"
        "CREATE TABLE finding_act (county INTEGER NOT NULL, id INTEGER NOT NULL, finding INTEGER "
        "NOT NULL, deed INTEGER NOT NULL, by TEXT NOT NULL, at INTEGER NOT NULL, day INTEGER NOT "
        "NULL, from_state INTEGER NOT NULL, to_state INTEGER NOT NULL, person INTEGER NOT NULL, "
        "reason TEXT NOT NULL, measure TEXT NOT NULL, evidence TEXT NOT NULL, due INTEGER, "
        "PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID;"
        "CREATE INDEX finding_act_by_finding ON finding_act (county, finding)");
}

std::int64_t next_act(store::Database &database, int county) {
    auto select =
        database.prepare("SELECT coalesce(max(id), 0) + 1 FROM finding_act WHERE county = $1");
    select->bind(1, county);
    select->step();
    return select->integer(0);
}

std::string write_evidence(std::vector<std::string> const &all) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : all) json.value(one);
    json.end_array();
    return json.take();
}

std::vector<std::string> read_evidence(std::string_view text) {
    std::vector<std::string> all;
    auto const json = base::read_json(text, "finding_act");
    for (auto const &one : *json.array()) all.push_back(std::get<std::string>(one.value));
    return all;
}

void add_entry(store::Database &database, int county, Life const &before, Life const &after,
               Act const &act) {
    auto insert = database.prepare(
        "INSERT INTO finding_act (county, id, finding, deed, by, at, day, from_state, to_state, "
        "person, reason, measure, evidence, due) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11, $12, $13, $14)");
    int place = 1;
    for (auto const number : {std::int64_t{county}, next_act(database, county), after.id,
                              static_cast<std::int64_t>(act.deed)})
        insert->bind(place++, number);
    insert->bind(5, act.by);
    place = 6;
    for (auto const number :
         {std::int64_t{act.at}, std::int64_t{act.on.days}, static_cast<std::int64_t>(before.state),
          static_cast<std::int64_t>(after.state), act.to})
        insert->bind(place++, number);
    insert->bind(11, act.reason);
    insert->bind(12, act.measure);
    insert->bind(13, write_evidence(act.evidence));
    if (before.due != after.due) insert->bind(14, after.due.days);
    else insert->bind_null(14);
    insert->run();
}

void save_work(store::Database &database, int county, Life const &life,
               std::string const &origin = "") {
    auto upsert = database.prepare(
        "INSERT INTO finding_work (county, id, origin, assignee, rectified_by, verified_by, "
        "evidence, times_returned, false_closures, level, overseer, last, state, due) VALUES ($1, "
        "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (county, id) DO "
        "UPDATE SET (assignee, rectified_by, verified_by, evidence, times_returned, "
        "false_closures, level, overseer, last, state, due) = (excluded.assignee, "
        "excluded.rectified_by, excluded.verified_by, excluded.evidence, excluded.times_returned, "
        "excluded.false_closures, excluded.level, excluded.overseer, excluded.last, "
        "excluded.state, excluded.due)");
    upsert->bind(1, county);
    upsert->bind(2, life.id);
    upsert->bind(3, origin);
    upsert->bind(4, life.assignee);
    upsert->bind(5, life.rectified_by);
    upsert->bind(6, life.verified_by);
    int place = 7;
    for (auto const number : {life.evidence, life.times_returned, life.false_closures, life.level})
        upsert->bind(place++, number);
    upsert->bind(11, life.overseer);
    upsert->bind(12, life.last);
    upsert->bind(13, static_cast<std::int64_t>(life.state));
    upsert->bind(14, life.due.days);
    upsert->run();
}

void save_finding(store::Database &database, int county, Life const &life) {
    Tally tally(database, county);
    tally.leave(life.id);
    auto update = database.prepare("UPDATE finding SET state = $1, opened = $2, due = $3, closed = "
                                   "$4, times_reopened = $5 WHERE county = $6 AND id = $7");
    update->bind(1, static_cast<std::int64_t>(life.state));
    update->bind(2, life.opened.days);
    update->bind(3, life.due.days);
    if (life.closed) update->bind(4, life.closed->days);
    else update->bind_null(4);
    update->bind(5, life.times_reopened);
    update->bind(6, county);
    update->bind(7, life.id);
    update->run();
    tally.enter(life.id);
    tally.write();
}

constexpr std::string_view life_columns =
    "f.id, f.state, f.rule, f.opened, f.due, f.closed, f.times_reopened, w.assignee, "
    "w.rectified_by, w.verified_by, w.evidence, w.times_returned, w.false_closures, w.level, "
    "w.last, w.overseer";

base::Date day(std::int64_t number) { return base::Date{static_cast<std::int32_t>(number)}; }

Life read_life(store::Statement const &row) {
    Life life;
    life.id = row.integer(0);
    life.state = static_cast<State>(row.integer(1));
    life.by_rule = row.text(2) != raised_rule;
    life.opened = day(row.integer(3));
    life.due = day(row.integer(4));
    if (!row.is_null(5)) life.closed = day(row.integer(5));
    life.times_reopened = static_cast<int>(row.integer(6));
    if (row.columns() == 7 || row.is_null(7)) return life;
    life.assignee = row.integer(7);
    life.rectified_by = row.text(8);
    life.verified_by = row.text(9);
    life.evidence = static_cast<int>(row.integer(10));
    life.times_returned = static_cast<int>(row.integer(11));
    life.false_closures = static_cast<int>(row.integer(12));
    life.level = static_cast<int>(row.integer(13));
    life.last = row.integer(14);
    life.overseer = row.integer(15);
    return life;
}

} // namespace

Life life_of(store::Database &database, int county, std::int64_t id) {
    auto const worked = has_tables(database);
    auto select = database.prepare(
        worked ? fmt::format("SELECT {} FROM finding f LEFT JOIN finding_work w ON w.county = "
                             "f.county AND w.id = f.id WHERE f.county = $1 AND f.id = $2",
                             life_columns)
               : std::string("SELECT id, state, rule, opened, due, closed, times_reopened FROM "
                             "finding WHERE county = $1 AND id = $2"));
    select->bind(1, county);
    select->bind(2, id);
    if (!select->step()) throw base::Error("finding_unknown", {{"id", std::to_string(id)}});
    return read_life(*select);
}

std::int64_t raise(store::Database &database, store::Actor const &actor, int county,
                   Raised const &raised) {
    if (raised.text.empty()) throw base::Error("finding_text_missing");
    ensure_tables(database);
    Finding finding;
    finding.county = county;
    finding.rule = raised_rule;
    finding.register_name = raised.register_name;
    finding.record = raised.record;
    finding.subject = raised.subject;
    finding.label = raised.label;
    finding.area = raised.area;
    finding.severity = raised.severity;
    finding.opened = raised.opened;
    finding.due = raised.due;
    finding.owner = raised.owner;
    finding.message = {raised.text, raised.text};
    finding.id = next_id(database, county);
    finding.period = fmt::format("#{}", finding.id); // keeps several about one subject apart
    insert(database, county, {finding});
    Life life;
    life.id = finding.id;
    life.due = finding.due;
    life.last = base::now();
    save_work(database, county, life, raised.origin);
    Act act;
    act.deed = Deed::raise;
    act.by = actor.name;
    act.at = life.last;
    act.on = raised.opened;
    act.reason = actor.reason;
    add_entry(database, county, life, life, act);
    return finding.id;
}

Life perform(store::Database &database, store::Actor const &actor, int county, std::int64_t id,
             Act act) {
    act.by = actor.name;
    act.reason = actor.reason;
    if (act.at == 0) act.at = base::now();
    auto const before = life_of(database, county, id);
    auto const next = step(before, act);
    if (auto const *why = std::get_if<Refusal>(&next)) throw base::Error(why->code, why->arguments);
    ensure_tables(database);
    auto const &after = std::get<Life>(next);
    keep(database, county, before, after, act);
    return after;
}

void keep(store::Database &database, int county, Life const &before, Life const &after,
          Act const &act) {
    save_finding(database, county, after);
    save_work(database, county, after);
    add_entry(database, county, before, after, act);
}

void log_acts(store::Database &database, store::Actor const &actor, int county, Deed deed,
              std::vector<std::int64_t> const &ids, base::Date on) {
    base::JsonWriter details;
    details.begin_object()
        .member("deed", to_string(deed))
        .member("findings", ids.size())
        .member("as_of", base::to_string(on))
        .end_object();
    auto const subject = ids.size() == 1 ? fmt::format("finding {}", ids.front())
                                         : fmt::format("{} findings", ids.size());
    store::append(database, actor, {county, "finding", subject, details.take()});
}

std::vector<Entry> history(store::Database &database, int county, std::int64_t finding) {
    std::vector<Entry> all;
    if (!has_tables(database)) return all;
    auto select = database.prepare(
        "SELECT id, deed, by, at, day, from_state, to_state, person, reason, measure, evidence, "
        "due FROM finding_act WHERE county = $1 AND finding = $2 ORDER BY id");
    select->bind(1, county);
    select->bind(2, finding);
    while (select->step()) {
        Entry entry;
        entry.id = select->integer(0);
        entry.finding = finding;
        entry.deed = static_cast<Deed>(select->integer(1));
        entry.by = select->text(2);
        entry.at = select->integer(3);
        entry.on = day(select->integer(4));
        entry.from = static_cast<State>(select->integer(5));
        entry.to = static_cast<State>(select->integer(6));
        entry.person = select->integer(7);
        entry.reason = select->text(8);
        entry.measure = select->text(9);
        entry.evidence = read_evidence(select->text(10));
        if (!select->is_null(11)) entry.due = day(select->integer(11));
        all.push_back(std::move(entry));
    }
    return all;
}

std::string origin_of(store::Database &database, int county, std::int64_t finding) {
    if (!has_tables(database)) return "";
    auto select = database.prepare("SELECT origin FROM finding_work WHERE county = $1 AND id = $2");
    select->bind(1, county);
    select->bind(2, finding);
    return select->step() ? std::string(select->text(0)) : "";
}

bool is_worked_on(store::Database &database, int county, std::int64_t finding) {
    if (!has_tables(database)) return false;
    auto select = database.prepare("SELECT 1 FROM finding_work WHERE county = $1 AND id = $2");
    select->bind(1, county);
    select->bind(2, finding);
    return select->step();
}

std::map<std::int64_t, Life> worked_on(store::Database &database, int county,
                                       std::string const &rule, std::string const &period) {
    std::map<std::int64_t, Life> all;
    if (!has_tables(database)) return all;
    auto select = database.prepare(
        fmt::format("SELECT {} FROM finding_work w CROSS JOIN finding f ON f.county = w.county AND "
                    "f.id = w.id WHERE w.county = $1 AND f.rule = $2 AND f.period = $3",
                    life_columns));
    select->bind(1, county);
    select->bind(2, rule);
    select->bind(3, period);
    while (select->step()) {
        auto life = read_life(*select);
        all.emplace(life.id, std::move(life));
    }
    return all;
}

std::vector<Fault> faults(store::Database &database, int county, int area_digits) {
    std::vector<Fault> all;
    auto const worked = has_tables(database);
    auto select = database.prepare(fmt::format(
        "SELECT substr(f.area, 1, $1) AS part, f.owner, count(*), sum({0}), "
        "sum(f.times_reopened), sum({1}) FROM finding f {2} WHERE f.county = $2 AND "
        "(f.times_reopened > 0 {3}) GROUP BY part, f.owner ORDER BY 4 DESC, 5 DESC, part, f.owner",
        worked ? "coalesce(w.false_closures, 0)" : "0",
        worked ? "coalesce(w.times_returned, 0)" : "0",
        worked ? "LEFT JOIN finding_work w ON w.county = f.county AND w.id = f.id" : "",
        worked ? "OR w.times_returned > 0" : ""));
    select->bind(1, area_digits);
    select->bind(2, county);
    while (select->step())
        all.push_back({std::string(select->text(0)), std::string(select->text(1)),
                       select->integer(2), select->integer(3), select->integer(4),
                       select->integer(5)});
    return all;
}

std::vector<std::int64_t> forget_acts(store::Database &database, int county,
                                      std::vector<std::int64_t> const &findings) {
    std::vector<std::int64_t> ids;
    for (auto const finding : findings)
        for (auto const &entry : history(database, county, finding)) ids.push_back(entry.id);
    if (ids.empty()) return ids;
    auto update = database.prepare("UPDATE finding_act SET reason = '', measure = '', evidence = "
                                   "'[]' WHERE county = $1 AND id = $2");
    for (auto const id : ids) {
        update->bind(1, county);
        update->bind(2, id);
        update->run();
    }
    return ids;
}

} // namespace jingzhun::finding
