// The one place that decides what must not meet in one hand: recorder, reviewer, approver and
// inspector of one subject; roles of one account.
#pragma once

#include "access/grant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::access {

// What somebody has done to a subject.
struct Deed {
    std::string account;
    pack::Operation operation = pack::Operation::record;
    std::string role = {};
    base::Instant at = 0;
};

struct Conflict {
    pack::Separation const *separation = nullptr;
    std::string with; // the deed's operation, or the role held already
};

// May this account do that to a subject to which this was done before? Nothing: yes. Correcting is
// a way of recording; doing the same again is no conflict.
std::optional<Conflict> separated(pack::AccessRules const &rules, std::vector<Deed> const &deeds,
                                  std::string_view account, pack::Operation operation);
// May an account with these grants be given that role for that area and time as well? Grants that
// hold on no common day do not meet. Nothing: yes.
std::optional<Conflict> separated(pack::AccessRules const &rules, std::vector<Grant> const &held,
                                  GrantRequest const &request);

// Deeds are kept by subject, in words of the caller ("batch 3", "household 4311…"), in order. Those
// that stand elsewhere already, such as who imported a record, the caller adds.
// Requires: a write transaction is open.
void note_deed(store::Database &database, int county, std::string const &subject, Deed const &deed);
std::vector<Deed> deeds_on(store::Database &database, int county, std::string const &subject);

// Throws Error "duty_separated" where separated(…) says no.
void require_separate(pack::AccessRules const &rules, std::vector<Deed> const &deeds,
                      std::string_view account, pack::Operation operation,
                      std::string const &subject);

} // namespace jingzhun::access
