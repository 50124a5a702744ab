// The tables of accounts, and changing them.
#include "access/account.hpp"

#include "access/session.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::access {
namespace {

constexpr std::string_view tables = R"(
CREATE TABLE IF NOT EXISTS account (
    county INTEGER NOT NULL, name TEXT NOT NULL, display_name TEXT NOT NULL, unit TEXT NOT NULL,
    state INTEGER NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL,
    secret_hash TEXT NOT NULL, password_at INTEGER NOT NULL, password_once INTEGER NOT NULL,
    has_code INTEGER NOT NULL, PRIMARY KEY (county, name)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS role_grant (
    county INTEGER NOT NULL, id INTEGER NOT NULL, account TEXT NOT NULL, role TEXT NOT NULL,
    area TEXT NOT NULL, purpose TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    granted_by TEXT NOT NULL, reason TEXT NOT NULL, granted_at INTEGER NOT NULL,
    revoked_by TEXT NOT NULL, revoke_reason TEXT NOT NULL, revoked_at INTEGER NOT NULL,
    PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deed (
    county INTEGER NOT NULL, subject TEXT NOT NULL, number INTEGER NOT NULL, account TEXT NOT NULL,
    operation TEXT NOT NULL, role TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (county, subject, number)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS transient_secret (
    county INTEGER NOT NULL, account TEXT NOT NULL, verifier TEXT NOT NULL, code_key TEXT NOT NULL,
    PRIMARY KEY (county, account)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS transient_attempt (
    county INTEGER NOT NULL, account TEXT NOT NULL, failures INTEGER NOT NULL,
    locked_until INTEGER NOT NULL, code_step INTEGER NOT NULL,
    PRIMARY KEY (county, account)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS transient_session (
    county INTEGER NOT NULL, token_hash TEXT NOT NULL, account TEXT NOT NULL, origin TEXT NOT NULL,
    made_at INTEGER NOT NULL, used_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
    must_change INTEGER NOT NULL, PRIMARY KEY (county, token_hash)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS transient_session_by_account ON transient_session(county, account);
)";

constexpr std::size_t name_most = 64;

// Names stand in events, tables and command lines: no blanks, no quotes, nothing that cannot be
// seen.
bool is_name(std::string_view name) {
    if (name.empty() || name.size() > name_most || name.front() == '-') return false;
    for (auto const point : base::to_code_points(name)) {
        auto const letter = (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z');
        auto const digit = point >= U'0' && point <= U'9';
        auto const han =
            (point >= 0x3400 && point <= 0x9FFF) || (point >= 0x20000 && point < 0x32000);
        if (!letter && !digit && !han && point != U'.' && point != U'_' && point != U'-' &&
            point != U'@')
            return false;
    }
    return true;
}

constexpr std::string_view columns =
    "a.name, a.display_name, a.unit, a.state, a.created_at, a.created_by, a.password_at, "
    "a.has_code, coalesce(t.locked_until, 0) FROM account a LEFT JOIN transient_attempt t "
    "ON t.county = a.county AND t.account = a.name";

Account read(store::Statement const &row) {
    Account account;
    account.name = row.text(0);
    account.display_name = row.text(1);
    account.unit = row.text(2);
    account.state = static_cast<AccountState>(row.integer(3));
    account.created_at = row.integer(4);
    account.created_by = row.text(5);
    account.has_password = row.integer(6) != 0;
    account.has_code = row.integer(7) != 0;
    account.locked_until = row.integer(8);
    return account;
}

void insert(store::Database &database, int county, Account const &account) {
    if (!is_name(account.name)) throw base::Error("account_name_bad", {{"name", account.name}});
    auto statement = database.prepare(
        "INSERT INTO account (county, name, display_name, unit, state, created_at, created_by, "
        "secret_hash, password_at, password_once, has_code) "
        "VALUES ($1, $2, $3, $4, 0, $5, $6, '', 0, 0, 0)");
    statement->bind(1, county);
    statement->bind(2, account.name);
    statement->bind(3, account.display_name);
    statement->bind(4, account.unit);
    statement->bind(5, account.created_at);
    statement->bind(6, account.created_by);
    statement->run();
}

void set_state(store::Database &database, int county, store::Actor const &actor,
               std::string const &name, AccountState state) {
    auto const account = require_account(database, county, name);
    auto const disabling = state == AccountState::disabled;
    if (disabling && actor.name == name) throw base::Error("account_oneself", {{"name", name}});
    if (account.state == state)
        throw base::Error(disabling ? "account_disabled" : "account_active", {{"name", name}});
    auto update = database.prepare("UPDATE account SET state = $1 WHERE county = $2 AND name = $3");
    update->bind(1, static_cast<int>(state));
    update->bind(2, county);
    update->bind(3, name);
    update->run();
    end_sessions(database, county, name);
    base::JsonWriter details;
    details.begin_object()
        .member("before", to_string(account.state))
        .member("after", to_string(state))
        .end_object();
    store::append(database, actor,
                  {county, disabling ? "account_disable" : "account_enable", "account " + name,
                   details.take()});
}

} // namespace

std::string_view to_string(AccountState state) {
    return state == AccountState::active ? "active" : "disabled";
}

void create_tables(store::Database &database) { database.execute(tables); }

bool has_accounts(store::Database &database, int county) {
    if (database.columns("account").empty()) return false;
    auto select = database.prepare("SELECT 1 FROM account WHERE county = $1 LIMIT 1");
    select->bind(1, county);
    return select->step();
}

Account found(store::Database &database, pack::Pack const &pack, int county,
              store::Actor const &actor) {
    assert(!has_accounts(database, county));
    if (pack.access.first_role.empty())
        throw base::Error("pack_without_roles", {{"pack", pack.name}});
    Account account;
    account.name = actor.name;
    account.display_name = actor.name;
    account.created_at = base::now();
    account.created_by = actor.name;
    insert(database, county, account);
    auto statement = database.prepare(
        "INSERT INTO role_grant (county, id, account, role, area, purpose, from_day, to_day, "
        "granted_by, reason, granted_at, revoked_by, revoke_reason, revoked_at) "
        "VALUES ($1, 1, $2, $3, $4, '', $5, $6, $2, $7, $8, '', '', 0)");
    statement->bind(1, county);
    statement->bind(2, actor.name);
    statement->bind(3, pack.access.first_role);
    statement->bind(4, std::to_string(county));
    statement->bind(5, base::date_min.days);
    statement->bind(6, base::date_max.days);
    statement->bind(7, actor.reason);
    statement->bind(8, account.created_at);
    statement->run();
    return account;
}

Account add_account(store::Database &database, int county, store::Actor const &actor,
                    Account const &wanted) {
    if (find_account(database, county, wanted.name))
        throw base::Error("account_exists", {{"name", wanted.name}});
    auto account = wanted;
    account.created_at = base::now();
    account.created_by = actor.name;
    if (account.display_name.empty()) account.display_name = account.name;
    insert(database, county, account);
    base::JsonWriter details;
    details.begin_object()
        .member("display_name", account.display_name)
        .member("unit", account.unit)
        .end_object();
    store::append(database, actor,
                  {county, "account_add", "account " + account.name, details.take()});
    return account;
}

void disable_account(store::Database &database, int county, store::Actor const &actor,
                     std::string const &name) {
    set_state(database, county, actor, name, AccountState::disabled);
}

void enable_account(store::Database &database, int county, store::Actor const &actor,
                    std::string const &name) {
    set_state(database, county, actor, name, AccountState::active);
}

std::vector<Account> list_accounts(store::Database &database, int county) {
    std::vector<Account> accounts;
    if (database.columns("account").empty()) return accounts;
    auto select =
        database.prepare("SELECT " + std::string(columns) + " WHERE a.county = $1 ORDER BY a.name");
    select->bind(1, county);
    while (select->step()) accounts.push_back(read(*select));
    return accounts;
}

std::optional<Account> find_account(store::Database &database, int county, std::string_view name) {
    auto select =
        database.prepare("SELECT " + std::string(columns) + " WHERE a.county = $1 AND a.name = $2");
    select->bind(1, county);
    select->bind(2, name);
    if (!select->step()) return std::nullopt;
    return read(*select);
}

Account require_account(store::Database &database, int county, std::string const &name) {
    if (auto found = find_account(database, county, name)) return *found;
    std::vector<std::string> names;
    for (auto const &account : list_accounts(database, county)) names.push_back(account.name);
    throw base::Error("account_unknown",
                      {{"name", name}, {"nearest", base::nearest(name, names).value_or("-")}});
}

Holder holder(store::Database &database, int county, std::string const &name) {
    auto const account = find_account(database, county, name);
    if (!account) throw base::Error("actor_unknown", {{"actor", name}});
    if (account->state == AccountState::disabled)
        throw base::Error("actor_disabled", {{"actor", name}});
    return {name, list_grants(database, county, name)};
}

} // namespace jingzhun::access
