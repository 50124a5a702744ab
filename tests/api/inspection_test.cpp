// Inspections and draws through the API: planned by lot, hidden until their day, answered with what
// the answers will raise shown before; drawn once, and drawn again to the same.
#include "api/own_towns.hpp"

#include "survey/draw_book.hpp"
#include "survey/store_frame.hpp"

using namespace towns;

namespace {

std::string const members =
    R"("members":[{"team":"一组","name":"甲","unit":"县纪委"},{"team":"一组","name":"乙","unit":"审计局"}])";

std::string plan_of(std::string const &month) {
    return R"({"month":")" + month +
           R"(","questionnaire":"exit_check","level":"township","seed":"3.5.6/",)" + members + "}";
}

// The inspection of the township whose roles are asked.
std::string number_in(std::string const &month) {
    auto const list = own().json("county_inspector", "GET", "/api/inspections?month=" + month);
    for (auto const &one : *list.array())
        if (text(one, "area") == town_of(Side::inside)) return text(one, "number");
    FAIL("nobody goes to the township");
    return "";
}

std::string answers_of(std::string const &key, std::string const &more = "") {
    return R"({"subject":")" + key +
           R"(","answers":{"standing":"已脱贫","people":"3","income_stable":"是","food_and_clothing":"是",)"
           R"("children_at_school":"是","insured":"是","house_safe":"是","water_safe":"否","helper_known":"是",)"
           R"("recognises":"是")" +
           more + "}}";
}

} // namespace

TEST_CASE("a month is planned once, by whoever inspects the whole county") {
    CHECK(own().code("inspector", "POST", "/api/inspections", plan_of("2020-11")) ==
          "access_refused");
    auto const planned =
        own().json("county_inspector", "POST", "/api/inspections", plan_of("2020-11"), 201);
    CHECK(planned.array()->size() > 5);
    CHECK(own().code("county_inspector", "POST", "/api/inspections", plan_of("2020-11")) ==
          "inspection_planned");
    auto const seen = own().json("leader", "GET", "/api/inspections?month=2020-11");
    CHECK(seen.array()->size() == 1); // of his township
    CHECK(own().code("leader", "GET", "/api/inspections/DC2020-11-999") == "inspection_unknown");
}

TEST_CASE("where and who is hidden until the day from those who do not inspect") {
    own().json("county_inspector", "POST", "/api/inspections", plan_of("2099-03"), 201);
    auto const hidden = own().json("leader", "GET", "/api/inspections?month=2099-03");
    REQUIRE(hidden.array()->size() == 1);
    CHECK(text(hidden.array()->front(), "place").empty());
    CHECK(text(hidden.array()->front(), "day").empty());
    CHECK(array(hidden.array()->front(), "members").empty());
    auto const known = own().json("inspector", "GET", "/api/inspections?month=2099-03");
    CHECK_FALSE(text(known.array()->front(), "place").empty());
    CHECK(own().code("inspector", "POST", "/api/inspections/" + number_in("2099-03") + "/answers",
                     answers_of(own().towns().key("household", Side::inside))) ==
          "inspection_early");
}

