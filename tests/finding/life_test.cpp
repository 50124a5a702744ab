// The life of a finding: what follows what, what is refused and why, and that no history of acts
// whatever loses one, closes one without its proof, or lets one hand do what takes two.
#include "finding/life.hpp"

#include "base/catalogue.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <random>

using namespace jingzhun;
using finding::Act;
using finding::Data;
using finding::Deed;
using finding::Life;
using finding::State;

namespace {

base::Date day(char const *text) { return base::parse_iso_date(text).value(); }

Life raised() {
    Life life;
    life.id = 7;
    life.by_rule = false;
    life.opened = day("2020-06-01");
    life.due = day("2020-06-30");
    return life;
}

Life found_by_rule() {
    auto life = raised();
    life.by_rule = true;
    return life;
}

Act act(Deed deed, std::string by, std::string reason = "") {
    Act made;
    made.deed = deed;
    made.by = std::move(by);
    made.reason = std::move(reason);
    made.on = day("2020-06-10");
    made.at = 1'000'000;
    return made;
}

Act assign_to(std::int64_t person) {
    auto made = act(Deed::assign, "office");
    made.to = person;
    return made;
}

Act rectify(std::string by = "worker") {
    auto made = act(Deed::rectify, std::move(by));
    made.measure = "换了新屋顶";
    made.evidence = {"00ff 照片.jpg"};
    return made;
}

Act close_with(Data data) {
    auto made = act(Deed::close, "inspector");
    made.data = data;
    return made;
}

Life after(Life life, std::vector<Act> const &acts) {
    for (auto const &one : acts) {
        auto const next = finding::step(life, one);
        CAPTURE(finding::to_string(one.deed));
        REQUIRE(std::holds_alternative<Life>(next));
        life = std::get<Life>(next);
    }
    return life;
}

// The code of the refusal; empty where it is done.
std::string refused(Life const &life, Act const &one) {
    auto const next = finding::step(life, one);
    auto const *why = std::get_if<finding::Refusal>(&next);
    if (why == nullptr) return "";
    auto const *entry = base::find_entry(why->code);
    REQUIRE(entry != nullptr);
    // Every name in the text has its argument.
    CHECK(base::fill(entry->zh, why->arguments).find('{') == std::string::npos);
    CHECK(base::fill(entry->en, why->arguments).find('{') == std::string::npos);
    return why->code;
}

std::vector<Act> const to_rectified = {assign_to(5), rectify()};

} // namespace

TEST_CASE("a finding is assigned, rectified, verified by another and closed") {
    auto const verified =
        after(raised(), {assign_to(5), rectify(), act(Deed::verify, "inspector", "到现场看过")});
    CHECK(verified.state == State::verified);
    CHECK(verified.assignee == 5);
    CHECK(verified.evidence == 1);
    auto const closed = after(verified, {close_with(Data::none)});
    CHECK(closed.state == State::closed);
    CHECK(closed.closed == day("2020-06-10"));
}

TEST_CASE("a step out of order, or twice, says what may be done instead") {
    CHECK(refused(raised(), rectify()) == "finding_out_of_order");
    CHECK(refused(raised(), act(Deed::verify, "inspector", "看过")) == "finding_out_of_order");
    CHECK(refused(raised(), close_with(Data::none)) == "finding_out_of_order");
    auto const rectified = after(raised(), to_rectified);
    CHECK(refused(rectified, rectify()) == "finding_out_of_order");
    CHECK(refused(rectified, close_with(Data::none)) == "finding_out_of_order");
}

TEST_CASE("a closure without its proof is refused, and the proof that is missing is named") {
    auto const assigned = after(raised(), {assign_to(5)});
    auto bare = rectify();
    bare.evidence.clear();
    CHECK(refused(assigned, bare) == "finding_proof_missing");
    auto silent = rectify();
    silent.measure.clear();
    CHECK(refused(assigned, silent) == "finding_proof_missing");
    CHECK(refused(after(raised(), to_rectified), act(Deed::verify, "inspector")) ==
          "reason_missing");
}

