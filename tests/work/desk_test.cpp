// Cases in a store: all or nothing, what was seen is kept, what is decided is stated, and the
// ledger bears it out.
#include "work/desk.hpp"

#include "check/small_store.hpp"
#include "register/frozen.hpp"
#include "register/verify.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;
using work::ActKind;

namespace {

base::Date day(int number) { return base::add_days(*base::make_date(2021, 3, 1), number); }

struct County {
    small::Store store{6};
    base::Instant now = base::now();

    work::Desk desk(std::string const &who) {
        return {*store.database,
                small::policy(),
                small::county,
                {who, "", ""},
                who,
                [](pack::Operation, std::string const &, std::string const &) { return true; },
                *base::make_date(2026, 11, 1),
                ++now};
    }
    std::int64_t open(std::string const &key) {
        auto const done =
            work::open_cases(desk("村文书"), {"include_monitored", {key}, "", day(0), ""});
        return std::get<std::vector<work::Case>>(done).front().id;
    }
    work::Done take(std::int64_t id, ActKind kind, std::string const &step, std::string const &who,
                    int on, pack::RecordValues records = {}) {
        work::ActRequest request;
        request.cases = {id};
        request.act.kind = kind;
        request.act.step = step;
        request.act.on = day(on);
        request.act.records = std::move(records);
        return work::act(desk(who), request);
    }
    std::int64_t events() { return store::last_sequence(*store.database, small::county); }
    work::Case read(std::int64_t id) {
        return work::require_case(*store.database, small::county, id);
    }
};

pack::RecordValue text(std::string value) { return {base::Value{std::move(value)}, {}}; }
pack::RecordValue number(std::int64_t value) { return {base::Value{value}, {}}; }

// What each step of the inclusion records where all is well.
pack::RecordValues records_of(std::string const &step, int on) {
    if (step == "clue")
        return {{"channel", text("departments")},
                {"found", number(day(on).days)},
                {"clue_text", text("自付较大")}};
    if (step == "household_check")
        return {{"kind", text("edge")},
                {"risk", text("illness")},
                {"income", number(450'000)},
                {"spending", number(1'200'000)},
                {"commitment", text("承诺.pdf")}};
    if (step == "comparison")
        return {{"comparison_doc", text("比对.pdf")}, {"explained", number(1)}};
    if (step == "assess")
        return {{"eligible", number(30)},
                {"present", number(24)},
                {"in_favour", number(20)},
                {"minutes", text("记录.pdf")},
                {"attendees", {{}, {"甲", "乙", "丙"}}}};
    if (step == "notice") return {{"photo", text("公示.jpg")}};
    if (step == "township_review") return {{"opinion", text("同意")}};
    return {};
}

bool taken(work::Done const &done) { return std::holds_alternative<std::vector<work::Case>>(done); }

// The whole way in twelve days.
void include(County &county, std::int64_t id) {
    REQUIRE(taken(county.take(id, ActKind::step, "clue", "村文书", 0, records_of("clue", 0))));
    struct Way {
        char const *step, *who;
        int on;
    };
    for (auto const &[step, who, on] : std::initializer_list<Way>{{"household_check", "村文书", 1},
                                                                  {"comparison", "县审核", 2},
                                                                  {"assess", "村文书", 3}})
        REQUIRE(taken(county.take(id, ActKind::step, step, who, on, records_of(step, on))));
    REQUIRE(taken(county.take(id, ActKind::post, "", "村文书", 4)));
    REQUIRE(
        taken(county.take(id, ActKind::step, "notice", "村文书", 10, records_of("notice", 10))));
    REQUIRE(taken(county.take(id, ActKind::step, "township_review", "乡审核", 11,
                              records_of("township_review", 11))));
    REQUIRE(taken(county.take(id, ActKind::step, "county_decision", "县审批", 12)));
}

} // namespace

TEST_CASE("an approval states what the pack says, and what it saw can be shown again") {
    County county;
    auto const id = county.open("H0");
    include(county, id);
    auto const one = county.read(id);
    CHECK(one.state == work::CaseState::done);
    auto const &definition = *small::policy().find_register("monitored");
    auto const entry = registry::read_record(*county.store.database, small::policy(), definition,
                                             small::county, "H0|2021-03-13");
    REQUIRE(entry);
    CHECK(entry->origins[definition.field_index("kind")]->source == "case");
    int kept = 0;
    for (auto const &act : one.acts) {
        CHECK(act.position > 0);
        if (act.frozen == 0) continue;
        ++kept;
        auto const frozen =
            registry::find_frozen(*county.store.database, small::county, act.frozen);
        REQUIRE(frozen);
        CHECK(frozen->records.size() > 1); // the household and its members
        CHECK(registry::check_frozen(*county.store.database, *frozen).empty());
    }
    CHECK(kept == 2);
}

TEST_CASE("a refused act leaves the store as it was") {
    County county;
    auto const id = county.open("H1");
    auto const events = county.events();
    CHECK(!taken(county.take(id, ActKind::step, "assess", "村文书", 0, records_of("assess", 0))));
    CHECK(!taken(county.take(id, ActKind::step, "clue", "村文书", 0)));
    CHECK(!taken(
        work::open_cases(county.desk("村文书"), {"include_monitored", {"H1"}, "", day(1), ""})));
    CHECK(county.events() == events);
    CHECK(county.read(id).acts.size() == 1);
}

TEST_CASE("random acts in a store: cases stay in order and the ledger verifies") {
    static std::vector<std::string> const people = {"村文书", "乡审核", "县审核", "县审批"};
    static std::vector<std::string> const steps = {
        "clue",   "household_check", "comparison",     "assess",
        "notice", "township_review", "county_decision"};
    County county;
    std::vector<std::int64_t> const ids = {county.open("H0"), county.open("H1"), county.open("H2")};
    rc::Random random(7);
    auto const roll = [&](std::uint64_t sides) { return random.next() % sides; };
    int acts = 0;
    for (int i = 0; i < 240; ++i) {
        auto const id = ids[roll(ids.size())];
        auto const before = county.read(id);
        auto const events = county.events();
        auto const on = static_cast<int>(roll(4)) + (before.last_on.days - day(0).days);
        auto const &step =
            roll(3) == 0 || before.step.empty() ? steps[roll(steps.size())] : before.step;
        auto const kind = before.step == "notice" && work::standing_notice(before) == nullptr
                              ? ActKind::post
                              : ActKind::step;
        auto const done =
            county.take(id, kind, step, people[roll(people.size())], on, records_of(step, on));
        auto const after = county.read(id);
        acts += taken(done);
        CHECK(after.acts.size() == before.acts.size() + (taken(done) ? 1 : 0));
        CHECK((county.events() == events) == !taken(done));
    }
    CHECK(acts > 10);
    registry::VerifyOptions const options;
    CHECK(registry::verify(*county.store.database, options).problems.empty());
}
