// The routes against a small store.
#include "api/small_county.hpp"

#include "base/json.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace jingzhun;

namespace {

api::Response get(std::string const &target, std::string const &method = "GET") {
    return api::answer(small::county(), "", api::make_request(method, target, {}));
}

std::string error_for(std::string const &target, std::string const &method = "GET") {
    return error_of([&] { get(target, method); });
}

base::Json read(std::string const &target) {
    auto const response = get(target);
    CAPTURE(target);
    CHECK(response.status == 200);
    CHECK(response.type.starts_with("application/json"));
    return base::read_json(response.body, target);
}

bool has(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("every list and page of the API answers JSON that is not kept") {
    for (auto const *target :
         {"/api/health", "/api/summary", "/api/areas", "/api/findings", "/api/households",
          "/api/households/H1", "/api/explain/household/H1", "/api/rules", "/api/parameters",
          "/api/what-if?set=line%5Bpurpose%3Dexit%5D%3D30000", "/api/batches"}) {
        read(target);
        auto const headers = get(target).headers;
        CHECK(std::ranges::find(headers, std::pair<std::string, std::string>(
                                             "Cache-Control", "no-store")) != headers.end());
    }
}

TEST_CASE("the findings of the household and their explanation are there") {
    CHECK(has(get("/api/findings?rule=unsafe_house").body, "H1"));
    CHECK_FALSE(has(get("/api/findings?rule=unsafe_water").body, "\"H1\""));
    auto const explained = get("/api/explain/household/H1?rule=unsafe_house").body;
    CHECK(has(explained, "survey.csv"));
    CHECK(has(explained, "\"unmet\""));
}

TEST_CASE("lists are searched by name and by number, within what is shown") {
    auto const total = [](std::string const &target) {
        return std::get<std::int64_t>(read(target).find("total")->value);
    };
    CHECK(total("/api/households?q=H1") == 1);
    CHECK(total("/api/households?q=H2") == 0);
    CHECK(total("/api/records/person?q=%E5%BC%A0") == 1);
    CHECK(total("/api/records/person?q=") == 1);
    CHECK(total("/api/records/person?q=" + std::string(small::person).substr(8)) == 0);
}

TEST_CASE("a page begins after the one before, and after nothing known it is empty") {
    auto const items = [](std::string const &target) {
        return read(target).find("items")->array()->size();
    };
    CHECK(items("/api/households") == 1);
    CHECK(items("/api/households?after=H1") == 0);
    CHECK(items("/api/households?after=NONE") == 0);
}

TEST_CASE("identity numbers and names of sources leave only as they may") {
    CHECK_FALSE(has(get("/api/households/H1").body, small::person));
    CHECK_FALSE(has(get("/api/explain/person/P1").body, small::person));
    CHECK_FALSE(has(get("/api/findings").body, small::person));
}

TEST_CASE("what is not there, not allowed or malformed is a problem with its code") {
    CHECK(error_for("/api/nothing") == "not_found");
    CHECK(error_for("/api/households/NONE") == "record_unknown");
    CHECK(error_for("/api/explain/household/NONE") == "record_unknown");
    CHECK(error_for("/api/explain/nothing/H1") == "not_found");
    CHECK(error_for("/api/summary", "POST") == "method_not_allowed");
    CHECK(error_for("/index.html", "DELETE") == "method_not_allowed");
    CHECK(error_for("/api/findings?limit=x") == "request_malformed");
    CHECK(error_for("/api/what-if?set=line%3D") == "change_malformed");
    CHECK(error_for("/") == "web_not_built");
    CHECK(get("/api/summary", "HEAD").status == 200);
}

TEST_CASE("files of the web application are served from their folder only") {
    Scratch const scratch;
    std::filesystem::create_directories(scratch / "web/assets");
    write_bytes(scratch / "web/index.html", "<!doctype html>page");
    write_bytes(scratch / "web/assets/app-1a2b.js", "script");
    write_bytes(scratch / "secret.txt", "secret");
    std::filesystem::create_symlink(scratch / "secret.txt", scratch / "web/link.txt");
    auto const file = [&](std::string const &target,
                          std::map<std::string, std::string> headers = {}) {
        return api::answer(small::county(), scratch / "web",
                           api::make_request("GET", target, std::move(headers)));
    };
    CHECK(has(file("/").body, "page"));
    CHECK(has(file("/households/H1").body, "page")); // a page of the application
    CHECK(file("/assets/app-1a2b.js").type.starts_with("text/javascript"));
    CHECK(error_of([&] { file("/missing.js"); }) == "not_found");
    CHECK(error_of([&] { file("/link.txt"); }) == "not_found");
    CHECK(error_of([&] { file("/.env"); }) == "not_found");
    auto const tag = file("/").headers.at(0).second;
    CHECK(file("/", {{"if-none-match", tag}}).status == 304);
}
