// Random histories of people and checks on findings in a store: what is kept is what the pure
// life says, nothing is lost, the counts agree, and the store verifies.
#include "finding/acts.hpp"
#include "finding/board.hpp"
#include "finding/counts.hpp"
#include "register/county.hpp"
#include "register/verify.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>

using namespace jingzhun;
using finding::Act;
using finding::Deed;
using finding::Life;

namespace {

constexpr std::int64_t records = 6;

// One store, and beside it what its findings should be.
class Histories {
  public:
    explicit Histories(std::uint64_t seed) : random_(seed) {
        in_one([&] {
            finding::create_table(database());
            return std::string("made");
        });
        check(true);
    }
    // One act of a person or one check.
    void go_on() {
        today_ = base::add_days(today_, static_cast<int>(random_() % 4));
        if (random_() % 5 == 0) check(false);
        else act();
    }
    // What is wrong; empty where nothing is.
    std::string compare() {
        std::int64_t count = 0;
        for (auto const &[id, life] : expected_) {
            auto now = finding::life_of(database(), county::code, id);
            now.last = life.last; // the clock is the store's
            if (!(now == life)) return "finding " + std::to_string(id) + " differs";
            ++count;
        }
        finding::Query all;
        all.county = county::code;
        if (finding::count(database(), all) != count) return "a finding is lost or too many";
        return counts_differ() ? "the counts differ" : "";
    }
    std::size_t problems() { return registry::verify(database(), {}).problems.size(); }

  private:
    store::Database &database() { return *kept_.database; }

    template <class Work> void in_one(Work const &work) {
        store::Transaction transaction(database());
        auto const what = work();
        store::append(database(), {"tester", "", ""}, {county::code, "finding", what, "{}"});
        transaction.commit();
    }
    void check(bool all_fail) {
        std::vector<finding::Failure> failures;
        for (std::int64_t record = 1; record <= records; ++record)
            if (all_fail || random_() % 2 == 0) failures.push_back({record, "431128001001"});
        finding::Verdicts const verdicts{
            "unsafe_house",           "household", "", failures, [](auto) { return false; },
            [](auto) { return true; }};
        in_one([&] {
            finding::apply(database(), county::code, today_, verdicts, [&](auto &made) {
                for (auto &one : made) {
                    one.due = base::add_days(today_, 10);
                    one.owner = "office";
                }
            });
            return std::string("check");
        });
        for (std::int64_t record = 1; record <= records; ++record) see(record, verdicts);
    }
    // The same in the pure life. Findings are numbered as their records, since all failed at first.
    void see(std::int64_t id, finding::Verdicts const &verdicts) {
        auto const fails =
            std::ranges::binary_search(verdicts.failures, id, {}, &finding::Failure::record);
        auto found = expected_.find(id);
        if (found == expected_.end()) {
            Life fresh;
            fresh.id = id;
            fresh.opened = today_;
            fresh.due = base::add_days(today_, 10);
            expected_.emplace(id, fresh);
            return;
        }
        Act act;
        act.deed = fails ? Deed::found_again : Deed::holds_again;
        act.on = today_;
        act.due = base::add_days(today_, 10);
        found->second = std::get<Life>(finding::step(found->second, act));
    }
    void act() {
        static constexpr std::array<char const *, 3> names = {"甲", "乙", "丙"};
        auto const id = static_cast<std::int64_t>(random_() % records) + 1;
        store::Actor const actor{names.at(random_() % names.size()),
                                 random_() % 4 == 0 ? "" : "说明", ""};
        Act one;
        one.deed = static_cast<Deed>(1 + random_() % 9); // assign … reopen
        one.on = today_;
        one.to = static_cast<std::int64_t>(random_() % 4);
        one.by_person = static_cast<std::int64_t>(random_() % 4);
        if (random_() % 3 != 0) one.measure = "措施";
        if (random_() % 3 != 0) one.evidence = {"00ff 证明.jpg"};
        if (random_() % 2 == 0) one.due = base::add_days(today_, 5);
        one.concerned = random_() % 8 == 0;
        one.data = random_() % 2 == 0 ? finding::Data::agrees : finding::Data::contradicts;
        auto expected = one;
        expected.by = actor.name;
        expected.reason = actor.reason;
        expected.at = base::now() + 1'000'000;
        auto const next = finding::step(expected_.at(id), expected);
        try {
            in_one([&] {
                finding::perform(database(), actor, county::code, id, one);
                return "finding " + std::to_string(id);
            });
            RC_ASSERT(std::holds_alternative<Life>(next));
            expected_.at(id) = std::get<Life>(next);
        } catch (base::Error const &error) {
            RC_ASSERT(std::holds_alternative<finding::Refusal>(next));
            RC_ASSERT(std::get<finding::Refusal>(next).code == error.code());
        }
    }
    // Every row of what is kept, written out.
    std::vector<std::string> tally() {
        std::vector<std::string> rows;
        auto select = database().prepare(
            "SELECT digits || ' ' || respect || ' ' || area || ' ' || owner || ' ' || state || ' ' "
            "|| value || ': ' || findings FROM transient_finding_tally ORDER BY 1");
        while (select->step()) rows.emplace_back(select->text(0));
        return rows;
    }
    bool counts_differ() {
        auto const kept = tally();
        store::Transaction const undone(database());
        finding::recount(database(), county::code);
        return kept.empty() || kept != tally();
    }

    county::Store kept_;
    std::mt19937_64 random_;
    base::Date today_ = base::parse_iso_date("2020-06-01").value();
    std::map<std::int64_t, Life> expected_;
};

} // namespace

TEST_CASE("hundreds of histories in a store keep to the pure life, and the store verifies") {
    CHECK(rc::check("histories in a store", [] {
        Histories histories(*rc::gen::arbitrary<std::uint64_t>());
        for (int i = 0; i < 25; ++i) histories.go_on();
        auto const wrong = histories.compare();
        if (!wrong.empty()) RC_FAIL(wrong);
        RC_ASSERT(histories.problems() == 0U);
    }));
}
