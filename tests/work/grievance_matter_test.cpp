// Grievances as readable histories: recognised, answered, called back, closed by another; and a
// hundred thousand random ones.
#include "work/grievance_matter.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

using namespace jingzhun;
using finding::State;
using work::GrievanceAct;
using work::Matter;
using work::Report;
using work::Standing;

namespace {

base::Date day(char const *text) { return base::parse_iso_date(text).value(); }

pack::GrievanceRules const &rules() {
    static auto const made = [] {
        pack::GrievanceRules one;
        one.levels = {"township", "county", "prefecture", "province", "nation"};
        one.handled_at = "township";
        one.escalate_days = 5;
        one.same_matter = 50;
        one.same_matter_anonymous = 80;
        one.repeat_days = 365;
        one.kinds = {{"", 15, false, "", {}},
                     {"advice", 10, true, "", {}},
                     {"investigation", 20, true, "", {}}};
        return one;
    }();
    return made;
}

Report report(std::string number, char const *on, std::string content,
              std::string household = "H1") {
    Report made;
    made.number = made.first = std::move(number);
    made.on = day(on);
    made.content = std::move(content);
    made.household = std::move(household);
    made.village = "431128101001";
    return made;
}

// Somebody acts; the acts of one history stand a second apart.
class History {
  public:
    Matter matter;
    std::string reported(Report one, char const *due = "2020-06-16") {
        auto act = by("接线员", one.on);
        act.kind = GrievanceAct::Kind::report;
        act.report = one;
        act.due = day(due);
        return take(act);
    }
    std::string assigned(std::int64_t to) {
        auto act = by("乡镇办", day("2020-06-02"));
        act.kind = GrievanceAct::Kind::assign;
        act.act.to = to;
        return take(act);
    }
    std::string answered(std::string const &who, std::vector<std::string> evidence = {"a b"}) {
        auto act = by(who, day("2020-06-10"));
        act.kind = GrievanceAct::Kind::answer;
        act.act.measure = "管道已修好";
        act.act.evidence = std::move(evidence);
        return take(act);
    }
    std::string rated(std::string const &who, bool satisfied, char const *on = "2020-06-12") {
        auto act = by(who, day(on));
        act.kind = GrievanceAct::Kind::rate;
        act.satisfied = satisfied;
        act.act.reason = "电话回访";
        return take(act);
    }
    State state() const { return matter.life->state; }

  private:
    GrievanceAct by(std::string const &who, base::Date on) {
        GrievanceAct act;
        act.act.by = who;
        act.names = {who};
        act.act.on = on;
        act.act.at = ++clock_ * 1'000'000;
        return act;
    }
    std::string take(GrievanceAct const &act) {
        auto next = work::step(rules(), matter, act);
        if (auto const *refusal = std::get_if<finding::Refusal>(&next)) return refusal->code;
        matter = std::get<Matter>(std::move(next));
        return "";
    }
    base::Instant clock_ = 0;
};

} // namespace

TEST_CASE("a grievance is answered by one, called back by another, and closed") {
    History history;
    CHECK(history.reported(report("X1", "2020-06-01", "自来水断了三个月没人管")) == "");
    CHECK(history.state() == State::open);
    CHECK(history.answered("李站长") == "finding_out_of_order"); // nobody answers for it yet
    CHECK(history.assigned(7) == "");
    CHECK(history.answered("李站长", {}) == "finding_proof_missing");
    CHECK(history.answered("李站长") == "");
    CHECK(history.rated("李站长", true) == "finding_same_hand");
    CHECK(history.rated("回访员", true) == "");
    CHECK(history.state() == State::closed);
    CHECK(work::days_to_solution(history.matter) == 11);
}

