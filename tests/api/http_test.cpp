// Requests and problems without a socket.
#include "api/http.hpp"

#include "store/scratch.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using api::make_request;

TEST_CASE("a request is its decoded path and query; the last of a name counts") {
    auto const request = make_request(
        "GET", "/api/households/%E6%88%B71?search=%E5%BC%A0+%E4%B8%89&x=1&x=2&empty", {});
    CHECK(request.path == "/api/households/户1");
    CHECK(request.parameter("search") == "张 三");
    CHECK(request.parameter("x") == "2");
    CHECK(request.parameter("empty").empty());
    CHECK(request.parameter("nothing").empty());
    CHECK(make_request("GET", "/a+b", {}).path == "/a+b"); // a plus is a blank in a query only
}

TEST_CASE("the language is asked for by lang or by the browser, Chinese otherwise") {
    CHECK(make_request("GET", "/", {}).language == base::Language::zh);
    CHECK(make_request("GET", "/?lang=en", {}).language == base::Language::en);
    CHECK(make_request("GET", "/", {{"accept-language", "en-GB,en"}}).language ==
          base::Language::en);
    CHECK(make_request("GET", "/?lang=zh", {{"accept-language", "en"}}).language ==
          base::Language::zh);
}

TEST_CASE("escapes that are none, paths that climb, and what is no text are refused") {
    for (auto const *target : {"/%", "/%4", "/%zz", "/a/../b", "/%2e%2e/etc", "/a/%2E%2E%2Fb",
                               "/%ff", "/%00", "a", "", "/?x=%C0%AF", "http://elsewhere/"}) {
        CAPTURE(target);
        CHECK(error_of([&] { make_request("GET", target, {}); }) == "request_malformed");
    }
    CHECK(make_request("GET", "/a..b/..c", {}).path == "/a..b/..c");
}

TEST_CASE("numbers of a query are whole and within their limits") {
    auto const request =
        make_request("GET", "/?limit=50&bad=5x&minus=-1&huge=99999999999999999999", {});
    CHECK(request.number("limit", 10, 1, 100) == 50);
    CHECK(request.number("absent", 10, 1, 100) == 10);
    for (auto const *name : {"bad", "minus", "huge"}) {
        CAPTURE(name);
        CHECK(error_of([&] { (void)request.number(name, 10, 1, 100); }) == "request_malformed");
    }
}

TEST_CASE("a problem is problem+json with status, code and a text in the language") {
    auto const response =
        api::problem(base::Error("not_found", {{"what", "/x"}}), base::Language::en);
    CHECK(response.status == 404);
    CHECK(response.type.starts_with("application/problem+json"));
    CHECK(response.body.find("\"code\":\"not_found\"") != std::string::npos);
    CHECK(response.body.find("/x") != std::string::npos);
}
