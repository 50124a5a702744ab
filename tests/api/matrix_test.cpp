// Who gets what from the API: the table beside the tests was written from the duties of each role,
// not from the code; every role asks for every register inside and outside its area. Every check is
// then taken away, one after another: each time some cell must come out wrong.
#include "api/two_towns.hpp"

#include "base/file.hpp"
#include "base/json.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>

using namespace towns;
using pack::Operation;

namespace {

// tests/data/authorisation_matrix.txt. R see, X take out, S reveal; "-": nothing.
std::string const &table() {
    static auto const text =
        base::read_file(source_folder() + "/tests/data/authorisation_matrix.txt");
    return text;
}

std::string column_of(std::string const &register_name) {
    static std::map<std::string, std::set<std::string>> const columns = {
        {"village", {"village"}},
        {"people", {"household", "person"}},
        {"monitored", {"monitored"}},
        {"visit", {"visit", "form_sheet"}},
        {"measure", {"measure"}},
        {"pairing", {"pairing"}},
        {"problem", {"problem"}},
        {"grievance", {"grievance"}},
        {"official", {"official"}},
        {"relative", {"official_relative"}},
        {"lists",
         {"vehicle", "business", "payroll", "property", "insurance", "medical_spending",
          "enrolment", "disability", "death", "low_income", "job", "disaster"}},
        {"forms",
         {"household_form", "member_form", "village_form", "monitor_form", "handbook",
          "exit_review", "proof", "negative_check", "season_check", "relief", "linkage", "workshop",
          "broker", "entity", "exit_plan", "epidemic_impact"}},
        {"decision", {"decision", "member_change", "county"}},
        {"meeting", {"meeting"}},
        {"shared",
         {"water_survey", "training", "public_post", "post_attendance", "pv_station", "pv_income"}},
        {"project", {"project"}},
        {"sector", {"warning", "fund", "payment", "opinion"}},
        {"office",
         {"accountability", "county_review", "lookback", "area_exit", "exit_check", "leave",
          "meeting_task", "site_rating", "supervision"}},
        {"census", {"census_response"}}};
    for (auto const &[column, names] : columns)
        if (names.contains(register_name)) return column;
    FAIL("the table has no register " << register_name);
    return "";
}

std::string letters_of(std::string const &role, std::string const &register_name) {
    std::istringstream lines{table()};
    std::vector<std::string> header;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::vector<std::string> row;
        for (std::string word; words >> word;) row.push_back(word);
        if (row.empty()) continue;
        if (header.empty()) header = row;
        auto const column = std::ranges::find(header, column_of(register_name)) - header.begin();
        if (row[0] == role) return row[static_cast<std::size_t>(column)];
    }
    FAIL("the table has no role " << role);
    return "";
}

// The county as it is served, with some checks taken away.
struct Served {
    api::Guard guard = api::real_guard();
    std::unique_ptr<api::County> county;
    std::vector<api::Route> routes{api::routes().begin(), api::routes().end()};
    std::vector<std::string> wrong; // cells that came out otherwise than the table says

    void open() {
        api::CountyOptions options;
        options.guard = &guard;
        options.rate = 0;
        county = std::make_unique<api::County>(both().address(), options);
    }
    api::Response ask(std::string const &role, std::string const &method, std::string const &target,
                      std::string const &body = "") {
        return answer(*county, asked(role, method, target, body), routes);
    }
    void expect(bool holds, std::string const &cell) {
        if (!holds) wrong.push_back(cell);
    }
};

// Whose records lie in no township: they are the county's, and whoever holds a township sees none.
bool of_the_county(std::string const &name) { return !both().in_town(name); }

std::string text_of(Side side) { return side == Side::inside ? "inside" : "outside"; }

// The same answer but for the number asked for: nothing tells what lies outside from what is not.
bool as_if_absent(api::Response const &response, std::string const &id,
                  api::Response const &absent) {
    auto body = response.body;
    auto const at = body.find(id);
    if (at != std::string::npos) body.replace(at, id.size(), "999999");
    return response.status == 404 && body == absent.body && response.type == absent.type;
}

void ask_list(Served &served, std::string const &role, std::string const &name, bool reads) {
    auto const cell = role + " lists " + name;
    auto const list = served.ask(role, "GET", "/api/records/" + name + "?limit=10");
    if (!reads) return served.expect(list.status == 403, cell);
    served.expect(list.status == 200, cell);
    if (list.status != 200) return;
    auto const json = base::read_json(list.body, cell);
    auto const own = of_the_county(name) ? 0 : 1;
    served.expect(std::get<std::int64_t>(json.find("total")->value) == own, cell + ": counts");
    auto const inside = "\"id\":" + std::to_string(both().record(name, Side::inside)) + ",";
    auto const outside = "\"id\":" + std::to_string(both().record(name, Side::outside)) + ",";
    served.expect((list.body.find(inside) != std::string::npos) == (own == 1), cell + ": its own");
    served.expect(list.body.find(outside) == std::string::npos, cell + ": a foreign one");
    auto const foreign =
        served.ask(role, "GET", "/api/records/" + name + "?area=" + town_of(Side::outside));
    served.expect(foreign.body.find("\"total\":0") != std::string::npos,
                  cell + ": by foreign area");
}

