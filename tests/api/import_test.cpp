// Files through the API: looked at without a trace, staged, accepted by another; accounts that may
// set up others.
#include "api/two_towns.hpp"

#include "base/json.hpp"
#include "store/ledger.hpp"

#include <doctest/doctest.h>

using namespace towns;

namespace {

struct Desk {
    api::County county{both().address(), [] {
                           api::CountyOptions options;
                           options.rate = 0;
                           return options;
                       }()};
    api::Response ask(std::string const &role, std::string const &method, std::string const &target,
                      std::string const &body = "{}", std::string const &id = "") {
        auto request = asked(role, method, target, body);
        if (!id.empty()) request.headers["idempotency-key"] = id;
        return answer(county, request);
    }
    std::int64_t events() { return store::last_sequence(county.database(), towns::county); }
};

std::string survey_of(Side side) {
    return "户编号,核查日期,工资性收入,住房安全等级\n" + both().key("household", side) +
           ",2020-10-01,20000,A\n";
}

base::Json report(api::Response const &response) {
    CAPTURE(response.body);
    REQUIRE(response.status == 200);
    return base::read_json(response.body, "report");
}

base::Json const &batch(base::Json const &json) { return json.find("batches")->array()->front(); }
std::int64_t number(base::Json const &json, std::string_view name) {
    return std::get<std::int64_t>(json.find(name)->value);
}

} // namespace

TEST_CASE("a file is looked at without a trace, and its own area's rows alone would be taken") {
    Desk desk;
    auto const before = desk.events();
    auto const seen = report(
        desk.ask("recorder", "POST", "/api/import?name=a.csv&mode=look", survey_of(Side::inside)));
    CHECK(number(batch(seen), "rows") == 1);
    CHECK(number(batch(seen), "rejected") == 0);
    auto const beyond = report(
        desk.ask("recorder", "POST", "/api/import?name=a.csv&mode=look", survey_of(Side::outside)));
    CHECK(number(batch(beyond), "rejected") == 1);
    CHECK(desk.events() == before);
    CHECK(desk.ask("leader", "POST", "/api/import?name=a.csv&mode=look", survey_of(Side::inside))
              .status == 403);
}

TEST_CASE("names that climb, empty files and modes nobody knows are refused") {
    Desk desk;
    CHECK(desk.ask("recorder", "POST", "/api/import?mode=look", survey_of(Side::inside)).status ==
          400);
    CHECK(desk.ask("recorder", "POST", "/api/import?name=a.csv", "").status == 400);
    CHECK(
        desk.ask("recorder", "POST", "/api/import?name=.hidden", survey_of(Side::inside)).status ==
        400);
    CHECK(desk.ask("recorder", "POST", "/api/import?name=a.csv&mode=all", survey_of(Side::inside))
              .status == 400);
    // The folder in a name is left out: the file stands in a folder of its own.
    auto const climbed = report(desk.ask(
        "recorder", "POST", "/api/import?name=..%2F..%2Fa.csv&mode=look", survey_of(Side::inside)));
    CHECK(*batch(climbed).text("file") == "a.csv");
}

TEST_CASE("what one stages another accepts; the list shows it then") {
    Desk desk;
    auto const staged = report(
        desk.ask("recorder", "POST", "/api/import?name=s.csv&mode=stage", survey_of(Side::inside)));
    auto const id = std::to_string(number(batch(staged), "batch"));
    CHECK(*batch(staged).text("state") == "staged");
    auto const preview = desk.ask("reviewer", "GET", "/api/batches/" + id + "/preview");
    CHECK(preview.status == 200);
    CHECK(preview.body.find("20000") != std::string::npos);
    auto const shown = [&] {
        return desk.ask("leader", "GET", "/api/records/household?where=wage_income:min:20000").body;
    };
    CHECK(shown().find("\"total\":0") != std::string::npos);
    CHECK(desk.ask("recorder", "POST", "/api/batches/" + id + "/accept").status == 403);
    CHECK(desk.ask("helper", "POST", "/api/batches/" + id + "/accept").status == 403);
    CHECK(desk.ask("reviewer", "POST", "/api/batches/" + id + "/accept").status == 200);
    CHECK(shown().find("\"total\":1") != std::string::npos);
    CHECK(desk.ask("reviewer", "POST", "/api/batches/" + id + "/accept").status == 409);
    CHECK(desk.ask("reviewer", "POST", "/api/batches/999/accept").status == 404);
    CHECK(desk.ask("reviewer", "POST", "/api/batches/x/accept").status == 404);
    CHECK(desk.ask("recorder", "POST", "/api/batches/" + id + "/take-back").status == 200);
    CHECK(shown().find("\"total\":0") != std::string::npos);
}

TEST_CASE("a request sent again is done once and answered alike, another under its id refused") {
    Desk desk;
    auto const of =
        "/api/records/person/" + std::to_string(both().record("person", Side::inside)) + "/reveal";
    auto const why = std::string(R"({"reason":"核对"})");
    auto const before = desk.events();
    auto const first = desk.ask("inspector", "POST", of, why, "the-same");
    auto const again = desk.ask("inspector", "POST", of, why, "the-same");
    CHECK(first.status == 200);
    CHECK(again.body == first.body);
    CHECK(desk.events() == before + 1);
    CHECK(desk.ask("inspector", "POST", of, R"({"reason":"别的"})", "the-same").status == 409);
    CHECK(desk.ask("office", "POST", of, why, "the-same").status == 200); // another's id is another
    CHECK(desk.ask("inspector", "POST", of, "{}").status == 400);
}

TEST_CASE("accounts are for those who may set them up, the whole ledger for those who audit") {
    Desk desk;
    auto const body = std::string(R"({"name":"new_one"})");
    CHECK(desk.ask("reviewer", "POST", "/api/accounts", body).status == 403);
    CHECK(desk.ask("reviewer", "GET", "/api/accounts").status == 403);
    // Accounts are the county's: who holds a township may set up none.
    CHECK(desk.ask("system_administrator", "POST", "/api/accounts", body).status == 403);
    auto const own = desk.ask("reviewer", "GET", "/api/events").body;
    CHECK(own.find("\"all\":false") != std::string::npos);
    CHECK(own.find("the_recorder") == std::string::npos);
}

TEST_CASE("a cell that a spreadsheet would run is taken out as plain text") {
    Desk desk;
    auto const rows = "户编号,核查日期,工资性收入,住房安全等级,核查人\n" +
                      both().key("household", Side::inside) + ",2020-11-01,30000,A,=HYPERLINK(1)\n";
    report(desk.ask("recorder", "POST", "/api/import?name=f.csv&mode=take", rows));
    auto const file =
        desk.ask("reviewer", "POST", "/api/records/household/export?format=csv&columns=surveyor");
    REQUIRE(file.status == 200);
    CHECK(file.body.find("'=HYPERLINK") != std::string::npos);
}
