// Grants: who holds which role, for which area and purpose, from when to when, by whom and why.
//
// A grant is never changed; it ends by its last day or is revoked, and stays on record either way.
#pragma once

#include "base/date.hpp"
#include "pack/model.hpp"
#include "store/ledger.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace jingzhun::access {

struct Grant {
    std::int64_t id = 0; // 1, 2, 3 … in each county
    std::string account, role;
    std::string area;    // a prefix: "431128100" holds for the township and its villages
    std::string purpose; // what it is held for, in words; may be empty
    base::Date from = base::date_min, to = base::date_max; // half-open
    std::string granted_by, reason;
    base::Instant granted_at = 0;
    std::string revoked_by, revoke_reason;
    base::Instant revoked_at = 0; // 0: never
    bool holds(base::Date on) const { return revoked_at == 0 && from <= on && on < to; }
};

// What is asked for; the rest of a Grant is filled in.
struct GrantRequest {
    std::string account, role, area, purpose;
    base::Date from = base::date_min, to = base::date_max;
};

// One event "grant". Throws Error "account_unknown", "account_disabled", "role_unknown" (with the
// nearest), "role_level" (the role is not granted at that level), "role_separated" (the account
// holds what must not meet it), "grant_to_oneself", "grant_period". Requires: a write transaction
// is open; who grants may do so (may.hpp), which the caller has asked.
Grant grant(store::Database &database, pack::Pack const &pack, int county,
            store::Actor const &actor, GrantRequest const &request);
// One event "revoke"; the account's sessions end in the same transaction. Throws Error
// "grant_unknown", "grant_revoked". Requires: a write transaction is open.
Grant revoke(store::Database &database, int county, store::Actor const &actor, std::int64_t id);

// Of one account, or of all where `account` is empty; in order of id, those that ended too.
std::vector<Grant> list_grants(store::Database &database, int county,
                               std::string const &account = "");

} // namespace jingzhun::access
