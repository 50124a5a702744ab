// Who is who through the API: rows beside the persons they may mean, records entered twice, merges
// by two; nothing of what lies outside one's area.
#include "api/fight.hpp"

#include "base/json.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

base::Json read(std::string const &account, std::string const &target) {
    auto const answered = fight::ask(account, "GET", target);
    CAPTURE(answered.body);
    REQUIRE(answered.status == 200);
    return base::read_json(answered.body, "pairs");
}

std::int64_t number(base::Json const &json, std::string_view name) {
    return std::get<std::int64_t>(json.find(name)->value);
}

bool flag(base::Json const &json, std::string_view name) {
    return std::get<bool>(json.find(name)->value);
}

} // namespace

TEST_CASE(
    "a row without its person stands beside whom it may mean, each comparison with its bits") {
    auto const all = read("the_leader", "/api/links");
    REQUIRE(number(all, "total") == 2); // two of that name, in two townships
    auto const near = read("near_reviewer", "/api/links");
    REQUIRE(number(near, "total") == 1);
    auto const &one = near.find("items")->array()->front();
    CHECK(flag(one, "may_decide"));
    CHECK(one.find("evidence")->array()->size() >= 2);
    CHECK(*one.find("row")->find("origin")->text("file") == "机动车.csv");
    auto compared = false;
    for (auto const &field : *one.find("fields")->array()) {
        if (!flag(field, "compared") || *field.text("own") != "王建国") continue;
        compared = true;
        CHECK(*field.text("theirs") == "王建国");
        CHECK_FALSE(flag(field, "differs"));
    }
    CHECK(compared);
    auto const id = number(one, "id");
    auto const decide = [&](std::string const &account, std::int64_t which,
                            std::string const &why) {
        return fight::ask(account, "POST", "/api/links/decide",
                          R"({"ids":[)" + std::to_string(which) + R"(],"confirm":true)" + why + "}")
            .status;
    };
    auto const why = std::string(R"(,"reason":"电话核实")");
    CHECK(decide("the_leader", id, why) == 403);
    CHECK(decide("near_reviewer", id, "") == 400); // why?
    for (auto const &item : *all.find("items")->array())
        if (number(item, "id") != id)
            CHECK(decide("near_reviewer", number(item, "id"), why) == 404);
    CHECK(decide("near_reviewer", id, why) == 200);
    CHECK(number(read("the_leader", "/api/links"), "total") == 0); // nobody else's any more
    CHECK(number(read("near_leader", "/api/links?state=confirmed"), "total") == 1);
}

TEST_CASE("somebody entered twice: asked for by one, approved by another, undone by two") {
    auto const pairs = read("near_recorder", "/api/duplicates/person");
    REQUIRE(number(pairs, "total") == 1);
    auto const &pair = pairs.find("items")->array()->front();
    CHECK(flag(pair, "may_ask"));
    CHECK(*pair.find("stays")->text("label") == "欧阳清逸");
    CHECK(pair.find("evidence")->array()->size() >= 2);
    CHECK_FALSE(flag(read("near_leader", "/api/duplicates/person").find("items")->array()->front(),
                     "may_ask"));
    auto const goes = number(*pair.find("goes"), "id"), stays = number(*pair.find("stays"), "id");
    auto const ask = [&](std::string const &account) {
        return fight::ask(account, "POST", "/api/duplicates/person/merge",
                          R"({"goes":)" + std::to_string(goes) + R"(,"stays":)" +
                              std::to_string(stays) + R"(,"reason":"同一人"})")
            .status;
    };
    CHECK(ask("near_leader") == 403);
    REQUIRE(ask("near_recorder") == 201);
    CHECK(number(read("near_leader", "/api/duplicates/person"), "total") == 0);
    auto const state = [&] {
        return *read("near_leader", "/api/merges").array()->front().text("state");
    };
    auto const merge =
        std::to_string(number(read("near_leader", "/api/merges").array()->front(), "id"));
    CHECK(state() == "proposed");
    auto const decide = [&](std::string const &account) {
        return fight::ask(account, "POST", "/api/merges/decide",
                          R"({"ids":[)" + merge + R"(],"approve":true,"reason":"核实"})")
            .status;
    };
    CHECK(decide("near_recorder") == 403);
    REQUIRE(decide("near_reviewer") == 200);
    CHECK(state() == "in_force");
    CHECK(fight::ask("near_recorder", "POST", "/api/merges/" + merge + "/undo",
                     R"({"reason":"认错了"})")
              .status == 200);
    CHECK(state() == "undo_proposed");
    CHECK(decide("near_reviewer") == 200);
    CHECK(state() == "undone");
}
