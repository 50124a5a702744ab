// What an act makes of a case, act by act.
#include "work/small_procedure.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace small;
using work::ActKind;
using Codes = std::vector<std::string>;

namespace {

base::Date day(int number) { return {17'000 + number}; }

work::Case must(work::Applied applied) {
    REQUIRE(codes(applied).empty());
    return std::get<work::Case>(std::move(applied));
}

work::Act step(std::string const &id, std::string const &who, int on,
               pack::RecordValues records = {}) {
    auto made = act(ActKind::step, who, day(on), id);
    made.records = std::move(records);
    return made;
}

work::Act with_reason(work::Act made, std::string reason) {
    made.reason = std::move(reason);
    return made;
}

// Open, applied for and voted on, on the third day; the notice is next.
work::Case voted() {
    auto one = must(take(fresh(), act(ActKind::open, "村文书", day(1))));
    one = must(take(one, step("apply", "村文书", 2, application("a.pdf"))));
    return must(take(one, step("vote", "村文书", 3, votes(30, 24, 20))));
}

work::Case at_review() {
    auto one = must(take(voted(), act(ActKind::post, "村文书", day(4))));
    return must(take(one, step("notice", "村文书", 12)));
}

} // namespace

TEST_CASE("a case goes its way: steps in order, a notice that stands, the end") {
    auto one = at_review();
    CHECK(one.step == "review");
    one = must(take(one, step("review", "乡审核", 13)));
    one = must(take(one, step("help", "乡录入", 14)));
    CHECK(one.step == "approve");
    one = must(take(one, step("approve", "县审批", 15)));
    CHECK(one.state == work::CaseState::done);
    CHECK(one.step.empty());
    CHECK(one.acts.size() == 8);
    CHECK(codes(take(one, step("approve", "县审批", 16))) == Codes{"case_closed"});
}

TEST_CASE("a notice shows what is listed, with its days put in") {
    auto const one = must(take(voted(), act(ActKind::post, "村文书", day(4))));
    REQUIRE(one.notices.size() == 1);
    CHECK(one.notices[0].until == day(11));
    CHECK(one.notices[0].text.zh == "赞成20票，到" + base::to_string(day(11)));
    CHECK(one.notices[0].lines.size() == 1);
    CHECK(codes(take(one, step("notice", "村文书", 11))) == Codes{"case_notice_stands"});
    CHECK(codes(take(one, act(ActKind::post, "村文书", day(5)))) == Codes{"case_notice_posted"});
}

TEST_CASE("what is missing is said at once, with what is wrong") {
    auto const opened = must(take(fresh(), act(ActKind::open, "村文书", day(1))));
    CHECK(codes(take(opened, step("apply", "村文书", 2))) == Codes{"case_record_missing"});
    CHECK(codes(take(opened, step("apply", "村文书", 2, application("a.doc")))) ==
          Codes{"case_document_kind"});
    auto const applied = must(take(opened, step("apply", "村文书", 2, application("a.pdf"))));
    CHECK(codes(take(applied, step("vote", "村文书", 3))) ==
          Codes{"case_record_missing", "case_record_missing", "case_record_missing"});
    CHECK(codes(take(applied, step("vote", "村文书", 3, votes(30, 24, 12)))) ==
          Codes{"case_condition_unmet"});
    CHECK(codes(take(applied, step("vote", "亲属", 3, votes(30, 24, 20)))) ==
          Codes{"case_relative"});
}

TEST_CASE("out of order, twice, by whom it is not up to, at the wrong time") {
    auto const one = voted();
    CHECK(codes(take(one, step("review", "乡审核", 4))) == Codes{"case_step_order"});
    CHECK(codes(take(one, step("vote", "村文书", 4, votes(30, 24, 20)))) ==
          Codes{"case_step_twice"});
    CHECK(codes(take(one, act(ActKind::post, "乡审核", day(4)))) == Codes{"case_wrong_person"});
    CHECK(codes(take(one, act(ActKind::post, "村文书", day(2)))) == Codes{"case_clock_back"});
    auto early = act(ActKind::post, "村文书", day(5));
    early.at = day(1).days * day_microseconds;
    CHECK(codes(take(one, early)) == Codes{"case_clock_back"});
    static auto const made = procedure();
    CHECK(codes(work::apply(world("村文书", day(4)), made, one,
                            act(ActKind::post, "村文书", day(9)))) == Codes{"case_day_ahead"});
}

TEST_CASE("who recorded does not review, whatever roles are held") {
    auto one = must(take(fresh(), act(ActKind::open, "一身二任", day(1))));
    one = must(take(one, step("apply", "村文书", 2, application("a.pdf"))));
    one = must(take(one, step("vote", "村文书", 3, votes(30, 24, 20))));
    one = must(take(one, act(ActKind::post, "村文书", day(4))));
    one = must(take(one, step("notice", "村文书", 12)));
    CHECK(codes(take(one, step("review", "一身二任", 13))) == Codes{"duty_separated"});
}

TEST_CASE("a late step is up to the level above") {
    auto const one = at_review(); // since day 12, ten days
    CHECK(codes(take(one, step("review", "乡审核", 23))) == Codes{"case_late"});
    CHECK(must(take(one, step("review", "县审核", 23))).step == "approve");
    CHECK(must(take(one, step("review", "乡审核", 22))).step == "approve");
}

TEST_CASE("an upheld objection leads back, a dismissed one does not; until then nothing goes on") {
    auto const posted = must(take(voted(), act(ActKind::post, "村文书", day(4))));
    auto objection = act(ActKind::object, "村会计", day(5));
    CHECK(codes(take(posted, objection)) == Codes{"case_reason_missing"});
    objection.text = "有车";
    auto const objected = must(take(posted, objection));
    CHECK(codes(take(objected, step("notice", "村文书", 12))) == Codes{"case_objection_open"});
    auto const dismiss = with_reason(act(ActKind::dismiss, "乡审核", day(6)), "车已卖");
    CHECK(must(take(objected, dismiss)).step == "notice");
    auto const upheld =
        must(take(objected, with_reason(act(ActKind::uphold, "乡审核", day(6)), "属实")));
    CHECK(upheld.step == "vote");
    CHECK(work::standing_notice(upheld) == nullptr);
    objection.on = day(12);
    objection.at = day(12).days * day_microseconds;
    CHECK(codes(take(posted, objection)) == Codes{"case_objection_late"});
}

TEST_CASE("the end waits for what must be done beside the order") {
    auto one = at_review();
    one = must(take(one, step("review", "乡审核", 13)));
    CHECK(codes(take(one, step("approve", "县审批", 15))) == Codes{"case_step_needed"});
}

TEST_CASE("a return, a no and a withdrawal say why") {
    auto returned = step("review", "乡审核", 13);
    returned.outcome = work::Outcome::back;
    CHECK(codes(take(at_review(), returned)) == Codes{"case_reason_missing"});
    CHECK(must(take(at_review(), with_reason(returned, "签字不全"))).step == "vote");
    auto rejected = step("review", "乡审核", 13);
    rejected.outcome = work::Outcome::reject;
    CHECK(codes(take(at_review(), with_reason(rejected, "不"))) == Codes{"case_outcome_none"});
    auto const withdrawn =
        must(take(at_review(), with_reason(act(ActKind::withdraw, "村文书", day(13)), "撤回")));
    CHECK(withdrawn.state == work::CaseState::withdrawn);
}
