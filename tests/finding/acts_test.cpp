// Findings that people work on, in a store: each act with its line in the history, and checks that
// agree or contradict.
#include "finding/acts.hpp"

#include "finding/board.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using finding::Act;
using finding::Deed;
using finding::State;

namespace {

constexpr int county = 431128;
store::Actor const office{"office", "调离", ""}, worker{"worker", "", ""},
    inspector{"inspector", "到现场看过", ""};

base::Date day(char const *text) { return base::parse_iso_date(text).value(); }

struct Desk {
    template <class Work> auto write(Work const &work) {
        store::Transaction transaction(*database);
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            transaction.commit();
        } else {
            auto answer = work();
            transaction.commit();
            return answer;
        }
    }
    Desk() : database(store::open(scratch / "s.db", store::Access::create)) {
        write([&] { finding::create_table(*database); });
    }
    finding::Life perform(store::Actor const &actor, std::int64_t id, Act const &act) {
        return write([&] {
            auto life = finding::perform(*database, actor, county, id, act);
            finding::log_acts(*database, actor, county, act.deed, {id}, act.on);
            return life;
        });
    }
    std::int64_t raise(std::string const &text) {
        finding::Raised raised;
        raised.register_name = "household";
        raised.record = 3;
        raised.subject = "H3";
        raised.area = "431128001001";
        raised.text = text;
        raised.owner = "township_office";
        raised.origin = "inspection 3";
        raised.opened = day("2020-06-01");
        raised.due = day("2020-06-16");
        return write([&] {
            auto const id = finding::raise(*database, inspector, county, raised);
            finding::log_acts(*database, inspector, county, Deed::raise, {id}, raised.opened);
            return id;
        });
    }
    // A check of one rule on that day.
    void check(char const *on, std::vector<finding::Failure> failures) {
        write([&] {
            finding::Verdicts const verdicts{"unsafe_house",
                                             "household",
                                             "",
                                             std::move(failures),
                                             [](auto) { return false; },
                                             [](auto) { return true; }};
            finding::apply(*database, county, day(on), verdicts, [&](auto &made) {
                for (auto &one : made) {
                    one.due = base::add_days(one.opened, 30);
                    one.owner = "township_office";
                    one.message = {"房屋不安全", "unsafe house"};
                }
            });
        });
    }
    // To the state verified.
    void work_on(std::int64_t id) {
        Act act;
        act.on = day("2020-06-10");
        act.deed = Deed::assign;
        act.to = 5;
        perform(office, id, act);
        act.deed = Deed::rectify;
        act.measure = "换了屋顶";
        act.evidence = {"00ff 照片.jpg"};
        perform(worker, id, act);
        act.deed = Deed::verify;
        perform(inspector, id, act);
    }
    finding::Life life(std::int64_t id) { return finding::life_of(*database, county, id); }
    Scratch scratch;
    std::unique_ptr<store::Database> database;
};

} // namespace

TEST_CASE("what a person raises goes its whole way, and every act is in its history") {
    Desk desk;
    auto const id = desk.raise("屋顶漏雨");
    desk.work_on(id);
    Act close;
    close.deed = Deed::close;
    close.on = day("2020-06-11");
    desk.perform(inspector, id, close);
    auto const found = finding::find(*desk.database, county, id).value();
    CHECK(found.state == State::closed);
    CHECK(found.closed == day("2020-06-11"));
    CHECK(found.message.zh == "屋顶漏雨");
    CHECK(finding::origin_of(*desk.database, county, id) == "inspection 3");
    auto const entries = finding::history(*desk.database, county, id);
    REQUIRE(entries.size() == 5);
    CHECK(entries[0].deed == Deed::raise);
    CHECK(entries[1].person == 5);
    CHECK(entries[2].by == "worker");
    CHECK(entries[2].measure == "换了屋顶");
    CHECK(entries[2].evidence == std::vector<std::string>{"00ff 照片.jpg"});
    CHECK(entries[3].reason == "到现场看过");
    CHECK(entries[4].to == State::closed);
}

TEST_CASE("two findings about one household stand side by side") {
    Desk desk;
    auto const one = desk.raise("屋顶漏雨"), other = desk.raise("水管冻裂");
    CHECK(one != other);
    CHECK(desk.life(one).state == State::open);
    CHECK(error_of([&] { desk.raise(""); }) == "finding_text_missing");
}

