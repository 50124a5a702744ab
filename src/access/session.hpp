// Sessions: who is signed in.
//
// Transient, not sealed by the ledger; signing in and out are events. Only a token's hash is kept.
// A session ends by its age, by standing idle, by signing out, and at once when a role of its
// account is revoked, its password changed or it is disabled.
#pragma once

#include "access/account.hpp"

#include <optional>
#include <string>

namespace jingzhun::access {

struct Session {
    Holder holder; // with the grants of now, not of when it was made
    std::string origin;
    base::Instant made_at = 0, used_at = 0, ends_at = 0;
    bool must_change_password = false; // nothing else is allowed before
    bool must_set_up_code = false;     // a role it holds wants one-time codes
};

// Answers the token, which is not kept. Requires, as all that write here: a write transaction is
// open.
std::string begin_session(store::Database &database, pack::SignInRules const &rules, int county,
                          std::string const &account, std::string const &origin,
                          bool must_change_password, base::Instant now);
// Nothing where there is no such session, or it has ended by now. Reads only.
std::optional<Session> find_session(store::Database &database, pack::Pack const &pack, int county,
                                    std::string_view token, base::Instant now);
// It was used: worth a write once a minute, not at every request.
void touch_session(store::Database &database, int county, std::string_view token,
                   base::Instant now);
void end_session(store::Database &database, int county, std::string_view token);
void end_sessions(store::Database &database, int county, std::string const &account);
// How many of an account there are, ended by their age or not yet.
std::int64_t count_sessions(store::Database &database, int county, std::string const &account);
// Forgets those that have ended by their age.
void forget_sessions(store::Database &database, int county, base::Instant now);

} // namespace jingzhun::access
