// The description of the API: every route is in it, and it is what OpenAPI 3.1 says it should be.
#include "api/small_county.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace jingzhun;

namespace {

base::Json description() {
    auto request = api::make_request("GET", "/api/openapi.json", {});
    return base::read_json(api::answer(small::county(), "", request).body, "openapi");
}

std::string lower(std::string_view method) {
    std::string text;
    for (auto const c : method) text += static_cast<char>(std::tolower(c));
    return text;
}

base::Json const &at(base::Json const &json, std::string_view name) {
    auto const *found = json.find(name);
    CAPTURE(name);
    REQUIRE(found != nullptr);
    return *found;
}

// Every "$ref" leads somewhere.
void follow(base::Json const &whole, base::Json const &part) {
    if (auto const *reference = part.text("$ref")) {
        REQUIRE(reference->starts_with("#/"));
        auto const *found = &whole;
        for (auto const step : base::split(std::string_view(*reference).substr(2), '/'))
            found = &at(*found, step);
    }
    if (auto const *object = part.object())
        for (auto const &[name, value] : *object) follow(whole, value);
    if (auto const *array = part.array())
        for (auto const &value : *array) follow(whole, value);
}

} // namespace

TEST_CASE("every route is described, with its parameters, its body and its answers") {
    auto const whole = description();
    CHECK(whole.text("openapi")->starts_with("3.1."));
    CHECK(at(whole, "info").text("title") != nullptr);
    CHECK(at(whole, "info").text("version") != nullptr);
    std::set<std::string> ids;
    std::size_t described = 0;
    for (auto const &[path, methods] : *at(whole, "paths").object()) {
        CHECK(path.starts_with("/"));
        described += methods.object()->size();
    }
    CHECK(described == api::routes().size());
    for (auto const &route : api::routes()) {
        CAPTURE(route.path);
        auto const &operation = at(at(at(whole, "paths"), route.path), lower(route.method));
        CHECK(ids.insert(*operation.text("operationId")).second);
        CHECK_FALSE(at(at(operation, "responses"), "200").text("description")->empty());
        std::set<std::string> holes;
        for (auto const &parameter : *at(operation, "parameters").array()) {
            if (parameter.text("$ref") != nullptr) continue;
            auto const &place = *parameter.text("in");
            CHECK((place == "path" || place == "query"));
            CHECK(parameter.find("schema") != nullptr);
            if (place == "path") holes.insert("{" + *parameter.text("name") + "}");
        }
        for (auto const piece : base::split(route.path, '/'))
            if (piece.starts_with('{')) CHECK(holes.contains(std::string(piece)));
        CHECK((operation.find("requestBody") != nullptr) == (route.body_most > 0));
        CHECK_FALSE(route.title_zh.empty());
    }
    follow(whole, whole);
}

TEST_CASE("an answer is narrowed to the members asked for, and tagged") {
    auto const get = [](std::string const &target,
                        std::map<std::string, std::string> headers = {}) {
        return api::answer(small::county(), "",
                           api::make_request("GET", target, std::move(headers)));
    };
    auto const some = get("/api/households?fields=total,items.key").body;
    CHECK(some == R"({"items":[{"key":"H1"}],"total":1})");
    auto const whole = get("/api/households");
    auto const tag =
        std::ranges::find(whole.headers, "ETag", &std::pair<std::string, std::string>::first);
    REQUIRE(tag != whole.headers.end());
    CHECK(get("/api/households", {{"if-none-match", tag->second}}).status == 304);
    CHECK(get("/api/households?kind=general", {{"if-none-match", tag->second}}).status == 200);
}

TEST_CASE("a store without accounts answers this machine by its own names only") {
    auto const from = [](std::string origin, std::string host) {
        auto request = api::make_request("GET", "/api/rules", {{"host", std::move(host)}});
        request.origin = std::move(origin);
        return error_of([&] { api::answer(small::county(), "", request); });
    };
    CHECK(from("127.0.0.1", "127.0.0.1:8080").empty());
    CHECK(from("::1", "[::1]:8080").empty());
    CHECK(from("127.0.0.1", "localhost:8080").empty());
    CHECK(from("10.0.0.7", "10.0.0.1") == "host_foreign");
    CHECK(from("127.0.0.1", "evil.example:8080") == "host_foreign");
}