TEST_CASE("who is not satisfied gets it back; who calls again opens it again") {
    History history;
    history.reported(report("X1", "2020-06-01", "自来水断了三个月没人管"));
    history.assigned(7);
    history.answered("李站长");
    CHECK(history.rated("回访员", false) == "");
    CHECK(history.state() == State::assigned);
    history.answered("李站长");
    history.rated("回访员", true);
    CHECK(history.state() == State::closed);
    auto again = report("X2", "2020-08-20", "自来水又断了没人管");
    again.first = "X1";
    CHECK(history.reported(again, "2020-09-04") == "");
    CHECK(history.state() == State::open);
    CHECK(history.matter.life->due == day("2020-09-04"));
    CHECK(history.matter.life->false_closures == 1);
    CHECK(work::repeats(history.matter) == 1);
    CHECK(!work::days_to_solution(history.matter)); // it never was solved
    history.assigned(8);
    history.answered("李站长");
    history.rated("回访员", true, "2020-08-30");
    CHECK(work::days_to_solution(history.matter) == 90); // from the very first report
}

TEST_CASE("the person complained about neither answers nor closes") {
    History history;
    auto about = report("X1", "2020-06-01", "村主任优亲厚友");
    about.respondents = {"王大明"};
    history.reported(about);
    history.assigned(7);
    CHECK(history.answered(" 王 大明 ") == "grievance_about_you");
    CHECK(history.answered("李站长") == "");
    CHECK(history.rated("王大明", true) == "grievance_about_you");
    CHECK(history.rated("回访员", true) == "");
}

TEST_CASE("a late one goes up a level, and one more for every further stretch") {
    History history;
    history.reported(report("X1", "2020-06-01", "水"));
    auto const up = [&](char const *on) {
        return work::levels_due(rules(), *history.matter.life, day(on));
    };
    CHECK(up("2020-06-16") == 0); // the last day in time
    CHECK(up("2020-06-17") == 1);
    CHECK(up("2020-06-21") == 1);
    CHECK(up("2020-06-22") == 2);
    CHECK(up("2021-06-22") == 4); // no higher than the nation
    CHECK(work::level_now(rules(), *history.matter.life) == "township");
}

TEST_CASE(
    "the same household and the same matter in other words is a repeat; another matter is not") {
    auto const water = report("X1", "2020-06-01", "自来水断了三个月，镇里没有人管");
    auto const recognise = [&](Report const &one) {
        return work::recognise(rules(), one, {water});
    };
    auto const again = recognise(report("X2", "2020-07-01", "自来水断了快四个月了，没有人管"));
    CHECK(again.standing == Standing::repeat);
    CHECK(again.first == "X1");
    CHECK(recognise(report("X3", "2020-07-01", "低保金没有发到卡上")).standing == Standing::fresh);
    CHECK(recognise(report("X4", "2020-07-01", "自来水断了三个月，镇里没有人管", "H2")).standing ==
          Standing::fresh);
    CHECK(recognise(report("X5", "2020-06-01", "自来水断了三个月，镇里没人管")).standing ==
          Standing::duplicate);
    CHECK(recognise(report("X6", "2021-12-01", "自来水断了三个月，镇里没有人管")).standing ==
          Standing::fresh);
}

TEST_CASE("a nameless report is a repeat only where village and words agree") {
    auto const named = report("X1", "2020-06-01", "村干部优亲厚友，把低保给了自己兄弟");
    auto const nameless = [&](std::string content, std::string village) {
        auto one = report("X2", "2020-06-20", std::move(content), "");
        one.village = std::move(village);
        return work::recognise(rules(), one, {named}).standing;
    };
    CHECK(nameless("村干部优亲厚友，把低保给了他自己兄弟", named.village) == Standing::repeat);
    CHECK(nameless("村干部优亲厚友", named.village) == Standing::fresh);
    CHECK(nameless("村干部优亲厚友，把低保给了他自己兄弟", "431128101002") == Standing::fresh);
}

TEST_CASE("likeness is the same both ways, a hundred for the same, none for nothing in common") {
    CHECK(work::likeness("低保金没发", "低保金没发") == 100);
    CHECK(work::likeness("低保", "饮水") == 0);
    rc::check([] {
        auto const text = [] {
            return base::to_utf8(
                *rc::gen::container<std::u32string>(rc::gen::inRange<char32_t>(0x4e00, 0x4e10)));
        };
        auto const a = text(), b = text();
        RC_ASSERT(work::likeness(a, b) == work::likeness(b, a));
        RC_ASSERT(work::likeness(a, b) >= 0);
        RC_ASSERT(work::likeness(a, b) <= 100);
    });
}

