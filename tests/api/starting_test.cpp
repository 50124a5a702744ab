// Between listening and being ready.
#include "api/starting.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

TEST_CASE("a server that is starting says so, and shows nothing yet") {
    auto const ask = [](char const *target) {
        return api::while_starting(api::make_request("GET", target, {}));
    };
    CHECK(ask("/api/health").status == 200);
    CHECK(ask("/api/health").body == R"({"status":"starting"})");
    for (auto const *target : {"/", "/api/summary", "/checkpoint", "/tile/0/000"}) {
        auto const answer = ask(target);
        CHECK(answer.status == 503);
        CHECK(answer.body.find("\"code\":\"starting\"") != std::string::npos);
        CHECK(answer.headers.back() == std::pair<std::string, std::string>("Retry-After", "1"));
    }
}
