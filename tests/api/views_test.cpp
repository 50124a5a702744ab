// Saved views: one's own, the office's, nobody else's.
#include "api/two_towns.hpp"

#include "base/json.hpp"

#include <doctest/doctest.h>

using namespace towns;

namespace {

api::County &served() {
    static api::County county(both().address(), [] {
        api::CountyOptions options;
        options.rate = 0;
        return options;
    }());
    return county;
}

api::Response ask(std::string const &role, std::string const &method, std::string const &target,
                  std::string const &body = "{}") {
    return answer(served(), asked(role, method, target, body));
}

std::size_t count(std::string const &role) {
    auto const all = ask(role, "GET", "/api/views?list=records/person");
    REQUIRE(all.status == 200);
    return base::read_json(all.body, "views").array()->size();
}

} // namespace

TEST_CASE("a view is kept under its name, seen by oneself, shared with those of one's unit") {
    auto const kept = ask("reviewer", "POST", "/api/views",
                          R"({"list":"records/person","name":"我的","query":"sort=-age"})");
    REQUIRE(kept.status == 201);
    CHECK(count("reviewer") == 1);
    CHECK(count("office") == 0);
    // The same name again: the same view, now shared.
    CHECK(ask("reviewer", "POST", "/api/views",
              R"({"list":"records/person","name":"我的","query":"sort=age","shared":true})")
              .body == kept.body);
    CHECK(count("reviewer") == 1);
    CHECK(count("office") == 0); // no unit is no office
    served().writer().write([](store::Database &database) {
        database.execute("UPDATE account SET unit = '扶贫办' WHERE name IN ('the_reviewer', "
                         "'the_office')");
        store::append(database, {"founder", "", "", ""}, {towns::county, "clock", "test", "{}"});
    });
    CHECK(count("office") == 1);
    CHECK(count("leader") == 0);
    auto const id = std::to_string(
        std::get<std::int64_t>(base::read_json(kept.body, "kept").find("id")->value));
    CHECK(ask("office", "DELETE", "/api/views/" + id).status == 404); // another's
    CHECK(ask("reviewer", "DELETE", "/api/views/" + id).status == 200);
    CHECK(count("office") == 0);
    CHECK(ask("reviewer", "POST", "/api/views", R"({"list":"findings","name":""})").status == 400);
}
