// Signing in: password and one-time code, locks after failures, every attempt on record.
#pragma once

#include "access/session.hpp"

#include <string>

namespace jingzhun::access {

struct Attempt {
    std::string account, password;
    std::string code;   // one-time; empty: not given
    std::string origin; // address it comes from
};

struct SignedIn {
    std::string token;
    bool must_change_password = false, must_set_up_code = false;
};

// One transaction with its event, "sign_in" or "sign_in_failed"; in a row of failures the account
// is locked for a while. Throws Error "sign_in_refused", which does not tell an unknown account
// from a wrong password, a wrong code, a locked or a disabled account, and takes as long for each;
// "sign_in_code_wanted" where the password is right and the account has codes but none was given.
// Requires: no transaction is open.
SignedIn sign_in(store::Database &database, pack::Pack const &pack, int county,
                 Attempt const &attempt, base::Instant now = base::now());
// One transaction with its event "sign_out". Nothing where the session has ended already.
void sign_out(store::Database &database, pack::Pack const &pack, int county, std::string_view token,
              base::Instant now = base::now());

// What follows requires: a write transaction is open. Each is one event without the secret, and
// ends the account's sessions.
//
// The verifier (password.hpp) is made before, outside the transaction: it takes a while. `once`: it
// must be changed when it has let somebody in.
void set_password(store::Database &database, int county, store::Actor const &actor,
                  std::string const &account, std::string const &verifier, bool once);
// The verifier of an account's password, to ask for it again before something grave; one that
// nothing fits where there is none. Reads only: whoever asks counts attempts.
std::string verifier_of(store::Database &database, int county, std::string_view account);
// Answers the key for one-time codes, which is not told again.
std::string set_up_code(store::Database &database, int county, store::Actor const &actor,
                        std::string const &account);
void drop_code(store::Database &database, int county, store::Actor const &actor,
               std::string const &account);

} // namespace jingzhun::access
