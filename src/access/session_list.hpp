// The sessions there are, for administrators: whose, from where, since when; ended one by one.
#pragma once

#include "access/session.hpp"

#include <vector>

namespace jingzhun::access {

struct ListedSession {
    std::string id; // the beginning of the token's hash: names it, opens nothing
    std::string account, origin;
    base::Instant made_at = 0, used_at = 0, ends_at = 0;
};
// Those that have not ended by now, by age or by standing idle; the newest first.
std::vector<ListedSession> list_sessions(store::Database &database, pack::SignInRules const &rules,
                                         int county, base::Instant now);
// Ends the one. Answers whose it was. Throws Error "session_unknown". Requires: a write transaction
// is open; an event follows in it.
std::string end_listed_session(store::Database &database, int county, std::string const &id);
// The name by which a token's session is listed.
std::string listed_as(std::string_view token);

} // namespace jingzhun::access
