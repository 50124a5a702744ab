// Settling a data fight by two: one person says which side is right, another approves.
#pragma once

#include "check/settle.hpp"
#include "finding/proposal.hpp"

namespace jingzhun::check {

// Each is one transaction with its event: "settle_ask", "settle", "settle_reject".
//
// Says which side is right, the reason with the actor; nothing is settled yet. Answers the
// proposal's id. Throws what `settle` throws, and Error "proposal_waiting" (somebody has said so
// already).
std::int64_t propose_settlement(store::Database &database, Snapshot const &snapshot,
                                store::Actor const &actor, SettleRequest const &request);
// Settles as it was proposed. Throws Error "proposal_unknown", "proposal_needs_another" (nobody
// approves what he proposed), "claims_changed" (one side says something else by now), and what
// `settle` throws.
finding::Settlement approve_settlement(store::Database &database, Snapshot const &snapshot,
                                       store::Actor const &actor, std::int64_t proposal);
// Throws Error "proposal_unknown", "reason_missing".
void reject_settlement(store::Database &database, int county, store::Actor const &actor,
                       std::int64_t proposal);

} // namespace jingzhun::check
