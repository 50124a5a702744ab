// /api/session: signing in and out, who one is, one's own password and one-time codes.
#include "api/handlers.hpp"

#include "access/code.hpp"
#include "access/password.hpp"
#include "access/sign_in.hpp"
#include "api/answer.hpp"
#include "api/rate.hpp"
#include "report/qr.hpp"

#include <fmt/format.h>

namespace jingzhun::api {
namespace {

// Strict: no other site's link or form carries it. Secure where the proxy in front says TLS.
std::string cookie_of(Request const &request, std::string const &token) {
    auto const secure = request.header("x-forwarded-proto") == "https" ? "; Secure" : "";
    auto const age = token.empty() ? "; Max-Age=0" : "";
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}{}", session_cookie, token,
                       secure, age);
}

void write_grants(base::JsonWriter &json, Asked const &asked, access::Session const &session) {
    json.key("roles").begin_array();
    for (auto const &grant : session.holder.grants) {
        if (!grant.holds(base::today())) continue;
        auto const *role = asked.view.pack.access.find_role(grant.role);
        json.begin_object()
            .member("role", grant.role)
            .member("title", role == nullptr ? grant.role : role->title.in(asked.language()))
            .member("area", grant.area)
            .member("place", asked.view.areas.path_of(grant.area))
            .member("purpose", grant.purpose);
        json.key("until");
        if (grant.to == base::date_max) json.null();
        else json.value(base::to_string(grant.to));
        json.end_object();
    }
    json.end_array();
}

// What the caller may do somewhere: {operation: [registers]}, {operation: true} where it is done to
// none. The pages show what is there; the server decides.
void write_rights(base::JsonWriter &json, Asked const &asked) {
    json.key("may").begin_object();
    for (std::size_t i = 0; i < pack::operation_names.size(); ++i) {
        auto const operation = static_cast<pack::Operation>(i);
        json.key(pack::operation_names[i]);
        if (!pack::on_register(operation)) {
            json.value(asked.caller.may_somewhere(operation, ""));
            continue;
        }
        json.begin_array();
        for (auto const &definition : asked.view.pack.registers)
            if (asked.caller.may_somewhere(operation, definition.name)) json.value(definition.name);
        json.end_array();
    }
    json.end_object();
}

std::string session_json(Asked const &asked, std::string const &token) {
    auto const &caller = asked.caller;
    base::JsonWriter json;
    json.begin_object()
        .member("accounts", caller.accounts())
        .member("signed_in", caller.signed_in())
        .member("csrf", token);
    json.member("county", asked.view.areas.name_of(asked.view.county_code));
    auto const *session = caller.session();
    if (session != nullptr) {
        auto const account =
            access::find_account(asked.database(), asked.view.county, session->holder.account);
        json.member("account", session->holder.account)
            .member("name", account ? account->display_name : "")
            .member("unit", account ? account->unit : "")
            .member("has_code", account && account->has_code)
            .member("must_change_password", session->must_change_password)
            .member("must_set_up_code", session->must_set_up_code);
        write_grants(json, asked, *session);
    }
    auto const settled =
        session != nullptr && !session->must_change_password && !session->must_set_up_code;
    if (settled || !caller.accounts()) write_rights(json, asked);
    json.end_object();
    return json.take();
}

} // namespace

// The same all day for one session while no event is added, and asked for with every page.
Response show_session(Asked const &asked) {
    auto const token = csrf_token(asked.county, asked.request);
    auto const key = fmt::format("session {} {} {} {}", token, asked.caller.signed_in(),
                                 static_cast<int>(asked.language()), base::today().days);
    return json_answer(asked.view.remembered(key, [&] { return session_json(asked, token); }));
}

Response sign_in(Asked const &asked) {
    if (!asked.caller.accounts())
        throw base::Error("accounts_none", {{"store", asked.county.address()}});
    require_attempt(asked.request.origin);
    auto const body = read_body(asked.request);
    access::Attempt attempt;
    attempt.account = text_member(body, "account");
    auto const *password = body.text("password");
    if (password == nullptr) throw base::Error("member_missing", {{"name", "password"}});
    attempt.password = *password;
    attempt.code = text_member(body, "code", false);
    attempt.origin = asked.request.origin;
    // A connection of its own: the hash takes a while, and nobody who writes waits behind it.
    auto const database = store::open(asked.county.address(), store::Access::write);
    auto const before = std::string(asked.request.cookie(session_cookie));
    auto const done = access::sign_in(*database, asked.view.pack, asked.view.county, attempt);
    if (!before.empty()) // whoever planted it has nothing of it
        access::sign_out(*database, asked.view.pack, asked.view.county, before);
    base::JsonWriter json;
    json.begin_object()
        .member("must_change_password", done.must_change_password)
        .member("must_set_up_code", done.must_set_up_code)
        .end_object();
    auto response = json_answer(json.take());
    response.headers.emplace_back("Set-Cookie", cookie_of(asked.request, done.token));
    return response;
}

Response sign_out(Asked const &asked) {
    auto const token = std::string(asked.request.cookie(session_cookie));
    asked.county.writer().write([&](store::Database &database) {
        access::sign_out(database, asked.view.pack, asked.view.county, token);
    });
    auto response = json_answer("{}");
    response.headers.emplace_back("Set-Cookie", cookie_of(asked.request, ""));
    return response;
}

// Whoever found the page open does not know the old one.
Response change_password(Asked const &asked) {
    if (!asked.caller.accounts())
        throw base::Error("accounts_none", {{"store", asked.county.address()}});
    require_attempt(asked.request.origin);
    auto const body = read_body(asked.request);
    auto const *old_one = body.text("old"), *new_one = body.text("new");
    if (old_one == nullptr || new_one == nullptr)
        throw base::Error("member_missing", {{"name", old_one == nullptr ? "old" : "new"}});
    auto const name = asked.caller.name();
    auto const known = access::verifier_of(asked.database(), asked.view.county, name);
    if (!access::fits(known, *old_one)) throw base::Error("sign_in_refused");
    access::require_strong(asked.view.pack.access.sign_in, name, *new_one);
    if (*old_one == *new_one) throw base::Error("password_same");
    auto const verifier = access::make_verifier(*new_one);
    write_own(asked, "", [&](store::Database &database, store::Actor const &actor) {
        access::set_password(database, asked.view.county, actor, name, verifier, false);
        return std::string("{}");
    });
    auto response = json_answer("{}"); // all its sessions have ended: sign in anew
    response.headers.emplace_back("Set-Cookie", cookie_of(asked.request, ""));
    return response;
}

Response set_up_code(Asked const &asked) {
    if (!asked.caller.accounts())
        throw base::Error("accounts_none", {{"store", asked.county.address()}});
    require_attempt(asked.request.origin);
    auto const body = read_body(asked.request);
    auto const *password = body.text("password");
    auto const name = asked.caller.name();
    auto const known = access::verifier_of(asked.database(), asked.view.county, name);
    if (password == nullptr || !access::fits(known, *password))
        throw base::Error("sign_in_refused");
    std::string address;
    write_own(asked, "", [&](store::Database &database, store::Actor const &actor) {
        auto const key = access::set_up_code(database, asked.view.county, actor, name);
        address = access::code_address(name, key);
        return std::string("{}"); // the key is not kept with the request
    });
    base::JsonWriter json;
    json.begin_object()
        .member("address", address)
        .member("qr", report::qr_svg(report::qr_code(address), 5));
    json.end_object();
    auto response = json_answer(json.take());
    response.headers.emplace_back("Set-Cookie", cookie_of(asked.request, ""));
    return response;
}

} // namespace jingzhun::api
