// The table of routes and the walk through it.
#include "api/routes.hpp"

#include "api/log_files.hpp"
#include "api/web_files.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

struct Route {
    std::string_view method, path;
    Response (*handler)(County &, Request const &);
};

constexpr Route routes[] = {
    {"GET", "/api/health", show_health},
    {"GET", "/api/summary", show_summary},
    {"GET", "/api/areas", list_areas},
    {"GET", "/api/findings", list_findings},
    {"GET", "/api/households", list_households},
    {"GET", "/api/households/{key}", show_household},
    {"GET", "/api/explain/{register}/{key}", show_explanation},
    {"GET", "/api/rules", list_rules},
    {"GET", "/api/parameters", list_parameters},
    {"GET", "/api/what-if", show_what_if},
    {"GET", "/api/batches", list_batches},
};

// What stood for {…}; nothing where the path is another.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    auto const wanted = base::split(pattern, '/'), given = base::split(path, '/');
    if (wanted.size() != given.size()) return std::nullopt;
    std::vector<std::string> arguments;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{') && !given[i].empty()) arguments.emplace_back(given[i]);
        else if (wanted[i] != given[i]) return std::nullopt;
    }
    return arguments;
}

} // namespace

Response answer(County &county, std::string const &web, Request const &request) {
    auto const method = request.method == "HEAD" ? std::string("GET") : request.method;
    if (!request.path.starts_with("/api/")) {
        if (auto file = log_file(county.database(), request)) return std::move(*file);
        if (method == "GET") return web_file(web, request);
        throw base::Error("method_not_allowed", {{"method", request.method}});
    }
    auto path_known = false;
    for (auto const &route : routes) {
        auto arguments = match(route.path, request.path);
        if (!arguments) continue;
        path_known = true;
        if (route.method != method) continue;
        auto complete = request;
        complete.arguments = std::move(*arguments);
        auto response = route.handler(county, complete);
        response.headers.emplace_back("Cache-Control", "no-store");
        return response;
    }
    if (path_known) throw base::Error("method_not_allowed", {{"method", request.method}});
    throw base::Error("not_found", {{"what", request.path}});
}

Response show_health(County &county, Request const &) {
    county.database();
    return {200, "application/json; charset=utf-8", R"({"status":"ok"})", {}};
}

} // namespace jingzhun::api
