// The table of sessions.
#include "access/session.hpp"

#include "access/password.hpp"

#include <algorithm>

namespace jingzhun::access {
namespace {

constexpr base::Instant minute = 60'000'000;

void remove(store::Database &database, std::string_view where, int county,
            std::string const &value) {
    auto statement = database.prepare("DELETE FROM transient_session WHERE county = $1 AND " +
                                      std::string(where) + " = $2");
    statement->bind(1, county);
    statement->bind(2, value);
    statement->run();
}

bool wants_code(pack::Pack const &pack, Holder const &holder) {
    return std::ranges::any_of(holder.grants, [&](Grant const &grant) {
        auto const *role = pack.access.find_role(grant.role);
        return role != nullptr && role->second_factor && grant.holds(base::today());
    });
}

} // namespace

std::string begin_session(store::Database &database, pack::SignInRules const &rules, int county,
                          std::string const &account, std::string const &origin,
                          bool must_change_password, base::Instant now) {
    auto token = random_token();
    auto insert = database.prepare(
        "INSERT INTO transient_session (county, token_hash, account, origin, made_at, used_at, "
        "ends_at, must_change) VALUES ($1, $2, $3, $4, $5, $5, $6, $7)");
    insert->bind(1, county);
    insert->bind(2, token_hash(token));
    insert->bind(3, account);
    insert->bind(4, origin);
    insert->bind(5, now);
    insert->bind(6, now + rules.session_hours * 60 * minute);
    insert->bind(7, must_change_password ? 1 : 0);
    insert->run();
    return token;
}

std::optional<Session> find_session(store::Database &database, pack::Pack const &pack, int county,
                                    std::string_view token, base::Instant now) {
    auto select = database.prepare("SELECT account, origin, made_at, used_at, ends_at, must_change "
                                   "FROM transient_session WHERE county = $1 AND token_hash = $2");
    select->bind(1, county);
    select->bind(2, token_hash(token));
    if (!select->step()) return std::nullopt;
    Session session;
    auto const name = std::string(select->text(0));
    session.origin = select->text(1);
    session.made_at = select->integer(2);
    session.used_at = select->integer(3);
    session.ends_at = select->integer(4);
    session.must_change_password = select->integer(5) != 0;
    select->reset();
    // A clock that went back would lengthen a session made in its future: it has ended.
    auto const idle = now - session.used_at >= pack.access.sign_in.idle_minutes * minute;
    if (now < session.made_at || now >= session.ends_at || idle) return std::nullopt;
    auto const account = find_account(database, county, name);
    if (!account || account->state == AccountState::disabled) return std::nullopt;
    session.holder = {name, list_grants(database, county, name)};
    session.must_set_up_code = !account->has_code && wants_code(pack, session.holder);
    return session;
}

void touch_session(store::Database &database, int county, std::string_view token,
                   base::Instant now) {
    auto update = database.prepare("UPDATE transient_session SET used_at = max(used_at, $1) "
                                   "WHERE county = $2 AND token_hash = $3");
    update->bind(1, now);
    update->bind(2, county);
    update->bind(3, token_hash(token));
    update->run();
}

void end_session(store::Database &database, int county, std::string_view token) {
    remove(database, "token_hash", county, token_hash(token));
}

void end_sessions(store::Database &database, int county, std::string const &account) {
    remove(database, "account", county, account);
}

std::int64_t count_sessions(store::Database &database, int county, std::string const &account) {
    auto select = database.prepare(
        "SELECT count(*) FROM transient_session WHERE county = $1 AND account = $2");
    select->bind(1, county);
    select->bind(2, account);
    return select->step() ? select->integer(0) : 0;
}

void forget_sessions(store::Database &database, int county, base::Instant now) {
    auto statement =
        database.prepare("DELETE FROM transient_session WHERE county = $1 AND ends_at <= $2");
    statement->bind(1, county);
    statement->bind(2, now);
    statement->run();
}

} // namespace jingzhun::access
