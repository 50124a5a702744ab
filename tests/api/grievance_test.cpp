// Grievances through the API: recognised while one types, anonymous ones too, never handled by whom
// they are about, closed by a call back of another hand.
#include "api/own_towns.hpp"

using namespace towns;

namespace {

std::string report(std::string const &content, std::string const &more = "") {
    return R"({"content":")" + content + R"(","on":"2020-11-02","area":")" +
           village_of(Side::inside) + "\"" + more + "}";
}

std::string take_in(std::string const &content, std::string const &more = "") {
    return text(own().json("office", "POST", "/api/grievances", report(content, more), 201),
                "number");
}

std::string act(std::string const &number, std::string const &who, std::string const &body) {
    return own().code(who, "POST", "/api/grievances/" + number + "/act", body);
}

std::string person() {
    auto const persons = own().json("county_office", "GET", "/api/grievances/persons");
    REQUIRE_FALSE(persons.array()->empty());
    return std::to_string(number(persons.array()->front(), "record"));
}

} // namespace

TEST_CASE("a report is recognised while it is typed, and taken in by whoever may") {
    auto const first = take_in("自来水断了三个月没人管", R"(,"claimant":"甲某")");
    auto const seen = own().json("office", "POST", "/api/grievances/similar",
                                 report("自来水断了三个月没有人管", R"(,"claimant":"甲某")"));
    CHECK(text(seen, "standing") == "duplicate");
    CHECK(text(seen, "matter") == first);
    CHECK(number(array(seen, "similar").front(), "likeness") > 60);
    CHECK(own().code("leader", "POST", "/api/grievances", report("路断了")) == "access_refused");
    CHECK(own().code("recorder", "GET", "/api/grievances") == "access_refused");
    auto const elsewhere = R"({"content":"路断了","area":")" + village_of(Side::outside) + "\"}";
    CHECK(own().code("office", "POST", "/api/grievances", elsewhere) == "access_refused");
    CHECK(own().code("office", "POST", "/api/grievances",
                     R"({"content":"","area":")" + village_of(Side::inside) + "\"}") ==
          "grievance_incomplete");
}

TEST_CASE("an anonymous report is taken in; late ones stand first; claimants are shown in part") {
    auto const anonymous = take_in("村干部吃拿卡要");
    auto const named = take_in("危房一直没有改造", R"(,"claimant":"张三丰","phone":"13900001111")");
    auto const list = own().json("leader", "GET", "/api/grievances?state=late");
    REQUIRE(array(list, "items").size() >= 2);
    std::int64_t before = INT64_MAX;
    for (auto const &one : array(list, "items")) {
        CHECK(number(one, "late") <= before);
        before = number(one, "late");
        if (text(one, "number") == anonymous) CHECK(std::get<bool>(one.find("anonymous")->value));
    }
    auto const seen = own().ask("leader", "GET", "/api/grievances/" + named).body;
    CHECK(seen.find("张三丰") == std::string::npos);
    CHECK(seen.find("13900001111") == std::string::npos);
    CHECK(own().ask("inspector", "GET", "/api/grievances/" + named).body.find("张三丰") !=
          std::string::npos);
}

TEST_CASE("assigned, answered, called back by another; what lies outside is not there") {
    auto const number = take_in("低保没有评上");
    CHECK(act(number, "office", R"({"act":"assign"})") == "member_missing");
    CHECK(act(number, "leader", R"({"act":"assign","to":)" + person() + "}") == "access_refused");
    CHECK(act(number, "office", R"({"act":"assign","to":)" + person() + "}").empty());
    CHECK(act(number, "office", R"({"act":"answer","answer":"已评议","evidence":["00 证明.txt"]})")
              .empty());
    CHECK(act(number, "office", R"({"act":"rate","satisfied":true,"reason":"电话"})") ==
          "access_refused");
    auto const seen = own().json("reviewer", "GET", "/api/grievances/" + number);
    REQUIRE(array(seen, "acts").size() == 1);
    CHECK(std::get<std::string>(array(seen, "acts").front().value) == "rate");
    CHECK(act(number, "reviewer", R"({"act":"rate","satisfied":true})") == "member_missing");
    CHECK(act(number, "reviewer", R"({"act":"rate","satisfied":true,"reason":"电话回访本人"})")
              .empty());
    auto const closed = own().json("leader", "GET", "/api/grievances/" + number);
    CHECK(std::get<bool>(closed.find("matter")->find("solved")->value));
    CHECK(own().code("leader", "GET", "/api/grievances/nothing") == "grievance_unknown");
    auto const foreign = own().towns().key("grievance", Side::outside);
    CHECK(own().code("leader", "GET", "/api/grievances/" + foreign) == "grievance_unknown");
}

TEST_CASE("nobody acts on what is about himself") {
    auto const number = take_in("复核人员收钱", R"(,"respondents":"the_reviewer")");
    act(number, "office", R"({"act":"assign","to":)" + person() + "}");
    act(number, "office", R"({"act":"answer","answer":"已核实","evidence":["00 证明.txt"]})");
    auto const seen = own().json("reviewer", "GET", "/api/grievances/" + number);
    CHECK(std::get<bool>(seen.find("about_you")->value));
    CHECK(array(seen, "acts").empty());
    CHECK(act(number, "reviewer", R"({"act":"rate","satisfied":true,"reason":"电话"})") ==
          "grievance_about_you");
}

TEST_CASE("late ones go up, once a stretch; the report counts by the level of the first report") {
    take_in("饮水管网冻裂", R"(,"level":"nation","channel":"hotline")");
    auto const up = own().json("county_office", "POST", "/api/grievances/escalate", "{}");
    CHECK_FALSE(array(up, "numbers").empty());
    CHECK(array(own().json("county_office", "POST", "/api/grievances/escalate", "{}"), "numbers")
              .empty());
    auto const counts = own().json("leader", "GET", "/api/grievances/report");
    CHECK(number(counts.array()->back(), "late") > 0);
    CHECK(number(counts.array()->back(), "oldest_days") > 0);
}
