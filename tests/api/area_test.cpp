// An area at a glance, the county's own map, rankings; sessions, checkpoints and backups.
#include "api/jobs.hpp"
#include "api/own_towns.hpp"

#include <thread>

using namespace towns;

TEST_CASE("an area shows what the caller may read of it, and the areas below that are his") {
    auto const mine = own().json("leader", "GET", "/api/area");
    REQUIRE(array(mine, "below").size() == 1);
    CHECK(text(array(mine, "below").front(), "area") == town_of(Side::inside));
    CHECK(number(*mine.find("totals"), "households") == 1);
    CHECK(number(*own().json("county_leader", "GET", "/api/area").find("totals"), "households") ==
          2);
    auto const deeper = own().json("leader", "GET", "/api/area?area=" + town_of(Side::inside));
    CHECK(array(deeper, "way").size() == 2);
    CHECK(own().code("leader", "GET", "/api/area?area=" + town_of(Side::outside)) ==
          own().code("leader", "GET", "/api/area?area=999999999"));
    CHECK(own().code("system_administrator", "GET", "/api/area") == "access_refused");
}

TEST_CASE("a map of one's own is kept by area; what is no outline is refused") {
    auto const shape = [](std::string const &code, std::string const &ring) {
        return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":")" +
               code + R"("},"geometry":{"type":"Polygon","coordinates":[)" + ring + "]}}]}";
    };
    auto const square = std::string("[[112.1,25.9],[112.2,25.9],[112.2,26.0],[112.1,25.9]]");
    auto const town = town_of(Side::inside);
    CHECK(own().code("leader", "POST", "/api/map", shape(town, square)) == "access_refused");
    CHECK(own().code("county_office", "POST", "/api/map", shape("999999999", square)) ==
          "map_no_areas");
    CHECK(own().code("county_office", "POST", "/api/map", shape(town, "[[112.1,25.9]]")) ==
          "map_shape_faulty");
    CHECK(own().code("county_office", "POST", "/api/map",
                     shape(town, R"([["x",1],[2,3],[4,5],[6,7]])")) == "map_shape_faulty");
    CHECK(own().code("county_office", "POST", "/api/map", "{}") == "map_no_features");
    own().json("county_office", "POST", "/api/map?approval=GS1", shape(town + "000", square), 201);
    auto const map = own().json("leader", "GET", "/api/map");
    CHECK(text(map, "approval") == "GS1");
    REQUIRE(array(map, "shapes").size() == 1);
    CHECK(text(array(map, "shapes").front(), "area") == town);
    own().json("county_office", "DELETE", "/api/map");
    CHECK(array(own().json("leader", "GET", "/api/map"), "shapes").empty());
}

TEST_CASE("a ranking is for those who read all of the area, with its arithmetic") {
    CHECK(own().json("leader", "GET", "/api/reports").array()->size() >= 2);
    CHECK(own().code("leader", "GET", "/api/reports/ranking?period=2020-Q4") == "access_refused");
    auto const made = own().json("county_leader", "GET", "/api/reports/ranking?period=2020-Q4");
    CHECK(array(made, "lines").size() > 2);
    CHECK_FALSE(array(made, "notes").empty());
    CHECK(own().code("county_leader", "GET", "/api/reports/nothing") == "report_unknown");
    CHECK(own().code("county_leader", "GET", "/api/reports/ranking?period=2020-11") ==
          "report_period_wrong");
    auto const figures = own().json("county_leader", "GET", "/api/statistics/incidence_registers");
    CHECK(array(figures, "figures").size() >= 4); // three years before and now
    for (auto const &figure :
         array(own().json("leader", "GET", "/api/statistics/incidence_registers"), "figures"))
        CHECK(text(figure, "area") == town_of(Side::inside));
}

TEST_CASE("sessions are listed and ended; one's own by everybody, all by who keeps accounts") {
    auto const own_ones = own().json("helper", "GET", "/api/sign-ins");
    for (auto const &one : *own_ones.array()) CHECK(text(one, "account") == "the_helper");
    auto const all = own().json("county_system_administrator", "GET", "/api/sign-ins");
    CHECK(all.array()->size() > 10);
    std::string id;
    for (auto const &one : *all.array())
        if (text(one, "account") == "the_helper") id = text(one, "id");
    CHECK(own().code("leader", "POST", "/api/sign-ins/" + id + "/end", "{}") == "session_unknown");
    own().json("county_system_administrator", "POST", "/api/sign-ins/" + id + "/end", "{}");
    CHECK(own().code("helper", "GET", "/api/sign-ins") == "session_wanted");
}

TEST_CASE("a checkpoint is issued by who keeps or audits the store, as text and as a code") {
    CHECK(own().code("leader", "POST", "/api/checkpoints", "{}") == "access_refused");
    auto const issued =
        own().json("county_audit_administrator", "POST", "/api/checkpoints", "{}", 201);
    CHECK(text(issued, "note").starts_with("jingzhun/431128\n"));
    CHECK(text(issued, "qr").find("<svg") != std::string::npos);
    auto const list = own().json("leader", "GET", "/api/checkpoints");
    CHECK(number(list.array()->front(), "size") >= number(issued, "size"));
}

TEST_CASE("a backup is made beside the requests and verified") {
    CHECK(own().code("leader", "POST", "/api/backups", "{}") == "access_refused");
    auto const begun = own().json("county_system_administrator", "POST", "/api/backups", "{}", 202);
    auto const id = number(begun, "job");
    auto &jobs = own().served().jobs();
    while (jobs.status("county_system_administrator", id).state == api::JobState::running)
        std::this_thread::yield();
    auto const list = own().json("county_system_administrator", "GET", "/api/backups");
    auto const &made = array(list, "items").front();
    CHECK(text(made, "name") == text(begun, "name"));
    REQUIRE(made.find("summary")->object() != nullptr);
    CHECK(std::get<bool>(made.find("summary")->find("sound")->value));
}
