// The table `settlement_proposal`, made when the first is proposed.
#include "finding/proposal.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::finding {
namespace {

constexpr std::array<std::string_view, 3> state_names = {"waiting", "approved", "rejected"};

bool has_table(store::Database &database) {
    return !database.columns("settlement_proposal").empty();
}

void make_table(store::Database &database) {
    if (has_table(database)) return;
    database.execute(
        "CREATE TABLE settlement_proposal (county INTEGER NOT NULL, id INTEGER NOT NULL, finding "
        "INTEGER NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL, claims TEXT NOT NULL, side "
        "TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL, state INTEGER NOT NULL, "
        "asked_by TEXT NOT NULL, decided_by TEXT NOT NULL, decided_reason TEXT NOT NULL, asked_at "
        "INTEGER NOT NULL, decided_at INTEGER NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT "
        "ROWID");
}

std::vector<Proposal> read(store::Statement &select) {
    std::vector<Proposal> all;
    auto const text = [&](int column) { return std::string(select.text(column)); };
    while (select.step())
        all.push_back({select.integer(0), select.integer(1), text(2), text(3), text(4), text(5),
                       text(6), text(7), static_cast<ProposalState>(select.integer(8)), text(9),
                       text(10), text(11), select.integer(12), select.integer(13)});
    return all;
}

constexpr auto select_sql =
    "SELECT id, finding, rule, subject, claims, side, reason, evidence, state, asked_by, "
    "decided_by, decided_reason, asked_at, decided_at FROM settlement_proposal WHERE county = $1";

} // namespace

std::string_view to_string(ProposalState state) {
    return state_names[static_cast<std::size_t>(state)];
}

std::vector<Proposal> list_proposals(store::Database &database, int county) {
    if (!has_table(database)) return {};
    auto select = database.prepare(std::string(select_sql) + " ORDER BY id");
    select->bind(1, county);
    return read(*select);
}

std::vector<Proposal> waiting_proposals(store::Database &database, int county,
                                        std::vector<std::int64_t> const &findings) {
    auto all = list_proposals(database, county);
    std::erase_if(all, [&](Proposal const &one) {
        return one.state != ProposalState::waiting ||
               std::ranges::find(findings, one.finding) == findings.end();
    });
    return all;
}

std::int64_t add_proposal(store::Database &database, int county, Proposal const &proposal) {
    make_table(database);
    if (!waiting_proposals(database, county, {proposal.finding}).empty())
        throw base::Error("proposal_waiting", {{"finding", std::to_string(proposal.finding)}});
    auto last =
        database.prepare("SELECT coalesce(max(id), 0) FROM settlement_proposal WHERE county = $1");
    last->bind(1, county);
    last->step();
    auto const id = last->integer(0) + 1;
    last->reset();
    auto insert = database.prepare(
        "INSERT INTO settlement_proposal (county, id, finding, rule, subject, claims, side, "
        "reason, evidence, state, asked_by, decided_by, decided_reason, asked_at, decided_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, '', '', $11, 0)");
    insert->bind(1, county);
    insert->bind(2, id);
    insert->bind(3, proposal.finding);
    int place = 4;
    for (auto const *text : {&proposal.rule, &proposal.subject, &proposal.claims, &proposal.side,
                             &proposal.reason, &proposal.evidence, &proposal.asked_by})
        insert->bind(place++, *text);
    insert->bind(11, proposal.asked_at);
    insert->run();
    return id;
}

Proposal waiting_proposal(store::Database &database, int county, std::int64_t id) {
    for (auto &one : list_proposals(database, county))
        if (one.id == id && one.state == ProposalState::waiting) return one;
    throw base::Error("proposal_unknown", {{"id", std::to_string(id)}});
}

void decide_proposal(store::Database &database, int county, Proposal const &decided) {
    auto update = database.prepare(
        "UPDATE settlement_proposal SET (state, decided_by, decided_reason, decided_at) = ($3, $4, "
        "$5, $6) WHERE county = $1 AND id = $2");
    update->bind(1, county);
    update->bind(2, decided.id);
    update->bind(3, static_cast<std::int64_t>(decided.state));
    update->bind(4, decided.decided_by);
    update->bind(5, decided.decided_reason);
    update->bind(6, decided.decided_at);
    update->run();
}

std::vector<std::int64_t> forget_proposals(store::Database &database, int county,
                                           std::vector<std::int64_t> const &findings) {
    std::vector<std::int64_t> ids;
    for (auto const &one : list_proposals(database, county))
        if (std::ranges::find(findings, one.finding) != findings.end()) ids.push_back(one.id);
    if (ids.empty()) return ids;
    auto update =
        database.prepare("UPDATE settlement_proposal SET subject = '', claims = '[]', reason = '', "
                         "evidence = '', decided_reason = '' WHERE county = $1 AND id = $2");
    for (auto const id : ids) {
        update->bind(1, county);
        update->bind(2, id);
        update->run();
    }
    return ids;
}

} // namespace jingzhun::finding
