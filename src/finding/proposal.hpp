// Settlements that somebody proposed and another person is to approve.
//
// A proposal holds for what both sides said then: approved after one of them has said something
// else, it settles what they say now only if they still say the same (check/settle.hpp).
#pragma once

#include "store/ledger.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::finding {

enum class ProposalState { waiting, approved, rejected };
std::string_view to_string(ProposalState state);

struct Proposal {
    std::int64_t id = 0, finding = 0;
    std::string rule;             // of the finding
    std::string subject;          // its subject's key
    std::string claims;           // what both sides said: check/settle.hpp
    std::string side;             // which is right, as a settlement has it
    std::string reason, evidence; // evidence: "sha256 name" of a kept file, or empty
    ProposalState state = ProposalState::waiting;
    std::string asked_by, decided_by, decided_reason;
    std::int64_t asked_at = 0, decided_at = 0; // instants; 0: not yet
};

// All, in order of id.
std::vector<Proposal> list_proposals(store::Database &database, int county);
// The one that waits for each of these; nothing for others.
std::vector<Proposal> waiting_proposals(store::Database &database, int county,
                                        std::vector<std::int64_t> const &findings);
// Each requires: the write transaction is open, and an event follows in it. Of a finding one
// proposal waits: Error "proposal_waiting". Answers the id.
std::int64_t add_proposal(store::Database &database, int county, Proposal const &proposal);
// Throws Error "proposal_unknown" (none of that number waits).
Proposal waiting_proposal(store::Database &database, int county, std::int64_t id);
void decide_proposal(store::Database &database, int county, Proposal const &decided);

// Takes key, claims, reasons and evidence out of the proposals about an erased record's findings.
// Requires: a write transaction is open. Answers their ids.
std::vector<std::int64_t> forget_proposals(store::Database &database, int county,
                                           std::vector<std::int64_t> const &findings);

} // namespace jingzhun::finding
