// Accounts: who can be named as acting. An account is never deleted: what it did stays its own.
//
// Verifiers of passwords and secrets of one-time codes stand apart, in `transient_secret`, which no
// ledger keeps; the account holds their hash, so that one put there behind the program's back is
// refused (sign_in.hpp).
#pragma once

#include "access/may.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::access {

enum class AccountState { active, disabled };
std::string_view to_string(AccountState state);

struct Account {
    std::string name; // what is typed: letters, digits, . _ - and Chinese characters
    std::string display_name, unit;
    AccountState state = AccountState::active;
    base::Instant created_at = 0;
    std::string created_by;
    bool has_password = false, has_code = false; // a password; one-time codes
    base::Instant locked_until = 0;              // after failures to sign in; 0: not
};

// Makes the tables where they are not there. Requires: a write transaction is open.
void create_tables(store::Database &database);
// A store without accounts asks nobody who he is.
bool has_accounts(store::Database &database, int county);

// The first account, with the pack's first role for the whole county; needs no right, since nobody
// is there to give one. No event of its own: it is part of making the store. Throws Error
// "account_name_bad", "pack_without_roles". Requires: the county has no accounts, a write
// transaction is open.
Account found(store::Database &database, pack::Pack const &pack, int county,
              store::Actor const &actor);
// One event "account_add". Throws Error "account_exists", "account_name_bad". Requires, as all that
// follow: a write transaction is open; who acts may do so, which the caller has asked.
Account add_account(store::Database &database, int county, store::Actor const &actor,
                    Account const &account);
// One event; the account's sessions end in the same transaction. Throws Error "account_unknown",
// "account_disabled" (it is already; enable: "account_active"), "account_oneself".
void disable_account(store::Database &database, int county, store::Actor const &actor,
                     std::string const &name);
void enable_account(store::Database &database, int county, store::Actor const &actor,
                    std::string const &name);

// In order of name.
std::vector<Account> list_accounts(store::Database &database, int county);
std::optional<Account> find_account(store::Database &database, int county, std::string_view name);
// Throws Error "account_unknown" with the nearest name.
Account require_account(store::Database &database, int county, std::string const &name);

// The account as it acts now. Throws Error "actor_unknown", "actor_disabled".
Holder holder(store::Database &database, int county, std::string const &name);

} // namespace jingzhun::access