TEST_CASE("working days pass over week-ends and holidays, calendar days do not") {
    pack::Calendar calendar;
    calendar.from = day("2020-01-01");
    calendar.to = day("2021-01-01");
    CHECK(work::due_of(rules(), calendar, "other", day("2020-06-01")) == day("2020-06-16"));
    CHECK(work::due_of(rules(), calendar, "advice", day("2020-06-01")) == day("2020-06-15"));
    pack::Holiday festival;
    festival.from = day("2020-06-08");
    festival.to = day("2020-06-09");
    calendar.holidays = {festival};
    CHECK(work::due_of(rules(), calendar, "advice", day("2020-06-01")) == day("2020-06-17"));
    CHECK_THROWS(work::due_of(rules(), calendar, "advice", day("2020-12-28")));
}

namespace {

// A random act of one of five persons, two of whom are complained about now and then.
GrievanceAct random_act(unsigned &seed, base::Instant at) {
    static std::vector<std::string> const people = {"甲", "乙", "丙", "丁", "戊"};
    auto const next = [&](unsigned below) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 16) % below;
    };
    GrievanceAct act;
    act.kind = static_cast<GrievanceAct::Kind>(next(5));
    auto const who = next(5);
    act.act.by = people[who];
    act.names = {people[who]};
    act.act.by_person = who + 1;
    act.act.at = at;
    act.act.on = base::add_days(day("2020-06-01"), static_cast<int>(at / 1'000'000));
    act.act.to = next(6);
    act.act.reason = next(8) > 0 ? "回访" : "";
    act.act.measure = next(8) > 0 ? "办了" : "";
    if (next(8) > 0) act.act.evidence = {"a b"};
    act.satisfied = next(3) > 0;
    if (act.kind != GrievanceAct::Kind::report) return act;
    auto one = report("X" + std::to_string(at), "2020-06-01", "水");
    one.on = act.act.on;
    if (next(4) == 0) one.respondents = {people[next(2)]};
    act.report = one;
    act.due = base::add_days(one.on, 15);
    return act;
}

// What must hold of a matter after every act.
std::string broken(Matter const &before, Matter const &after, GrievanceAct const &act) {
    auto const &life = *after.life;
    if (after.reports.size() < before.reports.size()) return "a report was lost";
    if (act.kind != GrievanceAct::Kind::report && work::about_the_actor(before, act.names))
        return "the person complained about acted";
    if (life.state != State::closed) return "";
    auto const was_closed = before.life && before.life->state == State::closed;
    if (act.kind == GrievanceAct::Kind::report) return "closed after a new report";
    if (was_closed) return "";
    if (life.rectified_by.empty() || life.evidence == 0) return "closed without an answer";
    if (life.verified_by.empty() || life.verified_by == life.rectified_by)
        return "closed by the hand that answered";
    if (!act.satisfied) return "closed though not satisfied";
    auto const days = work::days_to_solution(after);
    if (!days) return "closed, and no time of solution";
    return *days < life.closed->days - after.reports.front().on.days ? "time counted short" : "";
}

} // namespace

TEST_CASE("in a hundred thousand random histories no grievance is closed by its subject") {
    int closed = 0, reopened = 0;
    for (unsigned history = 0; history < 100'000; ++history) {
        unsigned seed = history * 2654435761U + 1;
        Matter matter;
        for (int i = 1; i <= 24; ++i) {
            auto act = random_act(seed, i * 1'000'000);
            if (i == 1) {
                act.kind = GrievanceAct::Kind::report;
                act.report = report("X1", "2020-06-02", "水");
                act.report->on = act.act.on;
                act.due = base::add_days(act.act.on, 15);
            }
            auto next = work::step(rules(), matter, act);
            auto const *after = std::get_if<Matter>(&next);
            if (after == nullptr) continue;
            auto const fault = broken(matter, *after, act);
            REQUIRE_MESSAGE(fault.empty(), fault << " in history " << history << " act " << i);
            closed += after->life->state == State::closed && matter.life &&
                      matter.life->state != State::closed;
            reopened +=
                after->life->times_reopened > (matter.life ? matter.life->times_reopened : 0);
            matter = *after;
        }
    }
    CHECK(closed > 10'000); // the histories do get there
    CHECK(reopened > 1'000);
}
