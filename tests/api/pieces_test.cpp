// Answers in pieces: lists as files whose rows are never whole in memory, formulas made harmless,
// the taking on record before the first byte.
#include "api/two_towns.hpp"

#include "store/ledger.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace towns;

namespace {

api::County &served() {
    static api::County county(both().address(), [] {
        api::CountyOptions options;
        options.rate = 0;
        return options;
    }());
    return county;
}

} // namespace

TEST_CASE("a list that is taken out comes in pieces and stands in the ledger before it is sent") {
    auto const before = store::last_sequence(served().database(), towns::county);
    auto const response = api::answer(
        served(), "", asked("reviewer", "POST", "/api/records/household/export?format=csv", "{}"));
    CHECK(response.status == 200);
    CHECK(response.body.empty());
    REQUIRE(response.more);
    CHECK(store::last_sequence(served().database(), towns::county) == before + 1);
    std::string whole;
    while (auto const piece = response.more()) {
        CHECK(piece->size() <= 64 * 1024);
        whole += *piece;
    }
    CHECK(std::ranges::count(whole, '\n') == 2); // the header and the one record inside
}

TEST_CASE("evidence is kept for whoever may act, and refused to whoever only reads") {
    for (auto const *role : {"recorder", "reviewer", "approver", "inspector", "helper"})
        CHECK(
            answer(served(), asked(role, "POST", "/api/documents?name=a.txt", "到校核实")).status ==
            201);
    CHECK(answer(served(), asked("leader", "POST", "/api/documents?name=a.txt", "x")).status ==
          403);
}
