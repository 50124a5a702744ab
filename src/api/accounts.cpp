// /api/accounts, /api/grants, /api/roles: who may act, and what each may do.
#include "api/handlers.hpp"

#include "access/password.hpp"
#include "access/sign_in.hpp"

#include <charconv>

namespace jingzhun::api {
namespace {

void write_grant(base::JsonWriter &json, Asked const &asked, access::Grant const &grant) {
    auto const *role = asked.view.pack.access.find_role(grant.role);
    json.begin_object().member("grant", grant.id).member("account", grant.account);
    json.member("role", grant.role)
        .member("title", role == nullptr ? grant.role : role->title.in(asked.language()))
        .member("area", grant.area)
        .member("place", asked.view.areas.path_of(grant.area))
        .member("purpose", grant.purpose)
        .member("granted_by", grant.granted_by)
        .member("reason", grant.reason)
        .member("holds", grant.holds(base::today()));
    json.key("until");
    if (grant.to == base::date_max) json.null();
    else json.value(base::to_string(grant.to));
    json.end_object();
}

void write_account(base::JsonWriter &json, Asked const &asked, access::Account const &account) {
    json.begin_object()
        .member("name", account.name)
        .member("display_name", account.display_name)
        .member("unit", account.unit)
        .member("state", access::to_string(account.state))
        .member("locked", account.locked_until > base::now())
        .member("has_password", account.has_password)
        .member("has_code", account.has_code)
        .member("created_by", account.created_by)
        .member("created_at", base::to_string_instant(account.created_at))
        .member("sessions",
                access::count_sessions(asked.database(), asked.view.county, account.name));
    json.key("grants").begin_array();
    for (auto const &grant : access::list_grants(asked.database(), asked.view.county, account.name))
        write_grant(json, asked, grant);
    json.end_array().end_object();
}

// Who may set up accounts, grant roles or read the log may read the list.
void require_list(Asked const &asked) {
    if (asked.caller.may_somewhere(pack::Operation::grant, "") ||
        asked.caller.may_somewhere(pack::Operation::audit, ""))
        return;
    asked.caller.require(pack::Operation::account);
}

void require_accounts(Asked const &asked) {
    if (!asked.caller.accounts())
        throw base::Error("accounts_none", {{"store", asked.county.address()}});
}

std::string done(std::string const &name, std::string_view what) {
    base::JsonWriter json;
    json.begin_object().member("name", name).member("done", what).end_object();
    return json.take();
}

std::string reason_of(base::Json const &body) { return text_member(body, "reason", false); }

} // namespace

Response list_accounts(Asked const &asked) {
    require_accounts(asked);
    require_list(asked);
    base::JsonWriter json;
    json.begin_array();
    for (auto const &account : access::list_accounts(asked.database(), asked.view.county))
        write_account(json, asked, account);
    json.end_array();
    return json_answer(json.take());
}

Response list_roles(Asked const &asked) {
    require_list(asked);
    base::JsonWriter json;
    json.begin_array();
    for (auto const &role : asked.view.pack.access.roles) {
        json.begin_object()
            .member("role", role.name)
            .member("title", role.title.in(asked.language()))
            .member("source", role.source)
            .member("second_factor", role.second_factor);
        json.key("digits").begin_array();
        for (auto const digits : role.digits) json.value(digits);
        json.end_array().end_object();
    }
    json.end_array();
    return json_answer(json.take());
}

Response add_account(Asked const &asked) {
    require_accounts(asked);
    auto const body = read_body(asked.request);
    access::Account account;
    account.name = text_member(body, "name");
    account.display_name = text_member(body, "display_name", false);
    account.unit = text_member(body, "unit", false);
    return json_answer(write(asked, {pack::Operation::account, "", "", reason_of(body)},
                             [&](store::Database &database, store::Actor const &actor) {
                                 access::add_account(database, asked.view.county, actor, account);
                                 return done(account.name, "added");
                             }),
                       201);
}

Response change_account(Asked const &asked) {
    require_accounts(asked);
    auto const &name = asked.argument(0);
    auto const body = read_body(asked.request);
    auto const state = text_member(body, "state");
    if (state != "active" && state != "disabled")
        throw base::Error("request_malformed", {{"what", "state=" + state}});
    return json_answer(
        write(asked, {pack::Operation::account, "", "", reason_of(body)},
              [&](store::Database &database, store::Actor const &actor) {
                  if (state == "active")
                      access::enable_account(database, asked.view.county, actor, name);
                  else access::disable_account(database, asked.view.county, actor, name);
                  return done(name, state);
              }));
}

// Drawn, not chosen, and shown once; kept with no request.
Response reset_password(Asked const &asked) {
    require_accounts(asked);
    auto const &name = asked.argument(0);
    auto const body = read_body(asked.request);
    asked.caller.require(pack::Operation::account);
    access::require_account(asked.database(), asked.view.county, name);
    auto const once = access::random_password();
    auto const verifier = access::make_verifier(once);
    write(asked, {pack::Operation::account, "", "", reason_of(body)},
          [&](store::Database &database, store::Actor const &actor) {
              access::set_password(database, asked.view.county, actor, name, verifier, true);
              return std::string("{}");
          });
    base::JsonWriter json;
    json.begin_object().member("name", name).member("once", once).end_object();
    return json_answer(json.take());
}

Response drop_code(Asked const &asked) {
    require_accounts(asked);
    auto const &name = asked.argument(0);
    auto const body = read_body(asked.request);
    return json_answer(write(asked, {pack::Operation::account, "", "", reason_of(body)},
                             [&](store::Database &database, store::Actor const &actor) {
                                 access::drop_code(database, asked.view.county, actor, name);
                                 return done(name, "code_dropped");
                             }));
}

Response end_sessions_of(Asked const &asked) {
    require_accounts(asked);
    auto const &name = asked.argument(0);
    auto const body = read_body(asked.request);
    return json_answer(write(asked, {pack::Operation::account, "", "", reason_of(body)},
                             [&](store::Database &database, store::Actor const &actor) {
                                 access::require_account(database, asked.view.county, name);
                                 access::end_sessions(database, asked.view.county, name);
                                 store::append(database, actor,
                                               {asked.view.county, "sign_out", "account " + name,
                                                R"({"all":true})"});
                                 return done(name, "signed_out");
                             }));
}

Response add_grant(Asked const &asked) {
    require_accounts(asked);
    auto const body = read_body(asked.request);
    access::GrantRequest request;
    request.account = text_member(body, "account");
    request.role = text_member(body, "role");
    request.area = text_member(body, "area", false);
    if (request.area.empty()) request.area = asked.view.county_code;
    request.purpose = text_member(body, "purpose", false);
    if (auto const until = text_member(body, "until", false); !until.empty()) {
        auto const day = base::parse_iso_date(until);
        if (!day) throw base::Error("request_malformed", {{"what", "until=" + until}});
        request.to = *day;
    }
    if (asked.view.areas.find(request.area) == nullptr)
        throw base::Error("area_not_in_store", {{"area", request.area}});
    return json_answer(write(asked, {pack::Operation::grant, "", request.area, reason_of(body)},
                             [&](store::Database &database, store::Actor const &actor) {
                                 base::JsonWriter json;
                                 write_grant(json, asked,
                                             access::grant(database, asked.view.pack,
                                                           asked.view.county, actor, request));
                                 return json.take();
                             }),
                       201);
}

Response revoke_grant(Asked const &asked) {
    require_accounts(asked);
    auto const &text = asked.argument(0);
    auto const body = read_body(asked.request);
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    auto area = asked.view.county_code;
    for (auto const &one : access::list_grants(asked.database(), asked.view.county))
        if (one.id == id) area = one.area;
    return json_answer(
        write(asked, {pack::Operation::grant, "", area, reason_of(body)},
              [&](store::Database &database, store::Actor const &actor) {
                  base::JsonWriter json;
                  write_grant(json, asked, access::revoke(database, asked.view.county, actor, id));
                  return json.take();
              }));
}

} // namespace jingzhun::api