TEST_CASE("answers show what they will raise, raise it once, and come to shares with their sums") {
    auto const of = "/api/inspections/" + number_in("2020-11");
    auto const key = own().towns().key("household", Side::inside);
    auto const look = own().json("inspector", "POST", of + "/look", answers_of(key));
    CHECK(array(look, "findings").size() == 1);
    CHECK(text(array(look, "findings").front(), "id") == "wrong_exit");
    CHECK(number(look, "unanswered") == 0);
    auto const outside =
        own().json("inspector", "POST", of + "/look",
                   R"({"subject":")" + key + R"(","answers":{"standing":"一般农户"}})");
    for (auto const &question : array(outside, "questions"))
        if (text(question, "id") == "helper_known")
            CHECK(std::get<bool>(question.find("asked")->value) == false);

    auto const foreign = own().towns().key("household", Side::outside);
    CHECK(own().code("inspector", "POST", of + "/answers", answers_of(foreign)) ==
          "record_unknown");
    CHECK(own().code("leader", "POST", of + "/answers", answers_of(key)) == "access_refused");
    CHECK(own().code("inspector", "POST", of + "/answers",
                     answers_of(key, R"(,"no_such_question":"是")")) ==
          "inspection_question_unknown");
    auto const recorded = own().json("inspector", "POST", of + "/answers", answers_of(key));
    REQUIRE(array(recorded, "raised").size() == 1);
    CHECK(text(array(recorded, "raised").front(), "state") == "open");
    CHECK(
        array(own().json("inspector", "POST", of + "/answers", answers_of(key)), "raised").empty());

    auto const file = own().json("leader", "GET", of);
    CHECK(array(file, "answers").size() == 1);
    CHECK(array(file, "findings").size() == 1);
    auto const shares = own().json("leader", "GET", "/api/acceptance?month=2020-11");
    auto const &rate = array(shares.array()->front(), "rates").front();
    CHECK(text(rate, "id") == "wrong_exit_rate");
    CHECK(number(rate, "part") == 3);
    CHECK(number(rate, "whole") == 3);
    CHECK(std::get<bool>(rate.find("within")->value) == false);
}

TEST_CASE("a look-back needs something that was closed") {
    CHECK(own().code("county_inspector", "POST", "/api/look-backs",
                     R"({"month":"2020-11","percent":10,"seed":"1/"})") == "look_back_nothing");
    CHECK(own().code("county_inspector", "POST", "/api/look-backs",
                     R"({"month":"2020-11","percent":0,"seed":"1/"})") == "request_malformed");
    CHECK(own().code("inspector", "POST", "/api/look-backs/999999",
                     R"({"result":"holds","reason":"看过"})") == "look_back_unknown");
}

TEST_CASE("a draw is sealed before its seed, drawn once, and comes out the same when drawn again") {
    std::string const plan_text =
        "[draw]\nname = \"2020-12\"\ntitle = { zh = \"抽样\", en = \"Draw\" "
        "}\nseed_source = \"开奖号码\"\nseed_on = 2020-12-01\n[draw.frame]\n"
        "register = \"household\"\n[[draw.stage]]\nof = \"unit\"\ntake = 1\n";
    auto const too_late = "{\"plan\":" + base::quote_json(plan_text) + "}";
    CHECK(own().code("county_inspector", "POST", "/api/draws", too_late) == "draw_seed_known");
    CHECK(own().code("leader", "POST", "/api/draws", too_late) == "access_refused");
    auto const plan = pack::parse_draw_plan(plan_text, "plan");
    auto const database = store::open(own().address(), store::Access::write);
    auto const frame = survey::frame_of(*database, china(), plan, county, INT64_MAX);
    survey::seal_draw(*database, {"county_inspector", "", "", ""}, county, plan, frame,
                      base::parse_iso_date("2020-11-30").value());

    CHECK(own().code("inspector", "GET", "/api/draws/2020-12") == "access_refused"); // all keys
    own().json("county_inspector", "POST", "/api/draws/2020-12/seed", R"({"seed":"5.12.18./9./"})");
    CHECK(own().code("county_inspector", "POST", "/api/draws/2020-12/seed", R"({"seed":"1/"})") ==
          "draw_done_already");
    auto const drawn = own().json("county_inspector", "GET", "/api/draws/2020-12");
    CHECK(number(drawn, "drawn_total") == 1);
    CHECK(std::get<bool>(drawn.find("repeated")->find("same")->value));
    auto const &step = array(drawn, "steps").front();
    CHECK(text(step, "seed") == "5.12.18./9./");
    CHECK(number(step, "below") == 2);
    auto const published = own().ask("county_inspector", "GET", "/api/draws/2020-12/frame").body;
    CHECK(published.find(own().towns().key("household", Side::outside)) != std::string::npos);
    CHECK(own().ask("county_inspector", "GET", "/api/draws/2020-12/plan").body == plan_text);
    CHECK(own().code("county_inspector", "GET", "/api/draws/2020-12/other") == "not_found");
}