void ask_record(Served &served, std::string const &role, std::string const &name, Side side,
                std::string const &letters) {
    auto const cell = role + " opens " + name + " " + text_of(side);
    auto const has = [&](char letter) { return letters.find(letter) != std::string::npos; };
    auto const id = std::to_string(both().record(name, side));
    auto const of = "/api/records/" + name + "/";
    for (std::string const what : {"", "/history"}) {
        auto const one = served.ask(role, "GET", of + id + what);
        if (!has('R')) served.expect(one.status == 403, cell);
        else if (side == Side::inside && !of_the_county(name))
            served.expect(one.status == 200, cell);
        else
            served.expect(as_if_absent(one, id, served.ask(role, "GET", of + "999999" + what)),
                          cell);
    }
    auto const body = std::string(R"({"reason":"核对"})");
    auto const whole = served.ask(role, "POST", of + id + "/reveal", body);
    if (!has('S')) served.expect(whole.status == 403, cell + ": whole");
    else if (side == Side::inside && !of_the_county(name))
        served.expect(whole.status == 200, cell + ": whole");
    else
        served.expect(as_if_absent(whole, id, served.ask(role, "POST", of + "999999/reveal", body)),
                      cell + ": whole");
}

void ask_file(Served &served, std::string const &role, std::string const &name, bool takes) {
    auto const cell = role + " takes out " + name;
    auto const file = served.ask(role, "POST", "/api/records/" + name + "/export?format=csv", "{}");
    if (!takes) return served.expect(file.status == 403, cell);
    served.expect(file.status == 200, cell);
    // The header and the one record inside.
    auto const lines = of_the_county(name) ? 1 : 2;
    served.expect(std::ranges::count(file.body, '\n') == lines, cell + ": rows");
}

void ask_register(Served &served, std::string const &role, std::string const &name) {
    auto const letters = letters_of(role, name);
    ask_list(served, role, name, letters.find('R') != std::string::npos);
    ask_file(served, role, name, letters.find('X') != std::string::npos);
    for (auto const side : {Side::inside, Side::outside})
        ask_record(served, role, name, side, letters);
}

// Findings and households, which have addresses of their own.
void ask_pages(Served &served, std::string const &role) {
    auto const reads = letters_of(role, "household").find('R') != std::string::npos;
    auto const key = [](Side side) { return both().key("household", side); };
    auto const inside = served.ask(role, "GET", "/api/households/" + key(Side::inside));
    served.expect(inside.status == (reads ? 200 : 403), role + " opens the file inside");
    auto const outside = served.ask(role, "GET", "/api/households/" + key(Side::outside));
    served.expect(outside.status == (reads ? 404 : 403), role + " opens the file outside");
    auto const why = served.ask(role, "GET", "/api/explain/household/" + key(Side::outside));
    served.expect(why.status == (reads ? 404 : 403), role + " asks why outside");
    for (auto const *address : {"/api/findings?state=all&limit=500", "/api/households",
                                "/api/summary", "/api/areas?parent=431128002"}) {
        auto const list = served.ask(role, "GET", address);
        auto const anything = std::ranges::any_of(china().registers, [&](auto const &definition) {
            return letters_of(role, definition.name).find('R') != std::string::npos;
        });
        auto const may = address == std::string_view("/api/households") ? reads : anything;
        served.expect(list.status == (may ? 200 : 403), role + " " + address);
        served.expect(list.body.find("tok2x") == std::string::npos,
                      role + " sees outside in " + address);
        served.expect(list.body.find(village_of(Side::outside) + "\",\"place") == std::string::npos,
                      role + " sees a foreign place in " + address);
    }
}

// Private fields of the records inside: whole only to whom the pack names for their class.
void ask_fields(Served &served, std::string const &role, std::string const &name) {
    auto const &definition = *china().find_register(name);
    if (letters_of(role, name).find('R') == std::string::npos || of_the_county(name)) return;
    auto const body =
        served
            .ask(role, "GET",
                 "/api/records/" + name + "/" + std::to_string(both().record(name, Side::inside)))
            .body;
    for (auto const &field : definition.fields) {
        if (field.type != pack::FieldType::identity || !field.masked) continue;
        auto const token = base::as_text(value_of(definition, field, Side::inside));
        auto const whole = role == "recorder" ||
                           (role == "sector_office" && name != "household" && name != "person");
        served.expect((body.find(token) != std::string::npos) == whole,
                      role + " sees " + name + "." + field.name);
    }
}

void ask_everything(Served &served) {
    for (auto const &role : both().roles()) {
        for (auto const &definition : china().registers) {
            ask_register(served, role, definition.name);
            ask_fields(served, role, definition.name);
        }
        ask_pages(served, role);
    }
}