TEST_CASE("a refused act leaves finding and history as they were") {
    Desk desk;
    auto const id = desk.raise("屋顶漏雨");
    Act act;
    act.deed = Deed::verify;
    CHECK(error_of([&] { desk.perform(inspector, id, act); }) == "finding_out_of_order");
    CHECK(error_of([&] { desk.perform(inspector, 99, act); }) == "finding_unknown");
    CHECK(finding::history(*desk.database, county, id).size() == 1);
    CHECK(desk.life(id).state == State::open);
}

TEST_CASE("a check closes work the data confirm, and opens it again where they contradict") {
    Desk desk;
    desk.check("2020-06-01", {{1, "431128001001"}, {2, "431128001001"}});
    desk.work_on(1);
    Act close;
    close.deed = Deed::close;
    close.on = day("2020-06-11");
    close.data = finding::Data::contradicts;
    CHECK(error_of([&] { desk.perform(inspector, 1, close); }) == "finding_contradicted");
    close.data = finding::Data::agrees;
    desk.perform(inspector, 1, close);

    desk.check("2020-06-20", {{1, "431128001001"}, {2, "431128001001"}});
    CHECK(desk.life(1).state == State::open);
    CHECK(desk.life(1).false_closures == 1);
    CHECK(desk.life(1).due == day("2020-07-20"));
    CHECK(finding::find(*desk.database, county, 1)->times_reopened == 1);
    CHECK(finding::history(*desk.database, county, 1).back().by == "check");

    auto const faults = finding::faults(*desk.database, county, 9);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].area == "431128001");
    CHECK(faults[0].owner == "township_office");
    CHECK(faults[0].false_closures == 1);
    CHECK(faults[0].reopened == 1);

    desk.check("2020-06-30", {{2, "431128001001"}});
    CHECK(desk.life(1).state == State::closed);
    CHECK(desk.life(2).state == State::open);
    CHECK(finding::history(*desk.database, county, 2).empty()); // nobody worked on it
}

TEST_CASE("verified work that the data do not follow in time goes back to who answers for it") {
    Desk desk;
    desk.check("2020-06-01", {{1, "431128001001"}});
    desk.work_on(1);
    desk.check("2020-06-20", {{1, "431128001001"}});
    CHECK(desk.life(1).state == State::verified);
    desk.check("2020-07-02", {{1, "431128001001"}});
    CHECK(desk.life(1).state == State::assigned);
    CHECK(desk.life(1).assignee == 5);
    CHECK(desk.life(1).times_returned == 1);
}

TEST_CASE("findings are asked for by owner, by person and by being late") {
    Desk desk;
    finding::Query query;
    query.county = county;
    query.assignee = 5;
    CHECK(finding::count(*desk.database, query) == 0);
    auto const id = desk.raise("屋顶漏雨");
    desk.raise("水管冻裂");
    Act act;
    act.deed = Deed::assign;
    act.to = 5;
    desk.perform(office, id, act);
    CHECK(finding::count(*desk.database, query) == 1);
    query.assignee.reset();
    query.owner = "township_office";
    CHECK(finding::count(*desk.database, query) == 2);
    query.overdue_on = day("2020-06-16");
    CHECK(finding::count(*desk.database, query) == 0);
    query.overdue_on = day("2020-06-17");
    CHECK(finding::count(*desk.database, query) == 2);
}

TEST_CASE("of an erased record the words go, that something was done stays") {
    Desk desk;
    auto const id = desk.raise("张三家屋顶漏雨");
    desk.work_on(id);
    desk.write([&] {
        auto const findings = finding::forget(*desk.database, county, "household", 3);
        CHECK(findings == std::vector<std::int64_t>{id});
        CHECK(finding::forget_acts(*desk.database, county, findings).size() == 4);
        store::append(*desk.database, office, {county, "erase", "household record 3", "{}"});
    });
    for (auto const &entry : finding::history(*desk.database, county, id)) {
        CHECK(entry.reason.empty());
        CHECK(entry.measure.empty());
        CHECK(entry.evidence.empty());
    }
    CHECK(finding::find(*desk.database, county, id)->message.zh.empty());
}
