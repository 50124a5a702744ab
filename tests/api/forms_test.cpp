// Forms of the pack through the API: what is known stands there, conditions go along as trees, a
// sheet is checked again and taken once, what it cost is counted.
#include "api/two_towns.hpp"

#include "base/hash.hpp"
#include "base/json.hpp"

#include <doctest/doctest.h>

using namespace towns;

namespace {

// Apart from the store all tests share: sheets are written here.
struct Office {
    Towns towns;
    api::County county{towns.address(), [] {
                           api::CountyOptions options;
                           options.rate = 0;
                           return options;
                       }()};

    api::Response ask(std::string const &role, std::string const &method, std::string const &target,
                      std::string const &body = "{}") {
        auto request = asked("", method, target, body);
        auto const &token = towns.cookie(role);
        request.headers["cookie"] = std::string(api::session_cookie) + "=" + token;
        request.headers["x-csrf-token"] = base::sha256("page " + token).substr(0, 32);
        return answer(county, request);
    }
    std::string at(std::string const &form, Side side) {
        return "/api/forms/" + form + "/" + towns.key("household", side);
    }
};

Office &office() {
    static Office made;
    return made;
}

std::string sheet(std::string const &number, std::string const &answers,
                  std::string const &typed = "") {
    return R"({"sheet":")" + number + R"(","answers":{)" + answers + R"(},"typed":[)" + typed +
           "]}";
}

// Everything the survey must have. Of the shared records money is 3 fen, codes the first of a list.
std::string const whole =
    R"("wage_income":"0.03","business_income":"0","property_income":"0.03","transfer_income":"0.03",)"
    R"("house_grade":"A","water_quantity_ok":"yes","water_quality_ok":"yes",)"
    R"("water_access":"piped","water_reliable":"yes","eats_enough":"yes","eats_protein":"yes",)"
    R"("seasonal_clothes":"yes","warm_bedding":"yes","electricity":"yes")";

base::Json read(api::Response const &response, int status) {
    CAPTURE(response.body);
    REQUIRE(response.status == status);
    return base::read_json(response.body, "answer");
}

std::int64_t number(base::Json const &json, std::string_view name) {
    return std::get<std::int64_t>(json.find(name)->value);
}

// The question about that field.
base::Json const *ask_of(base::Json const &form, std::string_view field) {
    for (auto const &section : *form.find("sections")->array())
        for (auto const &ask : *section.find("asks")->array())
            if (*ask.text("field") == field) return &ask;
    return nullptr;
}

std::string first_code(std::string const &list) {
    return china().find_codes(list)->codes.front().code;
}

} // namespace

TEST_CASE("a form shows what the register has, and its conditions as trees") {
    auto const form =
        read(office().ask("recorder", "GET", office().at("household_sheet", Side::inside)), 200);
    auto const *wage = ask_of(form, "wage_income");
    REQUIRE(wage != nullptr);
    CHECK(*wage->text("known") == "0.03");
    CHECK(ask_of(form, "production_cost")->find("when")->find("call") != nullptr);
    CHECK(*ask_of(form, "house_grade")->text("known") == first_code("house_grade"));
    CHECK(form.find("facts")->find("self")->array()->size() == 2);
    CHECK(form.find("checks")->array()->size() == 4);
}

TEST_CASE("forms are for those who record there: others and other areas have none") {
    auto &desk = office();
    CHECK(desk.ask("leader", "GET", desk.at("household_sheet", Side::inside)).status == 403);
    CHECK(desk.ask("recorder", "GET", desk.at("household_sheet", Side::outside)).status == 404);
    CHECK(desk.ask("helper", "POST", desk.at("household_sheet", Side::inside),
                   sheet("sheet-of-a-helper-1", whole))
              .status == 403);
    auto const forms = read(desk.ask("helper", "GET", "/api/forms"), 200);
    REQUIRE(forms.array()->size() == 1);
    CHECK(*forms.array()->front().text("form") == "visit_sheet");
}

