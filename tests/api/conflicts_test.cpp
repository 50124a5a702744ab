// Data fights through the API: both sides with their sources, settled by whoever may, proposed and
// approved by two, never beyond one's area.
#include "api/fight.hpp"

#include "base/json.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

base::Json list(std::string const &account, std::string const &query = "") {
    auto const answered =
        fight::ask(account, "GET", "/api/conflicts?rule=conflict_enrolment" + query);
    CAPTURE(answered.body);
    REQUIRE(answered.status == 200);
    return base::read_json(answered.body, "conflicts");
}

std::int64_t total(base::Json const &page) {
    return std::get<std::int64_t>(page.find("total")->value);
}

std::int64_t id_of(base::Json const &item) {
    return std::get<std::int64_t>(item.find("finding")->find("id")->value);
}

std::string settling(std::int64_t id, std::string const &more) {
    return R"({"ids":[)" + std::to_string(id) + R"(],"reason":"到校核实")" + more + "}";
}

std::int64_t proposal_of(base::Json const &item) {
    return std::get<std::int64_t>(item.find("proposal")->find("id")->value);
}

} // namespace

TEST_CASE(
    "both sides are told with source, file and row; what lies outside is in no list or count") {
    auto const all = list("the_leader");
    CHECK(total(all) == 2);
    auto const near = list("near_leader");
    REQUIRE(total(near) == 1);
    auto const &one = near.find("items")->array()->front();
    CHECK(one.find("sides")->array()->size() == 2);
    CHECK(std::get<bool>(one.find("may_settle")->value) == false);
    std::set<std::string> sources;
    for (auto const &fact : *one.find("facts")->array())
        if (fact.find("origin")->object() != nullptr) {
            sources.insert(*fact.text("source"));
            CHECK(*fact.find("origin")->text("file") != "");
        }
    CHECK(sources.size() >= 2); // at least the survey and the list
    for (auto const &rule : *near.find("rules")->array())
        if (*rule.text("rule") == "conflict_enrolment")
            CHECK(std::get<std::int64_t>(rule.find("count")->value) == 1);
    // Like cases have one mark.
    auto const &items = *all.find("items")->array();
    CHECK(*items[0].text("alike") != "");
    CHECK(*items[0].text("alike") == *items[1].text("alike"));
}

TEST_CASE("what one proposes another approves; who may only read says nothing; the far one is not "
          "there") {
    auto const near = list("near_leader");
    auto const id = id_of(near.find("items")->array()->front());
    auto far = std::int64_t{0};
    auto const everything = list("the_leader");
    for (auto const &one : *everything.find("items")->array())
        if (id_of(one) != id) far = id_of(one);
    auto const say = [&](std::string const &account, std::int64_t which, std::string const &more) {
        return fight::ask(account, "POST", "/api/conflicts/settle", settling(which, more)).status;
    };
    CHECK(say("near_leader", id, R"(,"side":"1")") == 403);
    CHECK(say("near_approver", far, R"(,"side":"1")") == 404);
    CHECK(say("near_approver", 999999, R"(,"side":"1")") == 404);
    CHECK(say("near_reviewer", id, R"(,"side":"1")") == 403); // proposes, does not settle
    CHECK(say("near_reviewer", id, R"(,"side":"3","propose":true)") ==
          404); // there is no such side
    CHECK(fight::ask("near_reviewer", "POST", "/api/conflicts/settle",
                     R"({"ids":[)" + std::to_string(id) + R"(],"side":"1","propose":true})")
              .status == 400); // no reason
    REQUIRE(say("near_reviewer", id, R"(,"side":"1","propose":true)") == 200);
    CHECK(say("near_reviewer", id, R"(,"side":"2","propose":true)") == 409); // one waits
    auto const waiting = list("near_leader", "&state=proposed");
    REQUIRE(total(waiting) == 1);
    auto const proposal = std::to_string(proposal_of(waiting.find("items")->array()->front()));
    auto const decide = [&](std::string const &account, std::string const &approve) {
        return fight::ask(account, "POST", "/api/conflicts/decide",
                          R"({"ids":[)" + proposal + R"(],"approve":)" + approve +
                              R"(,"reason":"证据充分"})")
            .status;
    };
    CHECK(decide("near_reviewer", "true") == 403);
    CHECK(decide("near_approver", "true") == 200);
    CHECK(decide("near_approver", "true") == 404); // it waits no more
    CHECK(total(list("near_leader")) == 0);
    auto const settled = fight::ask("near_leader", "GET", "/api/conflicts/settled");
    CHECK(settled.body.find("证据充分") != std::string::npos);
    CHECK(total(list("the_leader")) == total(everything) - 1);
}

TEST_CASE("nobody approves what he proposed himself; what is rejected is open again") {
    auto const open = list("the_leader");
    auto const id = id_of(open.find("items")->array()->front());
    REQUIRE(fight::ask("the_approver", "POST", "/api/conflicts/settle",
                       settling(id, R"(,"side":"neither","propose":true)"))
                .status == 200);
    auto const waiting = list("the_leader", "&state=proposed");
    auto const proposal = std::to_string(proposal_of(waiting.find("items")->array()->front()));
    auto const decide = [&](std::string const &account, std::string const &approve) {
        return fight::ask(account, "POST", "/api/conflicts/decide",
                          R"({"ids":[)" + proposal + R"(],"approve":)" + approve +
                              R"(,"reason":"再核"})")
            .status;
    };
    CHECK(decide("the_approver", "true") == 403);
    CHECK(decide("near_approver", "false") == 404); // beyond his township
    CHECK(decide("other_approver", "false") == 200);
    CHECK(total(list("the_leader", "&state=proposed")) == 0);
    // An approver settles by himself where no second person is asked for.
    CHECK(fight::ask("other_approver", "POST", "/api/conflicts/settle",
                     settling(id, R"(,"side":"2")"))
              .status == 200);
    CHECK(total(list("the_leader")) == total(open) - 1);
}
