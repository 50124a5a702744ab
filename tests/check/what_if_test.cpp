// What-ifs over one snapshot: the answers of a whole run under the changed policy.
#include "check/what_if.hpp"

#include "check/small_store.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>

using namespace jingzhun;

namespace {

// Counted the long way: all rules run under the changed policy, each row looked at.
std::map<std::string, check::AreaDifference> by_long_way(check::Snapshot const &snapshot,
                                                         std::string const &change, int digits) {
    auto schema = *snapshot.schema;
    check::apply_change(schema.parameters, check::parse_change(change));
    auto population = snapshot.population;
    auto const after = check::RuleSet(*snapshot.pack, schema)
                           .run(population, snapshot.selection.as_of,
                                check::county_code(snapshot.selection.county), 1);
    std::map<std::string, check::AreaDifference> counts;
    REQUIRE(after.size() == snapshot.results.size());
    for (std::size_t i = 0; i < after.size(); ++i)
        for (std::size_t row = 0; row < snapshot.population.tables[after[i].record].rows; ++row) {
            auto const area =
                check::area_of(snapshot.population, after[i].record, row, snapshot.selection.county)
                    .substr(0, static_cast<std::size_t>(digits));
            auto &one = counts[area + " " + after[i].rule->id];
            auto const &now = after[i].answers, &was = snapshot.results[i].answers;
            one.met += cel::bit(now.met, row) ? 1 : 0;
            one.unmet += cel::bit(now.unmet, row) ? 1 : 0;
            one.unknown += cel::bit(now.unknown, row) ? 1 : 0;
            one.newly_unmet += cel::bit(now.unmet, row) && !cel::bit(was.unmet, row) ? 1 : 0;
            one.newly_met += cel::bit(was.unmet, row) && !cel::bit(now.unmet, row) ? 1 : 0;
        }
    return counts;
}

} // namespace

TEST_CASE("a what-if gives what a whole run under the changed policy gives, by area") {
    small::Store store(60);
    auto const snapshot = store.snapshot();
    check::Scenarios scenarios(snapshot);
    std::size_t differing = 0;
    CHECK(rc::check("scenario equals whole run", [&] {
        auto const digits = *rc::gen::element(6, 9, 12);
        auto const change =
            *rc::gen::element<std::string>("line[purpose=exit]", "income_tolerance") + "=" +
            std::to_string(*rc::gen::inRange(0, 12'000));
        auto const answer = scenarios.run({check::parse_change(change)}, digits);
        auto expected = by_long_way(snapshot, change, digits);
        std::erase_if(expected, [](auto const &one) {
            return one.second.newly_met == 0 && one.second.newly_unmet == 0;
        });
        RC_ASSERT(answer.by.size() == expected.size());
        for (auto const &one : answer.by) {
            auto const &other = expected.at(one.area + " " + one.rule);
            RC_ASSERT(one.met == other.met);
            RC_ASSERT(one.unmet == other.unmet);
            RC_ASSERT(one.unknown == other.unknown);
            RC_ASSERT(one.newly_met == other.newly_met);
            RC_ASSERT(one.newly_unmet == other.newly_unmet);
        }
        differing += expected.size();
    }));
    CHECK(differing > 0);
}

TEST_CASE("a what-if leaves the snapshot as it was, and sums up before and after") {
    small::Store store(40);
    auto const snapshot = store.snapshot();
    auto const before = check::summarise(snapshot, {});
    auto const *columns = snapshot.population.tables[0].columns.data();
    check::Scenarios scenarios(snapshot);
    auto const answer = scenarios.run({check::parse_change("line[purpose=exit]=9000")}, 6);
    CHECK(snapshot.population.tables[0].columns.data() == columns);
    auto const now = check::summarise(snapshot, {});
    REQUIRE(answer.before.size() == before.size());
    REQUIRE(answer.after.size() == before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        CHECK(now[i].unmet == before[i].unmet);
        CHECK(answer.before[i].unmet == before[i].unmet);
        std::int64_t newly = 0;
        for (auto const &one : answer.by)
            if (one.rule == before[i].rule) newly += one.newly_unmet - one.newly_met;
        CHECK(answer.after[i].unmet - answer.before[i].unmet == newly);
    }
}

TEST_CASE("which rules read a parameter is known through the fields derived from others") {
    auto const schema = pack::make_schema(small::policy());
    auto const readers = check::readers_of_parameters(small::policy(), schema);
    for (std::size_t i = 0; i < schema.parameters.size(); ++i) {
        if (schema.parameters[i].name != "line") continue;
        for (auto const *rule : {"exited_income_below_line", "unregistered_income_below_line"})
            CHECK(std::ranges::find(readers[i], rule) != readers[i].end());
        CHECK(std::ranges::find(readers[i], "unsafe_house") == readers[i].end());
    }
}

TEST_CASE("a rule that another pack brings stands beside nothing before") {
    small::Store store(40);
    auto const snapshot = store.snapshot();
    auto other = small::policy();
    auto fresh = *other.find_rule("unsafe_house");
    fresh.id = "another";
    other.rules.push_back(fresh);
    auto const answer = check::what_if(*store.database, snapshot, &other, {}, 6);
    auto const find = [](auto const &list, std::string const &rule) {
        return std::ranges::find(list, rule, &check::RuleSummary::rule);
    };
    auto const old = find(answer.after, "unsafe_house");
    REQUIRE(find(answer.before, "another") != answer.before.end());
    CHECK(find(answer.before, "another")->unmet == 0);
    CHECK(find(answer.after, "another")->unmet == old->unmet);
    std::int64_t newly = 0;
    for (auto const &one : answer.by)
        if (one.rule == "another") newly += one.newly_unmet;
    CHECK(old->unmet > 0);
    CHECK(newly == old->unmet);
}
