// Planning inspections by lot: every area once, nobody where he must not go, the same seed the same
// plan.
#include "survey/inspection_plan.hpp"

#include "base/error.hpp"
#include "pack/questionnaire_model.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

using namespace jingzhun;
using survey::TeamMember;

namespace {

std::vector<std::string> townships(int count) {
    std::vector<std::string> areas;
    for (int i = 0; i < count; ++i)
        areas.push_back("4311281" + std::string(i < 10 ? "0" : "") + std::to_string(i));
    return areas;
}

std::vector<base::Date> days() {
    std::vector<base::Date> all;
    for (int i = 2; i <= 27; ++i) all.push_back(*base::make_date(2020, 11, i));
    return all;
}

std::vector<TeamMember> teams() {
    return {{"一组", "甲", "县纪委", {}}, {"一组", "乙", "县委办", {"431128100001"}},
            {"一组", "丙", "审计局", {}}, {"二组", "丁", "财政局", {"431128101"}},
            {"二组", "戊", "扶贫办", {}}, {"三组", "己", "统计局", {}},
            {"三组", "庚", "水利局", {}}};
}

} // namespace

TEST_CASE("every area is inspected once, by two at least, none of whom must avoid it") {
    rc::check([] {
        auto const seed = *rc::gen::nonEmpty<std::string>();
        auto const visits = survey::plan_visits(townships(20), teams(), days(), seed);
        std::set<std::string> covered;
        std::map<std::string, int> load;
        for (auto const &visit : visits) {
            covered.insert(visit.area);
            ++load[visit.team];
            RC_ASSERT(visit.members.size() >= 2U);
            for (auto const &member : teams())
                if (std::ranges::find(visit.members, member.name) != visit.members.end())
                    RC_ASSERT(!survey::must_avoid(member, visit.area));
        }
        RC_ASSERT(visits.size() == 20U);
        RC_ASSERT(covered.size() == 20U);
        for (auto const &[team, count] : load) RC_ASSERT((count == 6 || count == 7));
        RC_ASSERT(std::ranges::is_sorted(visits, {}, &survey::PlannedVisit::day));
    });
}

TEST_CASE("who comes from a village of a township does not inspect the township") {
    TeamMember const member{"一组", "乙", "", {"431128100001"}};
    CHECK(survey::must_avoid(member, "431128100"));
    CHECK(survey::must_avoid(member, "431128100001"));
    CHECK(!survey::must_avoid(member, "431128100002"));
    CHECK(!survey::must_avoid(member, "431128101"));
}

TEST_CASE("the order of areas and of teams changes nothing, another seed does") {
    auto shuffled = townships(12);
    std::ranges::reverse(shuffled);
    auto const one = survey::plan_visits(townships(12), teams(), days(), "3.5.6/");
    auto const same = survey::plan_visits(shuffled, teams(), days(), "3.5.6/");
    auto const other = survey::plan_visits(townships(12), teams(), days(), "1.2.4/");
    auto const days_of = [](auto const &visits) {
        std::vector<std::pair<std::string, base::Date>> all;
        for (auto const &visit : visits) all.emplace_back(visit.area, visit.day);
        return all;
    };
    CHECK(days_of(one) == days_of(same));
    CHECK(days_of(one) != days_of(other));
}

TEST_CASE("an area that every team must avoid is refused by name") {
    std::vector<TeamMember> const members = {{"一组", "甲", "", {"431128101"}},
                                             {"一组", "乙", "", {}}};
    try {
        survey::plan_visits(townships(2), members, days(), "1/");
        FAIL("planned");
    } catch (base::Error const &error) {
        CHECK(error.code() == "inspection_all_avoid");
        CHECK(error.text(base::Language::zh).find("431128101") != std::string::npos);
    }
}

TEST_CASE("a table of teams is read by its titles; without them it is refused") {
    Scratch scratch;
    write_bytes(scratch / "t.csv",
                "姓名,组,单位,回避区划\n甲,一组,县纪委,431128100000、431128101001\n");
    auto const read = survey::read_teams(scratch / "t.csv");
    REQUIRE(read.size() == 1);
    CHECK(read[0].team == "一组");
    CHECK(read[0].avoids == std::vector<std::string>{"431128100", "431128101001"});
    write_bytes(scratch / "u.csv", "姓名,组\n甲,一组\n");
    CHECK_THROWS(survey::read_teams(scratch / "u.csv"));
}

TEST_CASE("a limit is decided by multiplying: 2 of 100 is not under 2 %") {
    CHECK(pack::within_limit("< 2", 2, 100) == false);
    CHECK(pack::within_limit("< 2", 199, 10'000) == true);
    CHECK(pack::within_limit(">= 90", 9, 10) == true);
    CHECK(pack::within_limit(">= 90", 899, 1'000) == false);
    CHECK(!pack::within_limit("< 2", 0, 0));
    CHECK(!pack::within_limit("about 2", 1, 100));
}
