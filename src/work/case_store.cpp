// Cases in the store.
#include "work/case_store.hpp"

#include "base/area.hpp"
#include "work/case_text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace jingzhun::work {
namespace {

constexpr std::string_view tables = R"(
CREATE TABLE IF NOT EXISTS work_case (
    county INTEGER NOT NULL, id INTEGER NOT NULL, procedure TEXT NOT NULL, pack_hash TEXT NOT NULL,
    register TEXT NOT NULL, record INTEGER NOT NULL, subject TEXT NOT NULL, label TEXT NOT NULL,
    area TEXT NOT NULL, state INTEGER NOT NULL, step TEXT NOT NULL, since INTEGER NOT NULL,
    opened INTEGER NOT NULL, last_on INTEGER NOT NULL, last_at INTEGER NOT NULL,
    PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS work_case_subject ON work_case (county, subject);
CREATE INDEX IF NOT EXISTS work_case_state ON work_case (county, state, step);
CREATE TABLE IF NOT EXISTS case_act (
    county INTEGER NOT NULL, case_id INTEGER NOT NULL, number INTEGER NOT NULL,
    kind INTEGER NOT NULL, step TEXT NOT NULL, outcome INTEGER NOT NULL, day INTEGER NOT NULL,
    at INTEGER NOT NULL, account TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
    reason TEXT NOT NULL, stated TEXT NOT NULL, frozen INTEGER NOT NULL, batch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (county, case_id, number)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS case_record (
    county INTEGER NOT NULL, case_id INTEGER NOT NULL, act INTEGER NOT NULL,
    number INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (county, case_id, act, number)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS case_notice (
    county INTEGER NOT NULL, case_id INTEGER NOT NULL, act INTEGER NOT NULL, step TEXT NOT NULL,
    first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, standing INTEGER NOT NULL,
    text_zh TEXT NOT NULL, text_en TEXT NOT NULL, lines TEXT NOT NULL,
    PRIMARY KEY (county, case_id, act)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS case_objection (
    county INTEGER NOT NULL, case_id INTEGER NOT NULL, number INTEGER NOT NULL, step TEXT NOT NULL,
    day INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, state INTEGER NOT NULL,
    decided_on INTEGER NOT NULL, decided_by TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (county, case_id, number)) STRICT, WITHOUT ROWID;
)";

constexpr std::string_view head_columns = "id, procedure, pack_hash, register, record, subject, "
                                          "label, area, state, step, since, opened, last_on, "
                                          "last_at";

bool has_tables(store::Database &database) { return !database.columns("work_case").empty(); }

base::Date day_of(store::Statement &row, int column) {
    return {static_cast<std::int32_t>(row.integer(column))};
}

Case read_head(store::Statement &row) {
    Case one;
    one.id = row.integer(0);
    one.procedure = row.text(1);
    one.pack_hash = row.text(2);
    one.register_name = row.text(3);
    one.record = row.integer(4);
    one.key = row.text(5);
    one.label = row.text(6);
    one.area = row.text(7);
    one.state = static_cast<CaseState>(row.integer(8));
    one.step = row.text(9);
    one.since = day_of(row, 10);
    one.opened = day_of(row, 11);
    one.last_on = day_of(row, 12);
    one.last_at = row.integer(13);
    return one;
}

std::unique_ptr<store::Statement> of_case(store::Database &database, std::string_view sql,
                                          int county, std::int64_t id) {
    auto statement = database.prepare(sql);
    statement->bind(1, county);
    statement->bind(2, id);
    return statement;
}

void read_acts(store::Database &database, int county, Case &one) {
    auto acts = of_case(database,
                        "SELECT number, kind, step, outcome, day, at, account, person, role, "
                        "reason, stated, frozen, batch, position FROM case_act WHERE county = $1 "
                        "AND case_id = $2 ORDER BY number",
                        county, one.id);
    while (acts->step()) {
        Taken act;
        act.number = static_cast<int>(acts->integer(0));
        act.kind = static_cast<ActKind>(acts->integer(1));
        act.step = acts->text(2);
        act.outcome = static_cast<Outcome>(acts->integer(3));
        act.on = day_of(*acts, 4);
        act.at = acts->integer(5);
        act.account = acts->text(6);
        act.person = acts->text(7);
        act.role = acts->text(8);
        act.reason = acts->text(9);
        act.stated = read_stated(acts->text(10));
        act.frozen = acts->integer(11);
        act.batch = acts->integer(12);
        act.position = acts->integer(13);
        one.acts.push_back(std::move(act));
    }
    auto records = of_case(database,
                           "SELECT act, name, value FROM case_record WHERE county = $1 AND case_id "
                           "= $2 ORDER BY act, number",
                           county, one.id);
    while (records->step())
        one.acts.at(static_cast<std::size_t>(records->integer(0) - 1))
            .records.emplace_back(records->text(1), read_record_value(records->text(2)));
}

void read_notices(store::Database &database, int county, Case &one) {
    auto notices = of_case(database,
                           "SELECT act, step, first_day, last_day, standing, text_zh, text_en, "
                           "lines FROM case_notice WHERE county = $1 AND case_id = $2 ORDER BY act",
                           county, one.id);
    while (notices->step())
        one.notices.push_back({static_cast<int>(notices->integer(0)),
                               std::string(notices->text(1)),
                               day_of(*notices, 2),
                               day_of(*notices, 3),
                               notices->integer(4) != 0,
                               {std::string(notices->text(5)), std::string(notices->text(6))},
                               read_lines(notices->text(7))});
    auto objections = of_case(database,
                              "SELECT number, step, day, name, text, state, decided_on, "
                              "decided_by, answer FROM case_objection WHERE county = $1 AND "
                              "case_id = $2 ORDER BY number",
                              county, one.id);
    while (objections->step())
        one.objections.push_back(
            {static_cast<int>(objections->integer(0)), std::string(objections->text(1)),
             day_of(*objections, 2), std::string(objections->text(3)),
             std::string(objections->text(4)), static_cast<ObjectionState>(objections->integer(5)),
             day_of(*objections, 6), std::string(objections->text(7)),
             std::string(objections->text(8))});
}

void save_head(store::Database &database, int county, Case const &one) {
    auto row = database.prepare(fmt::format(
        "INSERT INTO work_case (county, {}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
        "$12, $13, $14, $15) ON CONFLICT (county, id) DO UPDATE SET (record, subject, label, "
        "state, "
        "step, since, opened, last_on, last_at) = (excluded.record, excluded.subject, "
        "excluded.label, excluded.state, excluded.step, excluded.since, excluded.opened, "
        "excluded.last_on, excluded.last_at)",
        head_columns));
    row->bind(1, county);
    row->bind(2, one.id);
    row->bind(3, one.procedure);
    row->bind(4, one.pack_hash);
    row->bind(5, one.register_name);
    row->bind(6, one.record);
    row->bind(7, one.key);
    row->bind(8, one.label);
    row->bind(9, one.area);
    row->bind(10, static_cast<int>(one.state));
    row->bind(11, one.step);
    row->bind(12, one.since.days);
    row->bind(13, one.opened.days);
    row->bind(14, one.last_on.days);
    row->bind(15, one.last_at);
    row->run();
}

void save_act(store::Database &database, int county, std::int64_t id, Taken const &act) {
    auto row = of_case(database,
                       "INSERT INTO case_act (county, case_id, number, kind, step, outcome, day, "
                       "at, account, person, role, reason, stated, frozen, batch, position) VALUES "
                       "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
                       county, id);
    row->bind(3, act.number);
    row->bind(4, static_cast<int>(act.kind));
    row->bind(5, act.step);
    row->bind(6, static_cast<int>(act.outcome));
    row->bind(7, act.on.days);
    row->bind(8, act.at);
    row->bind(9, act.account);
    row->bind(10, act.person);
    row->bind(11, act.role);
    row->bind(12, act.reason);
    row->bind(13, write(act.stated));
    row->bind(14, act.frozen);
    row->bind(15, act.batch);
    row->bind(16, act.position);
    row->run();
    auto record = of_case(database,
                          "INSERT INTO case_record (county, case_id, act, number, name, value) "
                          "VALUES ($1, $2, $3, $4, $5, $6)",
                          county, id);
    record->bind(3, act.number);
    int number = 0;
    for (auto const &[name, value] : act.records) {
        record->bind(4, ++number);
        record->bind(5, name);
        record->bind(6, write(value));
        record->run();
    }
}

void save_notice(store::Database &database, int county, std::int64_t id, Notice const &notice) {
    auto row = of_case(database,
                       "INSERT INTO case_notice (county, case_id, act, step, first_day, last_day, "
                       "standing, text_zh, text_en, lines) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
                       "$9, $10) ON CONFLICT (county, case_id, act) DO UPDATE SET standing = "
                       "excluded.standing",
                       county, id);
    row->bind(3, notice.act);
    row->bind(4, notice.step);
    row->bind(5, notice.from.days);
    row->bind(6, notice.until.days);
    row->bind(7, static_cast<int>(notice.standing));
    row->bind(8, notice.text.zh);
    row->bind(9, notice.text.en);
    row->bind(10, write(notice.lines));
    row->run();
}

void save_objection(store::Database &database, int county, std::int64_t id,
                    Objection const &objection) {
    auto row = of_case(
        database,
        "INSERT INTO case_objection (county, case_id, number, step, day, name, text, state, "
        "decided_on, decided_by, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON "
        "CONFLICT (county, case_id, number) DO UPDATE SET (state, decided_on, decided_by, answer) "
        "= "
        "(excluded.state, excluded.decided_on, excluded.decided_by, excluded.answer)",
        county, id);
    row->bind(3, objection.number);
    row->bind(4, objection.step);
    row->bind(5, objection.on.days);
    row->bind(6, objection.name);
    row->bind(7, objection.text);
    row->bind(8, static_cast<int>(objection.state));
    row->bind(9, objection.decided_on.days);
    row->bind(10, objection.decided_by);
    row->bind(11, objection.answer);
    row->run();
}

} // namespace

void create_case_tables(store::Database &database) {
    if (!has_tables(database)) database.execute(tables);
}

std::optional<Case> find_case(store::Database &database, int county, std::int64_t id) {
    if (!has_tables(database)) return std::nullopt;
    auto head =
        of_case(database,
                fmt::format("SELECT {} FROM work_case WHERE county = $1 AND id = $2", head_columns),
                county, id);
    if (!head->step()) return std::nullopt;
    auto one = read_head(*head);
    head->reset();
    read_acts(database, county, one);
    read_notices(database, county, one);
    return one;
}

std::vector<Case> list_cases(store::Database &database, int county, CaseFilter const &filter) {
    std::vector<Case> all;
    if (!has_tables(database)) return all;
    auto const by_key = filter.key.empty() ? "" : " AND subject = $2";
    auto rows = database.prepare(fmt::format(
        "SELECT {} FROM work_case WHERE county = $1{} ORDER BY id", head_columns, by_key));
    rows->bind(1, county);
    if (!filter.key.empty()) rows->bind(2, filter.key);
    while (rows->step()) {
        auto one = read_head(*rows);
        bool const is_meant = (filter.procedure.empty() || one.procedure == filter.procedure) &&
                              (filter.step.empty() || one.step == filter.step) &&
                              (!filter.state || one.state == *filter.state) &&
                              base::contains(filter.area, one.area);
        if (is_meant) all.push_back(std::move(one));
    }
    return all;
}

std::optional<std::int64_t> open_case_of(store::Database &database, int county,
                                         std::string const &procedure,
                                         std::string const &register_name, std::string const &key) {
    for (auto const &one : list_cases(database, county, {procedure, key, "", "", CaseState::open}))
        if (one.register_name == register_name) return one.id;
    return std::nullopt;
}

std::int64_t next_case(store::Database &database, int county) {
    auto last = database.prepare("SELECT coalesce(max(id), 0) FROM work_case WHERE county = $1");
    last->bind(1, county);
    last->step();
    auto const id = last->integer(0) + 1;
    last->reset();
    return id;
}

void save_case(store::Database &database, int county, Case const *before, Case const &after) {
    save_head(database, county, after);
    auto const known = before == nullptr ? 0 : before->acts.size();
    for (std::size_t i = known; i < after.acts.size(); ++i)
        save_act(database, county, after.id, after.acts[i]);
    for (std::size_t i = 0; i < after.notices.size(); ++i)
        if (before == nullptr || i >= before->notices.size() ||
            before->notices[i].standing != after.notices[i].standing)
            save_notice(database, county, after.id, after.notices[i]);
    for (std::size_t i = 0; i < after.objections.size(); ++i)
        if (before == nullptr || i >= before->objections.size() ||
            before->objections[i].state != after.objections[i].state)
            save_objection(database, county, after.id, after.objections[i]);
}

} // namespace jingzhun::work
