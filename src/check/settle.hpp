// Settling a data fight: what both sides claim of one record, and whether a settlement still holds.
#pragma once

#include "check/explain.hpp"
#include "finding/board.hpp"
#include "finding/settlement.hpp"

#include <string>
#include <vector>

namespace jingzhun::check {

// The facts a rule reads of a record, each with its value and who says so, in one text that is the
// same for the same claims: whichever file repeats them, at whatever row.
std::string claims_of(store::Database &database, Snapshot const &snapshot, pack::Rule const &rule,
                      std::size_t table, std::uint32_t row);

// Which of the rows failing a rule are settled and claimed as they were when it was settled.
std::vector<std::int64_t> settled_records(store::Database &database, Snapshot const &snapshot,
                                          RuleResult const &result);

// The side that is meant, as it is kept: title of one of the rule's sides in either language, its
// number, or "neither". Throws Error "side_unknown".
std::string side_of(pack::Rule const &rule, std::string const &said);
// An open finding of a rule with sides. Throws Error "finding_unknown", "finding_not_settled".
finding::Finding finding_to_settle(store::Database &database, Snapshot const &snapshot,
                                   std::int64_t id);
// What both sides claim of its subject now. Throws Error "finding_unknown".
std::string claims_about(store::Database &database, Snapshot const &snapshot,
                         finding::Finding const &found);

struct SettleRequest {
    std::int64_t finding = 0;
    std::string side;     // side_of
    std::string evidence; // "sha256 name" of a file that is kept; may be empty
};
// Records who is right and closes the finding, in one transaction with its event ("settle").
// Requires: the snapshot holds the finding's rule. Throws Error "finding_unknown",
// "finding_not_settled" (its rule has no sides, or it is closed), "side_unknown",
// "reason_missing".
finding::Settlement settle(store::Database &database, Snapshot const &snapshot,
                           store::Actor const &actor, SettleRequest const &request);

} // namespace jingzhun::check