TEST_CASE("what lacks an answer, or fails a check, is refused with its place") {
    auto &desk = office();
    auto const at = desk.at("household_sheet", Side::inside);
    auto const lacking = read(
        desk.ask("recorder", "POST", at, sheet("sheet-lacking-0001", R"("wage_income":"1")")), 422);
    CHECK(*lacking.text("code") == "form_refused");
    CHECK(lacking.find("refused")->array()->size() > 5);
    auto const wrong = read(desk.ask("recorder", "POST", at,
                                     sheet("sheet-wrong-00001", whole + R"(,"satisfaction":"7")")),
                            422);
    REQUIRE(wrong.find("refused")->array()->size() == 1);
    CHECK(*wrong.find("refused")->array()->front().text("field") == "satisfaction");
    auto const unread =
        read(desk.ask("recorder", "POST", at,
                      sheet("sheet-wrong-00002", whole + R"(,"house_area":"wide")")),
             422);
    CHECK(*unread.find("refused")->array()->front().text("field") == "house_area");
    auto const foreign = read(
        desk.ask("recorder", "POST", at, sheet("sheet-wrong-00003", whole + R"(,"head_name":"x")")),
        422);
    CHECK(*foreign.find("refused")->array()->front().text("field") == "head_name");
}

TEST_CASE("a sheet is stated once however often it is sent, and what was typed is counted") {
    auto &desk = office();
    auto const at = desk.at("household_sheet", Side::inside);
    auto const body = sheet("sheet-taken-000001", whole, R"("wage_income")");
    auto const taken = read(desk.ask("recorder", "POST", at, body), 201);
    CHECK(std::get<bool>(taken.find("before")->value) == false);
    // Typed: the wage as said, and what differs from what was known; the rest is confirmed.
    CHECK(number(taken, "typed") >= 1);
    CHECK(number(taken, "typed") + number(taken, "confirmed") == 14);
    auto const again = read(desk.ask("recorder", "POST", at, body), 201);
    CHECK(std::get<bool>(again.find("before")->value));
    CHECK(number(again, "batch") == number(taken, "batch"));
    CHECK(number(again, "typed") == number(taken, "typed"));
    auto const list = read(desk.ask("recorder", "GET", "/api/records/form_sheet?limit=10"), 200);
    CHECK(number(list, "total") == 2); // that of the shared records, and this one
    auto const form = read(desk.ask("recorder", "GET", at), 200);
    auto const &years = *form.find("years")->array();
    REQUIRE(!years.empty());
    CHECK(number(years.back(), "typed") == number(taken, "typed"));
    auto const own = desk.ask("recorder", "GET", "/api/batches");
    CHECK(own.body.find("sheet-taken-000001") != std::string::npos);
}

TEST_CASE("another sheet under a number that is taken is refused") {
    auto &desk = office();
    auto const survey = desk.at("household_sheet", Side::inside);
    read(desk.ask("recorder", "POST", survey, sheet("sheet-number-00001", whole)), 201);
    auto const visit =
        R"("on":"2026-01-01","arrived":"09:00","official_identity":"431199198001010011",)"
        R"("official_name":"李四","overnight":"no","matter":"看看","seen":"一切都好没问题",)"
        R"("risk_seen":"no")";
    auto const taken = desk.ask("recorder", "POST", desk.at("visit_sheet", Side::inside),
                                sheet("sheet-number-00001", visit));
    CHECK(taken.status == 409);
    auto const done = read(desk.ask("recorder", "POST", desk.at("visit_sheet", Side::inside),
                                    sheet("sheet-number-00002", visit)),
                           201);
    CHECK(number(done, "typed") > 0);
    auto const visits = read(desk.ask("recorder", "GET", "/api/records/visit?limit=10"), 200);
    CHECK(number(visits, "total") == 2);
}
