// Proposals, and what becomes of them.
#include "check/propose.hpp"

#include "base/json.hpp"

namespace jingzhun::check {
namespace {

void log(store::Database &database, int county, store::Actor const &actor, std::string const &kind,
         finding::Proposal const &proposal) {
    base::JsonWriter details;
    details.begin_object()
        .member("proposal", proposal.id)
        .member("finding", proposal.finding)
        .member("rule", proposal.rule)
        .member("side", proposal.side)
        .end_object();
    store::append(database, actor, {county, kind, proposal.subject, details.take()});
}

void decide(store::Database &database, int county, store::Actor const &actor,
            finding::Proposal &proposal, finding::ProposalState state) {
    proposal.state = state;
    proposal.decided_by = actor.name;
    proposal.decided_reason = actor.reason;
    proposal.decided_at = base::now();
    finding::decide_proposal(database, county, proposal);
}

} // namespace

std::int64_t propose_settlement(store::Database &database, Snapshot const &snapshot,
                                store::Actor const &actor, SettleRequest const &request) {
    if (actor.reason.empty()) throw base::Error("reason_missing");
    auto const county = snapshot.selection.county;
    auto const found = finding_to_settle(database, snapshot, request.finding);
    finding::Proposal proposal;
    proposal.finding = found.id;
    proposal.rule = found.rule;
    proposal.subject = found.subject;
    proposal.claims = claims_about(database, snapshot, found);
    proposal.side = side_of(*snapshot.pack->find_rule(found.rule), request.side);
    proposal.reason = actor.reason;
    proposal.evidence = request.evidence;
    proposal.asked_by = actor.name;
    proposal.asked_at = base::now();
    store::Transaction transaction(database);
    proposal.id = finding::add_proposal(database, county, proposal);
    log(database, county, actor, "settle_ask", proposal);
    transaction.commit();
    return proposal.id;
}

finding::Settlement approve_settlement(store::Database &database, Snapshot const &snapshot,
                                       store::Actor const &actor, std::int64_t id) {
    auto const county = snapshot.selection.county;
    store::Transaction transaction(database);
    auto proposal = finding::waiting_proposal(database, county, id);
    if (proposal.asked_by == actor.name)
        throw base::Error("proposal_needs_another", {{"id", std::to_string(id)}});
    auto const found = finding_to_settle(database, snapshot, proposal.finding);
    if (claims_about(database, snapshot, found) != proposal.claims)
        throw base::Error("claims_changed", {{"id", std::to_string(id)}});
    auto by = actor;
    if (by.reason.empty()) by.reason = proposal.reason;
    auto settled =
        settle(database, snapshot, by, {proposal.finding, proposal.side, proposal.evidence});
    decide(database, county, actor, proposal, finding::ProposalState::approved);
    transaction.commit();
    return settled;
}

void reject_settlement(store::Database &database, int county, store::Actor const &actor,
                       std::int64_t id) {
    if (actor.reason.empty()) throw base::Error("reason_missing");
    store::Transaction transaction(database);
    auto proposal = finding::waiting_proposal(database, county, id);
    decide(database, county, actor, proposal, finding::ProposalState::rejected);
    log(database, county, actor, "settle_reject", proposal);
    transaction.commit();
}

} // namespace jingzhun::check