TEST_CASE("who rectified, or answers for it, does not verify, reject or close it") {
    auto const rectified = after(raised(), to_rectified);
    CHECK(refused(rectified, act(Deed::verify, "worker", "好了")) == "finding_same_hand");
    CHECK(refused(rectified, act(Deed::reject, "worker", "不行")) == "finding_same_hand");
    auto by_assignee = act(Deed::verify, "another account", "好了");
    by_assignee.by_person = 5;
    CHECK(refused(rectified, by_assignee) == "finding_same_hand");
    auto more_time = act(Deed::extend, "another account", "下雨");
    more_time.by_person = 5;
    more_time.due = day("2020-07-30");
    CHECK(refused(after(raised(), {assign_to(5)}), more_time) == "finding_same_hand");
}

TEST_CASE("nobody decides on a finding about himself or a relative") {
    auto const rectified = after(raised(), to_rectified);
    for (auto const deed : {Deed::verify, Deed::reject, Deed::extend}) {
        auto one = act(deed, "inspector", "看过");
        one.concerned = true;
        one.due = day("2020-08-01");
        CHECK(refused(rectified, one) == "finding_concerned");
    }
}

TEST_CASE("what a rule found closes only when the data agree, whoever verified it") {
    auto const verified = after(
        found_by_rule(), {assign_to(5), rectify(), act(Deed::verify, "inspector", "到现场看过")});
    CHECK(refused(verified, close_with(Data::contradicts)) == "finding_contradicted");
    CHECK(refused(verified, close_with(Data::unknown)) == "finding_contradicted");
    CHECK(after(verified, {close_with(Data::agrees)}).state == State::closed);
    CHECK(after(verified, {act(Deed::holds_again, "check")}).state == State::closed);
}

TEST_CASE("data that still contradict when the time is over send verified work back") {
    auto const verified =
        after(found_by_rule(), {assign_to(5), rectify(), act(Deed::verify, "inspector", "看过")});
    CHECK(after(verified, {act(Deed::found_again, "check")}) == verified);
    auto late = act(Deed::found_again, "check");
    late.on = day("2020-07-01");
    auto const back = after(verified, {late});
    CHECK(back.state == State::assigned);
    CHECK(back.times_returned == 1);
    CHECK(back.verified_by.empty());
}

TEST_CASE("a closure that proves false is counted, by a check or by a look-back") {
    auto const closed =
        after(found_by_rule(), {assign_to(5), rectify(), act(Deed::verify, "inspector", "看过"),
                                close_with(Data::agrees)});
    auto const again = after(closed, {act(Deed::found_again, "check")});
    CHECK(again.state == State::open);
    CHECK(again.false_closures == 1);
    CHECK(again.times_reopened == 1);
    CHECK(again.assignee == 0);
    auto const looked = after(closed, {act(Deed::reopen, "another", "又漏雨了")});
    CHECK(looked.state == State::open);
    CHECK(looked.false_closures == 1);
    CHECK(refused(closed, act(Deed::reopen, "another")) == "reason_missing");
    CHECK(refused(closed, act(Deed::reopen, "worker", "又漏雨了")) == "finding_same_hand");
    // What the data closed and the data open again was nobody's false word.
    auto const by_data =
        after(found_by_rule(), {act(Deed::holds_again, "check"), act(Deed::found_again, "check")});
    CHECK(by_data.false_closures == 0);
    CHECK(by_data.times_reopened == 1);
}

TEST_CASE("more time needs a later day; only what is late goes up") {
    auto more = act(Deed::extend, "leader", "汛期");
    CHECK(refused(raised(), more) == "finding_due_not_later");
    more.due = day("2020-06-30");
    CHECK(refused(raised(), more) == "finding_due_not_later");
    more.due = day("2020-07-31");
    CHECK(after(raised(), {more}).due == day("2020-07-31"));
    auto up = act(Deed::escalate, "clock");
    CHECK(refused(raised(), up) == "finding_not_late");
    up.on = day("2020-07-01");
    CHECK(after(raised(), {up}).level == 1);
}

