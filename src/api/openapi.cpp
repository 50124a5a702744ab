// /api/openapi.json: the table of routes as OpenAPI 3.1, and /api/health.
#include "api/handlers.hpp"

#include "api/answer.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <map>

namespace jingzhun::api {
namespace {

std::string operation_id(Route const &route) {
    auto id = base::split(route.path.substr(5), '/'); // behind "/api/"
    std::string text;
    for (auto const c : route.method) text += static_cast<char>(std::tolower(c));
    for (auto const piece : id) {
        text += '_';
        for (auto const c : piece)
            if (c != '{' && c != '}' && c != '.') text += c == '-' ? '_' : c;
    }
    return text;
}

void write_parameters(base::JsonWriter &json, Route const &route) {
    json.key("parameters").begin_array();
    for (auto const piece : base::split(route.path, '/')) {
        if (!piece.starts_with('{')) continue;
        json.begin_object()
            .member("name", piece.substr(1, piece.size() - 2))
            .member("in", "path")
            .member("required", true);
        json.key("schema").begin_object().member("type", "string").end_object().end_object();
    }
    for (auto const &parameter : route.parameters) {
        json.begin_object()
            .member("name", parameter.name)
            .member("in", "query")
            .member("description", parameter.about);
        json.key("schema").begin_object().member("type", "string").end_object().end_object();
    }
    for (auto const *name : {"lang", "fields"})
        json.begin_object()
            .member("$ref", std::string("#/components/parameters/") + name)
            .end_object();
    json.end_array();
}

void write_body(base::JsonWriter &json, Route const &route) {
    if (route.body_most == 0) return;
    json.key("requestBody").begin_object().key("content").begin_object();
    if (route.body_members.empty() && route.body_most > 64 * 1024) {
        json.key("application/octet-stream").begin_object().key("schema").begin_object();
        json.member("type", "string").member("format", "binary").end_object().end_object();
    } else {
        json.key("application/json").begin_object().key("schema").begin_object();
        json.member("type", "object").key("properties").begin_object();
        for (auto const name : base::split(route.body_members, ' '))
            if (!name.empty()) json.key(name).begin_object().end_object();
        json.end_object().end_object().end_object();
    }
    json.end_object().end_object();
}

void write_answers(base::JsonWriter &json, Route const &route) {
    json.key("responses").begin_object().key("200").begin_object();
    json.member("description", route.title_en).end_object();
    for (auto const *status : {"400", "401", "403", "404", "429"})
        json.key(status)
            .begin_object()
            .member("$ref", "#/components/responses/problem")
            .end_object();
    json.end_object();
}

void write_route(base::JsonWriter &json, Route const &route) {
    std::string method;
    for (auto const c : route.method) method += static_cast<char>(std::tolower(c));
    json.key(method)
        .begin_object()
        .member("operationId", operation_id(route))
        .member("summary", route.title_en)
        .member("description", route.title_zh);
    constexpr std::string_view doors[] = {"anyone", "signed_in", "role"};
    json.key("x-needs").begin_object().member("door", doors[static_cast<int>(route.door)]);
    if (route.door == Door::role)
        json.member("operation", pack::to_string(route.operation)).member("register", route.on);
    json.end_object().key("security").begin_array();
    if (route.door != Door::anyone) {
        json.begin_object().key("session").begin_array().end_array();
        if (route.method != "GET") json.key("page").begin_array().end_array();
        json.end_object();
    }
    json.end_array();
    write_parameters(json, route);
    write_body(json, route);
    write_answers(json, route);
    json.end_object();
}

void write_components(base::JsonWriter &json) {
    json.key("components").begin_object().key("securitySchemes").begin_object();
    json.key("session")
        .begin_object()
        .member("type", "apiKey")
        .member("in", "cookie")
        .member("name", session_cookie)
        .end_object();
    json.key("page")
        .begin_object()
        .member("type", "apiKey")
        .member("in", "header")
        .member("name", "X-CSRF-Token")
        .member("description", "csrf of GET /api/session")
        .end_object();
    json.end_object().key("parameters").begin_object();
    auto const parameter = [&](std::string_view name, std::string_view about) {
        json.key(name).begin_object().member("name", name).member("in", "query");
        json.member("description", about).key("schema").begin_object().member("type", "string");
        json.end_object().end_object();
    };
    parameter("lang", "zh or en");
    parameter("fields", "members of the answer to keep: total,items.key");
    json.end_object().key("responses").begin_object().key("problem").begin_object();
    json.member("description", "What is wrong, with a code that stays and a text to read");
    json.key("content").begin_object().key("application/problem+json").begin_object();
    json.key("schema").begin_object().member("type", "object").key("properties").begin_object();
    for (auto const *name : {"type", "title", "code", "detail"})
        json.key(name).begin_object().member("type", "string").end_object();
    json.key("status").begin_object().member("type", "integer").end_object();
    json.end_object().end_object().end_object().end_object().end_object().end_object().end_object();
}

} // namespace

Response show_openapi(Asked const &) {
    std::map<std::string_view, std::vector<Route const *>> paths;
    for (auto const &route : routes()) paths[route.path].push_back(&route);
    base::JsonWriter json;
    json.begin_object().member("openapi", "3.1.0").key("info").begin_object();
    json.member("title", "Jingzhun").member("version", "1").end_object();
    json.key("paths").begin_object();
    for (auto const &[path, some] : paths) {
        json.key(path).begin_object();
        for (auto const *route : some) write_route(json, *route);
        json.end_object();
    }
    json.end_object();
    write_components(json);
    json.end_object();
    return json_answer(json.take());
}

Response show_health(Asked const &asked) {
    asked.database();
    return json_answer(R"({"status":"ok"})");
}

} // namespace jingzhun::api
