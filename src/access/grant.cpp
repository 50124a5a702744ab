// Granting and revoking roles.
#include "access/grant.hpp"

#include "access/account.hpp"
#include "access/separation.hpp"
#include "access/session.hpp"
#include "base/area.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace jingzhun::access {
namespace {

constexpr std::string_view columns =
    "id, account, role, area, purpose, from_day, to_day, granted_by, reason, granted_at, "
    "revoked_by, revoke_reason, revoked_at";

base::Date day(std::int64_t days) { return base::Date{static_cast<std::int32_t>(days)}; }

Grant read(store::Statement const &row) {
    Grant grant;
    grant.id = row.integer(0);
    grant.account = row.text(1);
    grant.role = row.text(2);
    grant.area = row.text(3);
    grant.purpose = row.text(4);
    grant.from = day(row.integer(5));
    grant.to = day(row.integer(6));
    grant.granted_by = row.text(7);
    grant.reason = row.text(8);
    grant.granted_at = row.integer(9);
    grant.revoked_by = row.text(10);
    grant.revoke_reason = row.text(11);
    grant.revoked_at = row.integer(12);
    return grant;
}

pack::Role const &require_role(pack::Pack const &pack, std::string const &name) {
    if (auto const *role = pack.access.find_role(name)) return *role;
    std::vector<std::string> names;
    for (auto const &role : pack.access.roles) names.push_back(role.name);
    throw base::Error("role_unknown",
                      {{"role", name}, {"nearest", base::nearest(name, names).value_or("-")}});
}

void require_sound(store::Database &database, pack::Pack const &pack, int county,
                   store::Actor const &actor, GrantRequest const &request) {
    auto const account = require_account(database, county, request.account);
    if (account.state == AccountState::disabled)
        throw base::Error("account_disabled", {{"name", request.account}});
    auto const &role = require_role(pack, request.role);
    if (actor.name == request.account)
        throw base::Error("grant_to_oneself", {{"name", actor.name}});
    if (request.to <= request.from)
        throw base::Error("grant_period", {{"from", base::to_string(request.from)},
                                           {"to", base::to_string(request.to)}});
    if (!role.digits.empty() &&
        std::ranges::find(role.digits, request.area.size()) == role.digits.end())
        throw base::Error(
            "role_level",
            {{"role", role.title.zh}, {"role_en", role.title.en}, {"area", request.area}});
    auto const conflict =
        separated(pack.access, list_grants(database, county, request.account), request);
    if (!conflict) return;
    auto const &held = pack.access.find_role(conflict->with)->title;
    throw base::Error("role_separated", {{"account", request.account},
                                         {"role", role.title.zh},
                                         {"role_en", role.title.en},
                                         {"held", held.zh},
                                         {"held_en", held.en},
                                         {"why", conflict->separation->title.zh},
                                         {"why_en", conflict->separation->title.en}});
}

void insert(store::Database &database, int county, Grant const &grant) {
    auto statement = database.prepare(
        "INSERT INTO role_grant (county, id, account, role, area, purpose, from_day, to_day, "
        "granted_by, reason, granted_at, revoked_by, revoke_reason, revoked_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', '', 0)");
    statement->bind(1, county);
    statement->bind(2, grant.id);
    statement->bind(3, grant.account);
    statement->bind(4, grant.role);
    statement->bind(5, grant.area);
    statement->bind(6, grant.purpose);
    statement->bind(7, grant.from.days);
    statement->bind(8, grant.to.days);
    statement->bind(9, grant.granted_by);
    statement->bind(10, grant.reason);
    statement->bind(11, grant.granted_at);
    statement->run();
}

void log(store::Database &database, int county, store::Actor const &actor, std::string kind,
         Grant const &grant) {
    base::JsonWriter details;
    details.begin_object()
        .member("grant", grant.id)
        .member("role", grant.role)
        .member("area", grant.area)
        .member("purpose", grant.purpose)
        .member("from", base::to_string(grant.from))
        .member("to", base::to_string(grant.to))
        .end_object();
    store::append(database, actor,
                  {county, std::move(kind), "account " + grant.account, details.take()});
}

} // namespace

Grant grant(store::Database &database, pack::Pack const &pack, int county,
            store::Actor const &actor, GrantRequest const &request) {
    require_sound(database, pack, county, actor, request);
    auto last = database.prepare("SELECT coalesce(max(id), 0) FROM role_grant WHERE county = $1");
    last->bind(1, county);
    last->step();
    Grant made;
    made.id = last->integer(0) + 1;
    last->reset();
    made.account = request.account;
    made.role = request.role;
    made.area = request.area;
    made.purpose = request.purpose;
    made.from = request.from;
    made.to = request.to;
    made.granted_by = actor.name;
    made.reason = actor.reason;
    made.granted_at = base::now();
    insert(database, county, made);
    log(database, county, actor, "grant", made);
    return made;
}

Grant revoke(store::Database &database, int county, store::Actor const &actor, std::int64_t id) {
    auto const grants = list_grants(database, county);
    auto const found = std::ranges::find(grants, id, &Grant::id);
    if (found == grants.end()) throw base::Error("grant_unknown", {{"grant", std::to_string(id)}});
    if (found->revoked_at != 0)
        throw base::Error("grant_revoked", {{"grant", std::to_string(id)},
                                            {"time", base::to_string_instant(found->revoked_at)}});
    auto ended = *found;
    ended.revoked_by = actor.name;
    ended.revoke_reason = actor.reason;
    ended.revoked_at = base::now();
    auto update = database.prepare("UPDATE role_grant SET revoked_by = $1, revoke_reason = $2, "
                                   "revoked_at = $3 WHERE county = $4 AND id = $5");
    update->bind(1, ended.revoked_by);
    update->bind(2, ended.revoke_reason);
    update->bind(3, ended.revoked_at);
    update->bind(4, county);
    update->bind(5, id);
    update->run();
    end_sessions(database, county, ended.account);
    log(database, county, actor, "revoke", ended);
    return ended;
}

std::vector<Grant> list_grants(store::Database &database, int county, std::string const &account) {
    std::vector<Grant> grants;
    auto select = database.prepare("SELECT " + std::string(columns) +
                                   " FROM role_grant WHERE county = $1 AND ($2 = '' OR account = "
                                   "$2) ORDER BY id");
    select->bind(1, county);
    select->bind(2, account);
    while (select->step()) grants.push_back(read(*select));
    return grants;
}

} // namespace jingzhun::access
