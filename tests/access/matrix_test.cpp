// Who may do what to which register where: the table was written from the duties of each role,
// not from the pack, and every cell of it is asked.
#include "access/office.hpp"
#include "base/file.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <sstream>

using namespace office;
using pack::Operation;

namespace {

// tests/data/rights_matrix.txt. R see, X export, C record, K correct, V review, A approve, I
// inspect, W withdraw, E erase, S reveal; "-": nothing.
std::string registers_table() {
    return base::read_file(source_folder() + "/tests/data/rights_matrix.txt");
}

std::map<std::string, std::vector<std::string>> const columns = {
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
     {"vehicle", "business", "payroll", "property", "insurance", "medical_spending", "enrolment",
      "disability", "death", "low_income", "job", "disaster"}},
    {"forms",
     {"household_form", "member_form", "village_form", "monitor_form", "handbook", "exit_review",
      "proof", "negative_check", "season_check", "relief", "linkage", "workshop", "broker",
      "entity", "exit_plan", "epidemic_impact"}},
    {"decision", {"decision", "member_change", "county"}},
    {"meeting", {"meeting"}},
    {"shared",
     {"water_survey", "training", "public_post", "post_attendance", "pv_station", "pv_income"}},
    {"money", {"fund", "payment"}},
    {"project", {"project"}},
    {"sector", {"warning", "opinion"}},
    {"ledger",
     {"accountability", "county_review", "lookback", "leave", "meeting_task", "site_rating",
      "supervision"}},
    {"result", {"area_exit", "exit_check"}},
    {"census", {"census_response"}}};

std::map<Operation, char> const letters = {{Operation::read, 'R'},    {Operation::extract, 'X'},
                                           {Operation::record, 'C'},  {Operation::correct, 'K'},
                                           {Operation::review, 'V'},  {Operation::approve, 'A'},
                                           {Operation::inspect, 'I'}, {Operation::withdraw, 'W'},
                                           {Operation::erase, 'E'},   {Operation::reveal, 'S'}};

// Which roles do what is done to no register.
std::map<Operation, std::set<std::string>> const whole_areas = {
    {Operation::check, {"reviewer", "office"}},
    {Operation::install, {"office", "founder"}},
    {Operation::account, {"system_administrator", "founder"}},
    {Operation::grant, {"security_administrator", "founder"}},
    {Operation::audit, {"audit_administrator"}},
    {Operation::maintain, {"system_administrator"}}};

std::vector<std::vector<std::string>> rows_of(std::string const &table) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::vector<std::string> row;
        for (std::string word; words >> word;) row.push_back(word);
        if (!row.empty()) rows.push_back(row);
    }
    return rows;
}

constexpr std::string_view here = "431128100", village_here = "431128100201";
// Beside, above, and one that only looks alike.
constexpr std::array<std::string_view, 5> elsewhere = {"431128101", "431128101201", "431128",
                                                       "43112810", "431127"};

access::Holder holding(std::string const &role, base::Date from = base::date_min,
                       base::Date to = base::date_max) {
    access::Grant grant;
    grant.account = "someone";
    grant.role = role;
    grant.area = here;
    grant.from = from;
    grant.to = to;
    return {"someone", {grant}};
}

bool asked(access::Holder const &holder, Operation operation, std::string_view register_name,
           std::string_view area, base::Date on = base::today()) {
    return access::may(china().access, holder, operation, register_name, area, on).allowed;
}

} // namespace

TEST_CASE("every role may do to every register what its duties say, inside its area only") {
    auto const table = rows_of(registers_table());
    auto const &header = table.front();
    std::size_t cells = 0;
    std::set<std::string> registers;
    for (std::size_t row = 1; row < table.size(); ++row)
        for (std::size_t column = 1; column < header.size(); ++column)
            for (auto const &name : columns.at(header[column]))
                for (auto const &[operation, letter] : letters) {
                    registers.insert(name);
                    auto const holder = holding(table[row][0]);
                    auto const expected = table[row][column].find(letter) != std::string::npos;
                    CAPTURE(table[row][0]);
                    CAPTURE(name);
                    CAPTURE(letter);
                    CHECK(asked(holder, operation, name, here) == expected);
                    CHECK(asked(holder, operation, name, village_here) == expected);
                    for (auto const area : elsewhere)
                        CHECK_FALSE(asked(holder, operation, name, area));
                    cells += 2 + elsewhere.size();
                }
    CHECK(table.size() - 1 == china().access.roles.size());
    CHECK(registers.size() == china().registers.size());
    CHECK(cells == 13 * 65 * 10 * 7);
}