// A door stands open: who has not signed in gets another answer than that he must.
void ask_doors(Served &served) {
    for (auto const &route : served.routes) {
        if (route.door != api::Door::role && route.path.find("session") == std::string_view::npos)
            continue;
        std::string path(route.path);
        for (auto const &[hole, filling] :
             {std::pair<std::string, std::string>{"{register}", "household"},
              {"{key}", both().key("household", Side::inside)},
              {"{id}", std::to_string(both().record("household", Side::inside))}})
            if (auto const at = path.find(hole); at != std::string::npos)
                path.replace(at, hole.size(), filling);
        if (path.starts_with("/api/session")) continue;
        auto const answered = served.ask("", std::string(route.method), path, "{}");
        served.expect(answered.status == (route.method == "GET" ? 401 : 403), "nobody " + path);
    }
}

void ask_from_elsewhere(Served &served) {
    auto const target = "/api/records/household/" +
                        std::to_string(both().record("household", Side::inside)) + "/reveal";
    auto request = asked("inspector", "POST", target, R"({"reason":"x"})");
    auto without = request;
    without.headers.erase("x-csrf-token");
    served.expect(answer(*served.county, without).status == 403,
                  "a write without the page's token");
    for (auto const &[name, value] :
         {std::pair<std::string, std::string>{"origin", "http://elsewhere.example"},
          {"sec-fetch-site", "cross-site"}}) {
        auto foreign = request;
        foreign.headers[name] = value;
        served.expect(answer(*served.county, foreign).status == 403, "a write from another site");
    }
    served.expect(answer(*served.county, request).status == 200, "a write from our own page");
}

std::vector<std::string> faults_without(std::function<void(api::Guard &)> const &take_away,
                                        std::function<void(Served &)> const &ask) {
    Served served;
    take_away(served.guard);
    served.open();
    ask(served);
    return served.wrong;
}

} // namespace

TEST_CASE("every role gets of every register what the table says, inside its area only") {
    Served served;
    served.open();
    ask_everything(served);
    ask_doors(served);
    ask_from_elsewhere(served);
    std::string all;
    for (auto const &cell : served.wrong) all += cell + "\n";
    CHECK(all == "");
}

TEST_CASE("each check is needed: without it some cell comes out wrong") {
    auto const real = api::real_guard();
    for (auto const operation : {Operation::read, Operation::extract, Operation::reveal})
        for (auto const *one : {"village", "household", "monitored", "visit", "measure", "pairing",
                                "problem", "grievance", "official", "official_relative", "death",
                                "handbook", "decision", "training", "warning", "census_response"}) {
            auto const &definition = *china().find_register(one);
            auto const here = [&](Operation asked_for, std::string_view name) {
                return asked_for == operation && name == definition.name;
            };
            CAPTURE(pack::to_string(operation));
            CAPTURE(definition.name);
            auto const wrong = faults_without(
                [&](api::Guard &guard) {
                    guard.may = [&](auto const &pack, auto const &holder, Operation wanted,
                                    std::string_view name, std::string_view area, base::Date on) {
                        return here(wanted, name) || real.may(pack, holder, wanted, name, area, on);
                    };
                    guard.areas = [&](auto const &pack, auto const &holder, Operation wanted,
                                      std::string_view name, base::Date on) {
                        if (here(wanted, name)) return std::vector<std::string>{"431128"};
                        return real.areas(pack, holder, wanted, name, on);
                    };
                },
                [&](Served &served) {
                    for (auto const *role : {"leader", "helper", "reviewer", "founder"})
                        ask_register(served, role, definition.name);
                });
            CHECK_FALSE(wrong.empty());
        }
    auto const fields = [](Served &served) { ask_fields(served, "leader", "person"); };
    CHECK_FALSE(faults_without(
                    [](api::Guard &guard) { guard.sees = [](auto &&...) { return true; }; }, fields)
                    .empty());
    CHECK_FALSE(
        faults_without([](api::Guard &guard) { guard.token = [](auto &&...) { return true; }; },
                       ask_from_elsewhere)
            .empty());
    CHECK_FALSE(faults_without(
                    [](api::Guard &guard) { guard.own_origin = [](auto &&...) { return true; }; },
                    ask_from_elsewhere)
                    .empty());
}

TEST_CASE("each door of the table is needed") {
    for (std::size_t i = 0; i < api::routes().size(); ++i) {
        if (api::routes()[i].door != api::Door::role || api::routes()[i].method != "GET") continue;
        Served served;
        served.open();
        served.routes[i].door = api::Door::anyone;
        auto const path = std::string(served.routes[i].path);
        CAPTURE(path);
        std::string filled = path;
        for (auto const *hole : {"{register}", "{key}", "{id}"})
            if (auto const at = filled.find(hole); at != std::string::npos)
                filled.replace(at, std::string_view(hole).size(),
                               std::string_view(hole) == "{register}" ? "household" : "1");
        CHECK(answer(*served.county, asked("", "GET", filled), served.routes).status != 401);
        CHECK(answer(*served.county, asked("", "GET", filled)).status == 401);
    }
}
