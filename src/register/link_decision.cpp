// The table `link_decision`, made when the first row is linked.
#include "register/link_decision.hpp"

#include "base/json.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::registry {
namespace {

bool has_table(store::Database &database) { return !database.columns("link_decision").empty(); }

void create_table(store::Database &database) {
    database.execute(
        "CREATE TABLE link_decision (county INTEGER NOT NULL, id INTEGER NOT NULL, register TEXT "
        "NOT NULL, link TEXT NOT NULL, record INTEGER NOT NULL, target INTEGER NOT NULL, state "
        "INTEGER NOT NULL, score REAL NOT NULL, model TEXT NOT NULL, evidence TEXT NOT NULL, print "
        "TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, time INTEGER NOT NULL, "
        "decided_after INTEGER NOT NULL, superseded_at INTEGER NOT NULL, superseded_after INTEGER "
        "NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID");
}

std::string write_evidence(std::vector<LinkEvidence> const &evidence) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &term : evidence)
        json.begin_array()
            .value(term.name)
            .value(term.outcome)
            .value(static_cast<std::int64_t>(std::lround(term.bits * 100)))
            .end_array();
    json.end_array();
    return json.take();
}

std::vector<LinkEvidence> read_evidence(std::string_view text) {
    std::vector<LinkEvidence> evidence;
    auto const json = base::read_json(text, "link_decision");
    for (auto const &term : *json.array()) {
        auto const &parts = *term.array();
        auto const hundredths = std::get<std::int64_t>(parts[2].value);
        evidence.push_back({std::get<std::string>(parts[0].value),
                            std::get<std::string>(parts[1].value),
                            static_cast<double>(hundredths) / 100});
    }
    return evidence;
}

constexpr auto select_sql =
    "SELECT id, register, link, record, target, state, score, model, evidence, print, actor, "
    "reason, time, decided_after FROM link_decision WHERE county = $1";

LinkDecision read(store::Statement &select) {
    auto const text = [&](int column) { return std::string(select.text(column)); };
    LinkDecision one;
    one.id = select.integer(0);
    one.register_name = text(1);
    one.link = text(2);
    one.record = select.integer(3);
    one.target = select.integer(4);
    one.state = static_cast<LinkState>(select.integer(5));
    one.score = select.real(6);
    one.model = text(7);
    one.evidence = read_evidence(select.text(8));
    one.print = text(9);
    one.actor = text(10);
    one.reason = text(11);
    one.time = select.integer(12);
    one.decided_after = select.integer(13);
    return one;
}

} // namespace

std::string_view to_string(LinkState state) {
    constexpr std::string_view words[] = {"automatic", "review", "confirmed", "refused"};
    return words[static_cast<std::size_t>(state)];
}

std::int64_t add_decision(store::Database &database, int county, LinkDecision const &decision) {
    if (!has_table(database)) create_table(database);
    auto last =
        database.prepare("SELECT coalesce(max(id), 0) FROM link_decision WHERE county = $1");
    last->bind(1, county);
    last->step();
    auto const id = last->integer(0) + 1;
    last->reset();
    auto insert = database.prepare(
        "INSERT INTO link_decision (county, id, register, link, record, target, state, score, "
        "model, evidence, print, actor, reason, time, decided_after, superseded_at, "
        "superseded_after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
        "$15, 0, 0)");
    insert->bind(1, county);
    insert->bind(2, id);
    insert->bind(3, decision.register_name);
    insert->bind(4, decision.link);
    insert->bind(5, decision.record);
    insert->bind(6, decision.target);
    insert->bind(7, static_cast<int>(decision.state));
    insert->bind(8, decision.score);
    insert->bind(9, decision.model);
    insert->bind(10, write_evidence(decision.evidence));
    insert->bind(11, decision.print);
    insert->bind(12, decision.actor);
    insert->bind(13, decision.reason);
    insert->bind(14, base::now());
    insert->bind(15, ledger_position(database, county));
    insert->run();
    return id;
}

void supersede_decision(store::Database &database, int county, std::int64_t id) {
    auto update = database.prepare("UPDATE link_decision SET superseded_at = $3, superseded_after "
                                   "= $4 WHERE county = $1 AND id = $2");
    update->bind(1, county);
    update->bind(2, id);
    update->bind(3, base::now());
    update->bind(4, ledger_position(database, county));
    update->run();
}

std::vector<LinkDecision> decisions(store::Database &database, int county, Known const &known,
                                    std::string_view register_name) {
    std::vector<LinkDecision> all;
    if (!has_table(database)) return all;
    auto select = database.prepare(
        std::string(select_sql) +
        " AND time <= $2 AND decided_after < $3 AND (superseded_at = 0 OR superseded_at > $2 OR "
        "superseded_after >= $3) AND ($4 = '' OR register = $4) ORDER BY id");
    select->bind(1, county);
    select->bind(2, known.at);
    select->bind(3, known.position);
    select->bind(4, register_name);
    while (select->step()) all.push_back(read(*select));
    return all;
}

LinkDecision find_decision(store::Database &database, int county, std::int64_t id) {
    if (has_table(database)) {
        auto select =
            database.prepare(std::string(select_sql) + " AND id = $2 AND superseded_at = 0");
        select->bind(1, county);
        select->bind(2, id);
        if (select->step()) return read(*select);
    }
    throw base::Error("link_decision_unknown", {{"id", std::to_string(id)}});
}

std::vector<std::int64_t> forget_decisions(store::Database &database, int county,
                                           pack::Pack const &pack, std::string_view register_name,
                                           std::int64_t record) {
    std::vector<std::int64_t> ids;
    if (!has_table(database)) return ids;
    auto const leads_to = [&](std::string_view from, std::string_view name) {
        auto const *definition = pack.find_register(from);
        if (definition == nullptr) return false;
        return std::ranges::any_of(definition->links, [&](pack::Link const &link) {
            return link.name == name && link.to == register_name;
        });
    };
    auto select = database.prepare("SELECT id, register, link, record, target FROM link_decision "
                                   "WHERE county = $1 AND (record = $2 OR target = $2)");
    select->bind(1, county);
    select->bind(2, record);
    while (select->step()) {
        auto const row = select->text(1) == register_name && select->integer(3) == record;
        auto const meant =
            select->integer(4) == record && leads_to(select->text(1), select->text(2));
        if (row || meant) ids.push_back(select->integer(0));
    }
    auto update = database.prepare("UPDATE link_decision SET evidence = '[]', print = '', reason = "
                                   "'' WHERE county = $1 AND id = $2");
    for (auto const id : ids) {
        update->bind(1, county);
        update->bind(2, id);
        update->run();
    }
    return ids;
}

} // namespace jingzhun::registry