TEST_CASE("what is done to no register is done by the roles named for it, inside their area only") {
    CHECK(letters.size() + whole_areas.size() == pack::operation_names.size());
    for (auto const &role : china().access.roles)
        for (auto const &[operation, roles] : whole_areas) {
            CAPTURE(role.name);
            CAPTURE(pack::to_string(operation));
            auto const holder = holding(role.name);
            CHECK(asked(holder, operation, "", here) == roles.contains(role.name));
            for (auto const area : elsewhere) CHECK_FALSE(asked(holder, operation, "", area));
        }
}

TEST_CASE("nobody may do anything without a role, with one of another pack, before or after it") {
    auto const today = base::today();
    auto const nobody = access::Holder{"someone", {}};
    auto const future = holding("office", base::add_days(today, 1));
    auto const past = holding("office", base::date_min, today); // its last day was yesterday
    auto const stranger = holding("no_such_role");
    auto revoked = holding("office");
    revoked.grants.front().revoked_at = 1;
    for (auto const &[operation, letter] : letters)
        for (auto const &definition : china().registers)
            for (auto const &holder : {nobody, future, past, stranger, revoked})
                CHECK_FALSE(asked(holder, operation, definition.name, here));
    CHECK(asked(future, Operation::read, "person", here, base::add_days(today, 1)));
    CHECK(asked(past, Operation::read, "person", here, base::add_days(today, -1)));
}

TEST_CASE("who is refused is told which roles would do") {
    auto const decision = access::may(china().access, holding("leader"), Operation::approve,
                                      "household", here, base::today());
    CHECK_FALSE(decision.allowed);
    CHECK(decision.wanting == std::vector<std::string>{"approver"});
    auto const allowed = access::may(china().access, holding("approver"), Operation::approve,
                                     "household", village_here, base::today());
    CHECK(allowed.role == "approver");
    CHECK(allowed.area == here);
}

TEST_CASE("the areas of a holder are the widest, none within another") {
    auto holder = holding("leader");
    for (auto const *area : {"431128100201", "431128102", "431128100"}) {
        auto grant = holder.grants.front();
        grant.area = area;
        holder.grants.push_back(grant);
    }
    CHECK(access::areas(china().access, holder, Operation::read, "person", base::today()) ==
          std::vector<std::string>{"431128100", "431128102"});
    CHECK(
        access::areas(china().access, holder, Operation::record, "person", base::today()).empty());
    CHECK(access::within({"431128100", "431128102"}, "431128102001"));
    CHECK_FALSE(access::within({"431128100", "431128102"}, "431128103"));
    CHECK_FALSE(access::within({}, "431128"));
}

TEST_CASE("private fields are whole for the roles that need them, inside their area only") {
    // class -> roles that see it of a person (identity: of a list too)
    std::map<std::string, std::set<std::string>> const seen = {
        {"identity", {"recorder"}},
        {"phone", {"recorder", "reviewer", "inspector", "office", "helper"}},
        {"health", {"recorder", "reviewer", "approver", "inspector", "office"}}};
    std::map<std::string, std::string> const fields = {
        {"identity", "identity"}, {"phone", "phone"}, {"health", "health_survey"}};
    auto const &person = *china().find_register("person");
    for (auto const &role : china().access.roles)
        for (auto const &[name, roles] : seen) {
            CAPTURE(role.name);
            CAPTURE(name);
            auto const &field = *person.find_field(fields.at(name));
            auto const sees = [&](std::string_view area) {
                return access::sees(china(), holding(role.name), person, field, area,
                                    base::today());
            };
            CHECK(sees(village_here) == roles.contains(role.name));
            CHECK_FALSE(sees("431128101201"));
        }
    auto const &insurance = *china().find_register("insurance");
    CHECK(access::sees(china(), holding("sector_office"), insurance,
                       *insurance.find_field("identity"), here, base::today()));
    auto const &name = *person.find_field("name"); // not private
    CHECK(access::sees(china(), access::Holder{"someone", {}}, person, name, here, base::today()));
}
