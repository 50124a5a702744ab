// Random histories of acts: whatever people try, no separation is broken, no step is skipped, no
// notice cut short, and what is refused changes nothing.
#include "work/small_procedure.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <map>

using namespace jingzhun;
using namespace small;
using work::ActKind;

namespace {

constexpr int acts_max = 24;

// The same number of histories in every run; JINGZHUN_HISTORIES asks for more.
std::size_t histories() {
    char const *asked = std::getenv("JINGZHUN_HISTORIES");
    return asked == nullptr ? 3'000 : std::strtoull(asked, nullptr, 10);
}

struct Dice {
    rc::Random random;
    std::uint64_t roll(std::uint64_t sides) { return random.next() % sides; }
    template <class Item> Item const &pick(std::vector<Item> const &items) {
        return items[roll(items.size())];
    }
};

// Whose turn it is.
std::string right_person(ActKind kind, std::string const &step) {
    if (kind == ActKind::uphold || kind == ActKind::dismiss) return "乡审核";
    if (step == "review") return "乡审核";
    if (step == "approve") return "县审批";
    return step == "help" ? "乡录入" : "村文书";
}

// What would go on, two times of three; else anything.
work::Act random_act(Dice &dice, pack::Procedure const &procedure, work::Case const &one,
                     base::Date &today) {
    if (dice.roll(4) != 0) today = base::add_days(today, static_cast<int>(dice.roll(9)));
    bool const sensible = dice.roll(3) != 0;
    auto const *turn = procedure.find_step(one.step);
    auto kind = static_cast<ActKind>(dice.roll(7));
    if (kind == ActKind::withdraw && dice.roll(12) != 0) kind = ActKind::step;
    if (sensible && one.acts.empty()) kind = ActKind::open;
    else if (sensible) {
        kind = ActKind::step;
        if (turn != nullptr && turn->notice && work::standing_notice(one) == nullptr)
            kind = ActKind::post;
        if (work::open_objections(one) > 0)
            kind = dice.roll(2) == 0 ? ActKind::uphold : ActKind::dismiss;
    }
    auto const step = sensible && dice.roll(5) != 0 ? one.step : dice.pick(procedure.steps).id;
    auto const who = dice.roll(3) != 0 ? right_person(kind, step) : dice.pick(people()).name;
    auto made = act(kind, who, today, step);
    if (dice.roll(12) == 0) made.on = base::add_days(today, static_cast<int>(dice.roll(9)) - 4);
    made.outcome = dice.roll(6) == 0 ? static_cast<work::Outcome>(dice.roll(3)) : made.outcome;
    made.reason = dice.roll(8) == 0 ? "" : "理由";
    made.text = "异议";
    if (made.step == "apply") made.records = application(dice.roll(6) == 0 ? "a.exe" : "a.pdf");
    if (made.step == "vote")
        made.records = votes(30, static_cast<std::int64_t>(20 + dice.roll(14)),
                             static_cast<std::int64_t>(8 + dice.roll(14)));
    return made;
}

// The order of the steps, followed once more and on its own; "" where all is well.
std::string check_order(work::Case const &one) {
    static std::vector<std::string> const order = {"apply", "vote", "notice", "review", "approve"};
    std::size_t turn = 0;
    for (auto const &act : one.acts) {
        if (act.step == "help" || act.kind == ActKind::open) continue;
        if (turn >= order.size()) return "an act after the end";
        if (act.kind == ActKind::uphold) turn = 1;
        if (act.kind != ActKind::step) continue;
        if (act.step != order[turn]) return act.step + " instead of " + order[turn];
        if (act.outcome == work::Outcome::back) turn = act.step == "review" ? 1 : 3;
        else if (act.outcome == work::Outcome::reject) turn = order.size();
        else ++turn;
    }
    bool const ended = turn >= order.size();
    if (one.state == work::CaseState::withdrawn) return "";
    if (ended != (one.state != work::CaseState::open)) return "ended, or not, against its steps";
    return ended || one.acts.empty() || one.step == order[turn] ? "" : "whose turn is it";
}

std::string check_hands(work::Case const &one) {
    static auto const made = procedure();
    std::map<std::string, pack::Operation> did;
    for (auto const &deed : work::deeds_of(made, one)) {
        auto const [first, is_new] = did.emplace(deed.account, deed.operation);
        if (!is_new && first->second != deed.operation) return deed.account + " has two hands";
    }
    return "";
}

// Every notice that was passed stood its seven days without an objection left open, and time runs
// forward.
std::string check_time(work::Case const &one) {
    base::Date last{0};
    base::Date posted = base::date_max; // not yet
    int objections = 0;
    for (auto const &act : one.acts) {
        if (act.on < last) return "a day before the last";
        last = act.on;
        if (act.kind == ActKind::post) posted = act.on;
        objections += act.kind == ActKind::object;
        if (act.kind == ActKind::dismiss) --objections;
        if (act.kind == ActKind::uphold) {
            objections = 0;
            posted = base::date_max;
        }
        bool const passed = act.kind == ActKind::step && act.step == "notice";
        if (!passed) continue;
        if (act.on.days - posted.days < 8) return "a notice was cut short";
        if (objections > 0) return "an objection was left open";
        posted = base::date_max;
    }
    bool const helped = std::ranges::find(one.acts, "help", &work::Taken::step) != one.acts.end();
    return one.state == work::CaseState::done && !helped ? "done without help" : "";
}

bool same(work::Case const &a, work::Case const &b) {
    return a.acts.size() == b.acts.size() && a.step == b.step && a.state == b.state &&
           a.notices.size() == b.notices.size() && a.objections.size() == b.objections.size() &&
           a.last_on == b.last_on && a.since == b.since;
}

struct Tally {
    std::size_t acts = 0, taken = 0, done = 0;
    std::map<std::string, std::size_t> refused;
};

// "" where everything holds after every act.
std::string live(std::uint64_t seed, Tally &tally) {
    static auto const made = procedure();
    Dice dice{rc::Random(seed)};
    base::Date today{17'000};
    auto one = fresh();
    for (int i = 0; i < acts_max; ++i) {
        auto const wanted = random_act(dice, made, one, today);
        auto const before = one;
        auto applied = work::apply(world(wanted.account, today), made, one, wanted);
        ++tally.acts;
        if (!same(before, one)) return "an act changed what it was given";
        if (auto *after = std::get_if<work::Case>(&applied)) {
            ++tally.taken;
            one = std::move(*after);
        } else {
            auto const refusals = codes(applied);
            if (refusals.empty()) return "refused without a reason";
            ++tally.refused[refusals.front()];
        }
        for (auto const &wrong : {check_order(one), check_hands(one), check_time(one)})
            if (!wrong.empty()) return fmt::format("seed {}, act {}: {}", seed, i, wrong);
    }
    tally.done += one.state == work::CaseState::done;
    return "";
}

} // namespace

TEST_CASE("in random histories no step is skipped and no hand does two things") {
    Tally tally;
    auto const count = histories();
    std::string wrong;
    CHECK(rc::check("a history holds", [&] {
        auto const seed = *rc::gen::arbitrary<std::uint64_t>();
        for (std::uint64_t i = 0; i < count / 100 && wrong.empty(); ++i)
            wrong = live(seed + i * 0x9E3779B97F4A7C15U, tally);
        RC_ASSERT(wrong == "");
    }));
    MESSAGE("acts tried " << tally.acts << ", taken " << tally.taken << ", cases done "
                          << tally.done);
    for (auto const &[code, times] : tally.refused) MESSAGE(code << " " << times);
    CHECK(tally.taken > tally.acts / 20);
    CHECK(tally.done > 0);
    for (auto const *code :
         {"case_closed", "case_step_order", "case_step_twice", "case_clock_back", "case_day_ahead",
          "duty_separated", "case_wrong_person", "case_condition_unmet", "case_document_kind",
          "case_relative", "case_notice_stands", "case_reason_missing", "case_objection_late"})
        CHECK_MESSAGE(tally.refused.contains(code), std::string(code) << " was never tried");
}
