// Sessions by the beginning of their hash.
#include "access/session_list.hpp"

#include "access/password.hpp"
#include "base/error.hpp"

namespace jingzhun::access {
namespace {

constexpr std::size_t id_digits = 16;
constexpr base::Instant minute = 60'000'000;

} // namespace

std::vector<ListedSession> list_sessions(store::Database &database, pack::SignInRules const &rules,
                                         int county, base::Instant now) {
    std::vector<ListedSession> all;
    auto select = database.prepare(
        "SELECT token_hash, account, origin, made_at, used_at, ends_at FROM transient_session "
        "WHERE county = $1 ORDER BY made_at DESC");
    select->bind(1, county);
    while (select->step()) {
        auto const used = select->integer(4), ends = select->integer(5);
        if (now >= ends || now - used >= rules.idle_minutes * minute) continue;
        all.push_back({std::string(select->text(0)).substr(0, id_digits),
                       std::string(select->text(1)), std::string(select->text(2)),
                       select->integer(3), used, ends});
    }
    return all;
}

std::string end_listed_session(store::Database &database, int county, std::string const &id) {
    std::string account;
    if (id.size() == id_digits) {
        auto select = database.prepare("SELECT account FROM transient_session WHERE county = $1 "
                                       "AND substr(token_hash, 1, 16) = $2");
        select->bind(1, county);
        select->bind(2, id);
        if (select->step()) account = select->text(0);
    }
    if (account.empty()) throw base::Error("session_unknown", {{"id", id}});
    auto statement = database.prepare(
        "DELETE FROM transient_session WHERE county = $1 AND substr(token_hash, 1, 16) = $2");
    statement->bind(1, county);
    statement->bind(2, id);
    statement->run();
    return account;
}

std::string listed_as(std::string_view token) { return token_hash(token).substr(0, id_digits); }

} // namespace jingzhun::access
