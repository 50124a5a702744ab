// Proving a pack: its cases pass in both modes, and none passes by accident.
#include "pack/prove.hpp"

#include "pack/load.hpp"
#include "pack/small_pack.hpp"
#include "source_folder.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>

using namespace jingzhun;

namespace {

// A pack and what its cases came to; results point into the pack.
struct Proved {
    pack::Pack pack;
    pack::Proof proof;
};

Proved prove(PackFiles const &files) {
    TemporaryFolder const folder;
    Proved proved{pack::load_or_throw(folder.write("nation", files)), {}};
    proved.proof = pack::prove(proved.pack);
    return proved;
}

std::string failures_of(pack::Proof const &proof) {
    std::string text;
    for (auto const &result : proof.results) {
        if (result.passed) continue;
        text += result.test->name + ": " + result.rule + " expected " + result.expected + ", got " +
                result.got + "\n";
        for (auto const &problem : result.problems)
            text += "  " + describe(problem, base::Language::en) + "\n";
    }
    return text;
}

// The one result that failed after a change of the cases.
pack::CaseResult only_failure(std::string_view old, std::string_view next) {
    auto files = small_pack();
    replace_once(files["tests/all.toml"], old, next);
    static Proved proved;
    proved = prove(files);
    CAPTURE(failures_of(proved.proof));
    REQUIRE(proved.proof.failed() == 1);
    return *std::ranges::find(proved.proof.results, false, &pack::CaseResult::passed);
}

} // namespace

TEST_CASE("The cases of a sound pack pass, in column mode and in row mode") {
    auto const proved = prove(small_pack());
    CHECK_MESSAGE(proved.proof.failed() == 0, failures_of(proved.proof));
    CHECK(proved.proof.results.size() == 15);
}

TEST_CASE("Coverage says which answers the cases have shown of each rule") {
    auto const proved = prove(small_pack());
    auto const &coverage = proved.proof.coverage;
    REQUIRE(coverage.size() == 6);
    CHECK(coverage[0].rule == "over_line");
    CHECK(coverage[0].met);
    CHECK(coverage[0].unmet);
    CHECK(coverage[0].unknown);
    CHECK(coverage[1].rule == "child_at_school");
    CHECK_FALSE(coverage[1].unknown);
}

TEST_CASE("A wrong expectation fails and says what came instead") {
    auto const failed = only_failure("wage = 6436, cost = 0", "wage = 6437, cost = 0");
    CHECK(failed.rule == "over_line");
    CHECK(failed.expected == "unmet");
    CHECK(failed.got == "met");
    CHECK(failed.problems.empty());
}

TEST_CASE(
    "A case cannot pass by accident: a fact the rule reads is neither given nor declared unknown") {
    // Without the wage the answer is unknown, which is what the case expects; still it must say so.
    auto const failed = only_failure("wage = \"?\", cost = 0", "cost = 0");
    CHECK(failed.got == failed.expected);
    REQUIRE(failed.problems.size() == 1);
    auto const &problem = failed.problems[0];
    CHECK(problem.code == "pack_case_fact_missing");
    CHECK(problem.place.line == 16);
    CHECK(describe(problem, base::Language::en).find("\"household.wage\"") != std::string::npos);
}

TEST_CASE("A fact of a member must be given too, even where another fact has decided") {
    auto const failed = only_failure(
        "{ remote = true, members = [{ birth = 2010-05-01, schooling = \"dropped_out\", unable = "
        "\"?\" }] }",
        "{ remote = true, members = [{ birth = 2010-05-01, schooling = \"dropped_out\" }] }");
    CHECK(failed.got == "met");
    REQUIRE(failed.problems.size() == 1);
    CHECK(failed.problems[0].code == "pack_case_fact_missing");
}

TEST_CASE("A list that is not given is reported; of an empty one no members are asked") {
    auto const failed = only_failure("given.household = { visits = [{ on = 2021-01-01 }] }",
                                     "given.household = {}");
    REQUIRE(failed.problems.size() == 1);
    CHECK(failed.problems[0].code == "pack_case_fact_missing");
    auto files = small_pack();
    replace_once(files["tests/all.toml"], "given.household = { visits = [{ on = 2021-01-01 }] }",
                 "given.household = { visits = [] }");
    auto const proved = prove(files);
    CHECK_MESSAGE(proved.proof.failed() == 0, failures_of(proved.proof));
}

TEST_CASE("A list whose completeness is unknown cannot show that something is absent") {
    auto const failed = only_failure("given.household = { visits = [{ on = 2021-01-01 }] }",
                                     "given.household = { visits = \"?\" }");
    CHECK(failed.got == "unknown");
}

TEST_CASE("Two exceptions that both apply fail the case") {
    auto const failed = only_failure("unable = \"?\"", "unable = true");
    CHECK(failed.got == "met");
    REQUIRE(failed.problems.size() == 1);
    CHECK(failed.problems[0].code == "pack_case_overlap");
}

TEST_CASE("A parent given by a child has that child, and a child knows its parent") {
    auto files = small_pack();
    files["rules.toml"] += R"toml(
[[rule]]
id = "head_named"
title.zh = "户主有名"
on = "person"
must = "household.head_name == name && household.members.exists(m, m.name == name)"
source = "文件"
[[rule]]
id = "same_village"
title.zh = "同村"
on = "household"
must = "members.all(m, m.household.head_name == head_name)"
source = "文件"
[[case]]
name = "a head"
as_of = 2020-01-01
given.person = { name = "甲", household = { head_name = "甲", members = [] } }
expect = { head_named = "met" }
[[case]]
name = "no head"
as_of = 2020-01-01
given.person = { name = "甲", household = { head_name = "乙", members = [] } }
expect = { head_named = "unmet" }
[[case]]
name = "nobody's member"
as_of = 2020-01-01
given.person = { name = "甲", household = "?" }
expect = { head_named = "unknown" }
[[case]]
name = "members know their household"
as_of = 2020-01-01
given.household = { head_name = "甲", members = [{}, {}] }
expect = { same_village = "met" }
[[case]]
name = "members of another household"
as_of = 2020-01-01
given.household = { head_name = "甲", members = [{ household = { head_name = "乙" } }] }
expect = { same_village = "unmet" }
)toml";
    auto const proved = prove(files);
    CHECK_MESSAGE(proved.proof.failed() == 0, failures_of(proved.proof));
}

TEST_CASE("The China pack is sound and all its cases pass") {
    auto const folder = source_folder() + "/packs/china";
    if (!std::filesystem::exists(folder + "/pack.toml")) {
        MESSAGE("skipped: packs/china is not there");
        return;
    }
    auto const loaded = pack::load(folder);
    for (auto const &problem : loaded.problems) FAIL_CHECK(describe(problem, base::Language::en));
    if (!loaded.problems.empty()) return;
    auto const proof = pack::prove(loaded.pack);
    CHECK_MESSAGE(proof.failed() == 0, failures_of(proof));
    for (auto const &one : proof.coverage) {
        auto const *rule = loaded.pack.find_rule(one.rule);
        if (rule->kind != pack::RuleKind::measure) CHECK_MESSAGE((one.met && one.unmet), one.rule);
    }
}
