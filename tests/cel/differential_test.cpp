// Row mode, column mode and the naive interpreter on random expressions over random registers with
// gaps.
#include "cel/differential_case.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace jingzhun;
using differential::Case;
using differential::Way;

namespace {

// Random cases that shrink to fewer and shorter expressions.
rc::Gen<Case> cases(Way way, std::size_t rules, std::uint64_t round) {
    return {[=](rc::Random const &random, int) {
        return rc::shrinkable::shrinkRecur(
            differential::make_case(way, rc::Random(random).next() + round, rules),
            [](Case const &each) { return rc::seq::fromContainer(differential::smaller(each)); });
    }};
}

// Rounds of a hundred cases each; a failing one is shrunk alone.
void hold_together(Way way, std::size_t rules, std::uint64_t rounds, differential::Tally &tally) {
    for (std::uint64_t round = 0; round < rounds; ++round)
        REQUIRE(rc::check("every answer is the same", [&] {
            Case const each = *cases(way, rules, round);
            std::string const found = differential::disagreement(each, tally);
            if (!found.empty()) RC_FAIL(found);
        }));
    MESSAGE("answers compared: " << tally.cases << ", true " << tally.met << ", false "
                                 << tally.unmet << ", unknown " << tally.unknown << ", errors "
                                 << tally.errors << ", expressions refused " << tally.refused);
}

} // namespace

TEST_CASE("row mode, columns and the naive interpreter give the same verdicts, at least 100,000") {
    differential::Tally tally;
    hold_together(Way::verdicts, 12, 8, tally);
    CHECK(tally.cases >= 100'000);
    CHECK(tally.met > tally.cases / 20);
    CHECK(tally.unmet > tally.cases / 20);
    CHECK(tally.unknown > tally.cases / 20);
}

TEST_CASE("row mode, columns and the naive interpreter give the same values of every kind") {
    differential::Tally tally;
    hold_together(Way::values, 12, 2, tally);
    CHECK(tally.cases >= 50'000);
}

TEST_CASE(
    "row mode and the naive interpreter agree on the whole language, and every part of it occurs") {
    differential::Tally tally;
    hold_together(Way::general, 40, 20, tally);
    CHECK(tally.cases >= 100'000);
    CHECK(tally.refused < tally.cases / 20);
    for (std::string const &construct : differential::all_constructs())
        CHECK_MESSAGE(std::binary_search(tally.seen.begin(), tally.seen.end(), construct),
                      "never tried: " << construct);
}

TEST_CASE("a failing case shrinks to the part that fails") {
    Case each{
        Way::verdicts,
        1,
        "household",
        {{"f"},
         {"(members.all(m, m.k > 2 || has(m.n)) && (n + 3) % 2 == k ? f : true)", "f", false}}};
    auto const still_fails = [](Case const &one) {
        return std::any_of(one.rules.begin(), one.rules.end(), [](auto const &rule) {
            return rule.must.find('%') != std::string::npos;
        });
    };
    for (bool is_smaller = true; is_smaller;) {
        is_smaller = false;
        for (Case const &one : differential::smaller(each)) {
            if (!still_fails(one)) continue;
            each = one;
            is_smaller = true;
            break;
        }
    }
    REQUIRE(each.rules.size() == 1);
    CHECK(each.rules[0].when.empty());
    CHECK(each.rules[0].must_hold);
    CHECK(each.rules[0].must == "0 % 2 == k");
}
