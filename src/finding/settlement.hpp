// Settlements: two sources said different things of one record, somebody looked, and said which is
// right, why, and on what evidence.
//
// A settlement holds for what was claimed then. The same stale claims, imported again, do not raise
// the finding anew; a new claim does. Settlements are only added; of one finding the latest counts.
#pragma once

#include "store/ledger.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::finding {

struct Settlement {
    std::int64_t id = 0;
    std::string rule;        // of the finding
    std::int64_t record = 0; // its subject
    std::string subject;     // the subject's key
    std::string claims;      // what both sides said: check/claims.hpp
    std::string side;        // which is right: one of the rule's sides, in Chinese, or 都不对
    std::string reason, evidence; // evidence: "sha256 name" of a kept file, or empty
    std::string actor;
    std::int64_t time = 0;
};

// Requires: the write transaction is open, and an event follows in it. Answers the id.
std::int64_t add_settlement(store::Database &database, int county, Settlement const &settlement);
// The latest of each record, for one rule.
std::map<std::int64_t, Settlement> settlements_of(store::Database &database, int county,
                                                  std::string const &rule);
// All, in order of id; of one rule or subject where they are not empty.
std::vector<Settlement> list_settlements(store::Database &database, int county,
                                         std::string const &rule = {},
                                         std::string const &subject = {});
// Takes the subject's key, the claims, the reason and the evidence out of the settlements of an
// erased record, of these rules. Requires: a write transaction is open. Answers their ids.
std::vector<std::int64_t> forget_settlements(store::Database &database, int county,
                                             std::vector<std::string> const &rules,
                                             std::int64_t record);

} // namespace jingzhun::finding
