// Work on findings through the API: inside one's area, by whom may; what lies outside is not there.
#include "api/two_towns.hpp"

#include "finding/finding.hpp"

#include <doctest/doctest.h>

using namespace towns;

namespace {

struct Board {
    api::County county{both().address(), [] {
                           api::CountyOptions options;
                           options.rate = 0;
                           return options;
                       }()};
    std::int64_t a_finding(Side side) {
        finding::Query query;
        query.county = towns::county;
        query.area = town_of(side);
        query.state = finding::State::open;
        std::int64_t id = 0;
        finding::list(county.database(), query, [&](finding::Finding const &one) { id = one.id; });
        REQUIRE(id != 0);
        return id;
    }
    api::Response ask(std::string const &role, std::string const &method, std::string const &target,
                      std::string const &body = "") {
        return answer(county, asked(role, method, target, body));
    }
    api::Response act(std::string const &role, std::int64_t id, std::string const &deed,
                      std::string const &more = "") {
        return ask(role, "POST", "/api/findings/act",
                   R"({"ids":[)" + std::to_string(id) + R"(],"deed":")" + deed + "\"" + more + "}");
    }
};

} // namespace

TEST_CASE("a finding outside one's area is not there, to read or to work on") {
    Board board;
    auto const id = std::to_string(board.a_finding(Side::outside));
    auto outside = board.ask("leader", "GET", "/api/findings/" + id);
    auto const absent = board.ask("leader", "GET", "/api/findings/999999");
    CHECK(outside.status == 404);
    CHECK(absent.status == 404);
    if (auto const at = outside.body.find(id); at != std::string::npos)
        outside.body.replace(at, id.size(), "999999");
    CHECK(outside.body == absent.body);
    CHECK(board.act("office", board.a_finding(Side::outside), "assign").status == 404);
    CHECK(board.ask("leader", "GET", "/api/findings/x").status == 404);
}

TEST_CASE("who may only read works on no finding; what is asked for must be a step") {
    Board board;
    auto const id = board.a_finding(Side::inside);
    CHECK(board.ask("leader", "GET", "/api/findings/" + std::to_string(id)).status == 200);
    CHECK(board.act("leader", id, "close").status == 403);
    CHECK(board.act("leader", id, "verify").status == 403);
    CHECK(board.act("office", id, "found_again").status == 400); // a check says that, nobody else
    CHECK(board.act("office", id, "nonsense").status == 400);
    CHECK(
        board.ask("office", "POST", "/api/findings/act", R"({"ids":[],"deed":"assign"})").status ==
        400);
}