TEST_CASE("a finding changes hands with a reason, and only to somebody else") {
    auto const assigned = after(raised(), {assign_to(5)});
    auto hand_over = act(Deed::transfer, "office", "调离");
    CHECK(refused(assigned, hand_over) == "finding_person_missing");
    hand_over.to = 5;
    CHECK(refused(assigned, hand_over) == "finding_person_same");
    hand_over.to = 6;
    CHECK(after(assigned, {hand_over}).assignee == 6);
    hand_over.reason.clear();
    CHECK(refused(assigned, hand_over) == "reason_missing");
}

TEST_CASE("a clock that jumped back stops the work, not the finding") {
    auto const assigned = after(raised(), {assign_to(5)});
    auto early = rectify();
    early.at = assigned.last - 120'000'000;
    CHECK(refused(assigned, early) == "finding_clock_back");
}

namespace {

Act random_act(std::mt19937_64 &random, base::Date today, base::Instant now) {
    auto const below = [&](std::uint64_t most) { return random() % most; };
    static constexpr std::array<char const *, 4> names = {"a", "b", "c", "d"};
    Act made;
    made.deed = static_cast<Deed>(below(finding::deeds));
    auto const who = below(names.size());
    made.by = names.at(who);
    made.by_person = below(2) == 0 ? 0 : static_cast<std::int64_t>(who) + 1;
    made.at = now;
    made.on = today;
    made.to = static_cast<std::int64_t>(below(5));
    if (below(4) != 0) made.reason = "说明";
    if (below(4) != 0) made.measure = "措施";
    if (below(4) != 0) made.evidence = {"00ff 证明.jpg"};
    if (below(2) == 0) made.due = base::add_days(today, static_cast<int>(below(40)));
    made.concerned = below(6) == 0;
    made.data = static_cast<Data>(below(4));
    return made;
}

// What must be so after any act whatever; where it is not, the words say what.
std::string broken(Life const &before, Act const &done, Life const &now) {
    if (now.id != before.id || now.by_rule != before.by_rule) return "it is another finding";
    auto const closes = before.state != State::closed && now.state == State::closed;
    if ((now.state == State::closed) != now.closed.has_value()) return "closed without a day";
    if (closes && done.deed == Deed::holds_again && !now.by_rule) return "closed by no rule";
    if (closes && done.deed != Deed::holds_again) {
        if (now.rectified_by.empty() || now.evidence == 0) return "closed without rectification";
        if (now.verified_by.empty()) return "closed without verification";
        if (now.by_rule && done.data != Data::agrees) return "closed against the data";
    }
    if (!now.verified_by.empty() && now.verified_by == now.rectified_by) return "one hand did both";
    auto const decided = done.deed == Deed::verify || done.deed == Deed::close ||
                         done.deed == Deed::reject || done.deed == Deed::reopen;
    if (decided && now != before && done.concerned) return "decided about himself";
    if (decided && now != before && !before.rectified_by.empty() && done.by == before.rectified_by)
        return "decided on his own work";
    if (before.state == State::closed && done.deed == Deed::found_again && now.state != State::open)
        return "contradicted and still closed";
    if (now.false_closures < before.false_closures || now.times_reopened < before.times_reopened)
        return "what was counted is gone";
    return "";
}

std::string play(std::mt19937_64 &random) {
    auto life = random() % 2 == 0 ? raised() : found_by_rule();
    auto now = base::Instant{1'000'000};
    auto today = life.opened;
    auto const length = 5 + random() % 30;
    for (std::uint64_t i = 0; i < length; ++i) {
        now += static_cast<base::Instant>(random() % 1'000'000'000) - 100'000'000;
        today = base::add_days(today, static_cast<int>(random() % 5));
        auto const done = random_act(random, today, now);
        auto const next = finding::step(life, done);
        if (std::holds_alternative<finding::Refusal>(next)) continue;
        if (auto what = broken(life, done, std::get<Life>(next)); !what.empty()) return what;
        life = std::get<Life>(next);
    }
    return "";
}

} // namespace

TEST_CASE("in 100,000 histories none is lost, closed without proof, or decided in one hand") {
    constexpr int histories = 1'000; // a hundred times, each from a seed of its own
    CHECK(rc::check("random histories", [] {
        std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
        for (int i = 0; i < histories; ++i) {
            auto const what = play(random);
            if (!what.empty()) RC_FAIL(what);
        }
    }));
}
