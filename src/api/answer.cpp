// The walk through the table of routes.
#include "api/answer.hpp"

#include "access/on_record.hpp"
#include "api/fields.hpp"
#include "api/log_files.hpp"
#include "api/rate.hpp"
#include "api/web_files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

constexpr int callers_behind_one_address = 10; // an office behind one router

// The first piece of a path, which is cut off it; nothing where it has ended.
std::optional<std::string_view> take_piece(std::optional<std::string_view> &path) {
    if (!path) return std::nullopt;
    auto const slash = path->find('/');
    auto const piece = path->substr(0, slash);
    if (slash == std::string_view::npos) path.reset();
    else path->remove_prefix(slash + 1);
    return piece;
}

// Whether the path is of that pattern; `take` is told what stands for each {…}.
template <class Take>
bool match(std::string_view pattern, std::string_view path, Take const &take) {
    std::optional<std::string_view> wanted = pattern, given = path;
    while (wanted && given) {
        auto const want = *take_piece(wanted), give = *take_piece(given);
        if (want.starts_with('{') && !give.empty()) take(give);
        else if (want != give) return false;
    }
    return !wanted && !given;
}

bool match(std::string_view pattern, std::string_view path) {
    return match(pattern, path, [](std::string_view) {});
}

struct Found {
    Route const *route = nullptr;
    std::vector<std::string> arguments;
};

Found find_route(std::span<Route const> table, Request const &request) {
    auto const method = request.method == "HEAD" ? std::string_view("GET") : request.method;
    auto path_known = false;
    for (auto const &route : table) {
        if (!match(route.path, request.path)) continue;
        path_known = true;
        if (route.method != method) continue;
        Found found{&route, {}};
        match(route.path, request.path,
              [&](std::string_view piece) { found.arguments.emplace_back(piece); });
        return found;
    }
    if (path_known) throw base::Error("method_not_allowed", {{"method", request.method}});
    throw base::Error("not_found", {{"what", request.path}});
}

// Writes come from our own pages: they name the token that only those can read.
void require_own_page(County &county, Route const &route, Request const &request) {
    if (!request.writes()) return;
    auto const &guard = *county.options().guard;
    if (!guard.own_origin(request)) throw base::Error("origin_foreign");
    if (route.door == Door::anyone && request.method == "POST") return; // signing in has none yet
    if (!guard.token(csrf_token(county, request), request.header("x-csrf-token")))
        throw base::Error("token_wrong");
}

// Of a session that must first change its password or set up codes nothing else is answered.
void require_settled(Route const &route, access::Session const &session) {
    if (route.path.starts_with("/api/session")) return; // the way to settle it
    if (session.must_change_password) throw base::Error("password_change_wanted");
    if (session.must_set_up_code) throw base::Error("code_set_up_wanted");
}

std::string register_asked(Route const &route, Request const &request) {
    if (route.on != "{register}") return std::string(route.on);
    return request.arguments.empty() ? "" : request.arguments.front();
}

void put_refusal_on_record(Asked const &asked, pack::Operation operation,
                           std::string const &register_name) {
    auto const actor = asked.caller.actor();
    asked.county.writer().write([&](store::Database &database) {
        access::log_refusal(database, asked.view.county, actor, operation,
                            register_name.empty() || register_name == "*" ? "store"
                                                                          : register_name);
    });
}

void require_door(Asked const &asked, Route const &route) {
    if (route.door == Door::anyone || !asked.caller.accounts()) return;
    if (!asked.caller.signed_in()) throw base::Error("session_wanted");
    require_settled(route, *asked.caller.session());
    if (route.door == Door::signed_in) return;
    auto const on = register_asked(route, asked.request);
    if (route.on == "{register}") register_of(asked, on);
    try {
        asked.caller.require_somewhere(route.operation, on);
    } catch (base::Error const &) {
        put_refusal_on_record(asked, route.operation, on);
        throw;
    }
}

// A tag of what is answered: who has it already is told only that.
void tag(Request const &request, Response &response) {
    if (request.writes() || response.status != 200) return;
    auto const etag = "\"" + base::sha256(response.body).substr(0, 24) + "\"";
    response.headers.emplace_back("ETag", etag);
    if (request.header("if-none-match") != etag) return;
    response.status = 304;
    response.body.clear();
}

Response answer_api(County &county, Request const &asked_for, std::span<Route const> table) {
    auto [route, arguments] = find_route(table, asked_for);
    auto request = asked_for;
    request.arguments = std::move(arguments);
    auto const newest = county.sequence();
    auto const accounts = county.has_accounts(newest);
    if (!accounts && !county.options().guard->loopback(request)) throw base::Error("host_foreign");
    auto const token = std::string(request.cookie(session_cookie));
    require_rate(request.origin, county.options().rate * callers_behind_one_address);
    require_rate(token.empty() ? request.origin + " nobody" : token, county.options().rate);
    require_own_page(county, *route, request);
    auto const view = county.view(newest);
    auto const session = accounts ? county.session(token, newest, *view) : nullptr;
    Caller const caller(*county.options().guard, view->pack, view->areas, view->county_code,
                        session.get(), accounts, request.origin);
    Asked const asked{county, view, *view, caller, request};
    require_door(asked, *route);
    auto response = route->handler(asked);
    if (auto const &fields = request.parameter("fields"); !fields.empty() && !request.writes())
        keep_fields(response, fields);
    response.headers.emplace_back("Cache-Control", "no-store");
    tag(request, response);
    return response;
}

} // namespace

Response answer(County &county, std::string const &web, Request const &request,
                std::span<Route const> table) {
    if (request.path.starts_with("/api/")) return answer_api(county, request, table);
    if (auto file = log_file(county.database(), request)) return std::move(*file);
    if (request.writes()) throw base::Error("method_not_allowed", {{"method", request.method}});
    return web_file(web, request);
}

Response answer(County &county, std::string const &web, Request const &request) {
    return answer(county, web, request, routes());
}

Reading reading_of(std::string_view method, std::string_view path) {
    for (auto const &route : routes())
        if (route.method == method && match(route.path, path)) return {route.body_most, route.slow};
    return {};
}

std::string csrf_token(County &county, Request const &request) {
    if (!county.has_accounts()) return county.open_token();
    auto const token = request.cookie(session_cookie);
    return token.empty() ? "" : base::sha256("page " + std::string(token)).substr(0, 32);
}

} // namespace jingzhun::api
