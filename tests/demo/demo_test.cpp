// The demo county's files: the same bytes for the same options, exact headers, numbers that add up.
#include "demo/demo.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/identity.hpp"
#include "demo/written_county.hpp"
#include "source/sheet.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

using namespace jingzhun;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t households = 1000;
constexpr std::uint64_t seed = 7;

std::vector<std::string> split(std::string const &text, char at) {
    std::vector<std::string> parts;
    std::string part;
    for (char c : text) {
        if (c == at) parts.push_back(std::exchange(part, {}));
        else part += c;
    }
    parts.push_back(part);
    return parts;
}

// Columns of a cell of layouts.md: synonyms after = and remarks in parentheses after a blank
// dropped.
std::vector<std::string> columns_of(std::string cell) {
    cell = std::regex_replace(cell, std::regex(R"( \([^)]*\))"), "");
    std::vector<std::string> columns;
    for (auto part : split(cell, ',')) {
        part = part.substr(0, part.find('='));
        auto const first = part.find_first_not_of(' ');
        columns.push_back(part.substr(first, part.find_last_not_of(' ') - first + 1));
    }
    return columns;
}

struct Described {
    std::string file;
    std::size_t sheet;
    std::vector<std::string> columns;
};

// The tables of layouts.md.
std::vector<Described> described(std::string const &text) {
    std::vector<Described> all;
    for (auto const &line : split(text, '\n')) {
        auto const cells = split(line, '|');
        if (cells.size() < 5 || !cells[1].starts_with(" `")) continue;
        auto const where = cells[2];
        std::smatch match;
        if (where.find("sheet 人") == std::string::npos &&
            where.find("the same file") == std::string::npos) {
            if (!std::regex_search(where, match, std::regex(R"(^ ([^ ,]+\.(xlsx|csv)))"))) continue;
            all.push_back({match[1], 0, columns_of(cells[3])});
        } else {
            all.push_back({"入户核查表.xlsx", 1, columns_of(cells[3])});
        }
    }
    return all;
}

} // namespace

TEST_CASE("the same options give the same bytes, another seed others") {
    auto const first = written::county(300, 5);
    auto const folder = first + "-again";
    auto const again = demo::write_demo({folder, "431128", 300, 5});
    for (auto const &file : again.files) {
        auto const other = first + file.substr(folder.size());
        CHECK_MESSAGE(base::read_file(file) == base::read_file(other), file);
    }
    auto const different = written::county(300, 6);
    CHECK(base::read_file(first + "/医保参保名单.csv") !=
          base::read_file(different + "/医保参保名单.csv"));
}

TEST_CASE("all files of the layouts are written, with the headers of the layouts in their order") {
    auto const folder = written::county(households, seed);
    auto const layouts = source_folder() + "/../shared/domain/layouts.md";
    if (!fs::exists(layouts)) {
        MESSAGE("skipped: the layouts are not at hand");
        return;
    }
    auto const tables = described(base::read_file(layouts));
    CHECK(tables.size() == 25);
    for (auto const &table : tables) {
        auto const read = written::read(folder + "/" + table.file, table.sheet);
        CHECK_MESSAGE(read.header == table.columns, table.file);
        CHECK_MESSAGE(!read.rows.empty(), table.file);
    }
}

TEST_CASE("the summary counts what the files hold") {
    auto const summary = written::summary(households, seed);
    auto const all = written::read_register(written::county(households, seed));
    CHECK(summary.as_of == *base::make_date(2020, 12, 31));
    CHECK(summary.households == households);
    CHECK(all.households.size() == static_cast<std::size_t>(households));
    CHECK(all.persons.size() == static_cast<std::size_t>(summary.persons));
    CHECK(summary.files.size() == 26);
    for (auto const &file : summary.files) CHECK(fs::exists(file));
}

TEST_CASE("sizes, villages and households agree between the files") {
    auto const folder = written::county(households, seed);
    auto const all = written::read_register(folder);
    for (auto const &row : written::read(folder + "/建档立卡人口信息.xlsx").rows)
        CHECK(row.at("人数") == std::to_string(all.households.at(row.at("户编号")).persons.size()));
    long total_households = 0, total_persons = 0;
    for (auto const &row : written::read(folder + "/行政村基本情况.xlsx").rows) {
        total_households += std::stol(row.at("总户数"));
        total_persons += std::stol(row.at("总人口"));
    }
    CHECK(total_households == std::ssize(all.households));
    CHECK(total_persons == std::ssize(all.persons));
    std::size_t surveyed_registered = 0, registered = 0;
    for (auto const &[number, household] : all.households) {
        registered += household.national;
        CHECK(!household.persons.empty());
        CHECK(household.persons.size() <= 8);
    }
    auto const survey = written::read(folder + "/入户核查表.xlsx").rows;
    for (auto const &row : survey)
        surveyed_registered += all.households.at(row.at("户编号")).national;
    CHECK(surveyed_registered == registered); // every registered household is surveyed
    for (auto const &row : written::read(folder + "/入户核查表.xlsx", 1).rows)
        CHECK(all.persons.at(row.at("人编号")).identity == row.at("身份证号"));
}

TEST_CASE("every household has one head") {
    auto const folder = written::county(households, seed);
    std::map<std::string, int> heads;
    for (auto const *file : {"/建档立卡人口信息.xlsx", "/一般农户花名册.xlsx"})
        for (auto const &row : written::read(folder + file).rows)
            heads[row.at("户编号")] += row.at("与户主关系") == "户主";
    for (auto const &[number, count] : heads) CHECK_MESSAGE(count == 1, number);
}

TEST_CASE("identity numbers bear 431199 and are valid, unless a finding says otherwise") {
    auto const folder = written::county(households, seed);
    auto const invalid = written::truth(folder, "identity_number_invalid");
    std::set<std::string> found;
    for (auto const &[number, person] : written::read_register(folder).persons) {
        auto const clean = base::clean_identity(person.identity);
        if (clean.empty()) continue;
        CHECK_MESSAGE(clean.starts_with("431199"), number);
        if (!base::valid_identity(clean)) found.insert(number);
    }
    CHECK(found == invalid);
    CHECK(invalid.size() >= 3);
    for (auto const &row : written::read(folder + "/帮扶干部名册.xlsx").rows) {
        CHECK(base::valid_identity(row.at("身份证号")));
        CHECK(row.at("身份证号").starts_with("431199"));
    }
}

TEST_CASE(
    "findings name subjects that exist, once each, and linkage is needed for some of them only") {
    auto const folder = written::county(households, seed);
    auto const all = written::read_register(folder);
    std::set<std::string> officials, problems;
    for (auto const &row : written::read(folder + "/帮扶干部名册.xlsx").rows)
        officials.insert(row.at("身份证号"));
    for (auto const &row : written::read(folder + "/问题整改台账.xlsx").rows)
        problems.insert(row.at("编号"));
    std::set<std::string> seen;
    for (auto const &row : written::read(folder + "/truth/truth.csv").rows) {
        auto const &subject = row.at("subject");
        auto const &record = row.at("register");
        CHECK((record == "household"  ? all.households.contains(subject)
               : record == "person"   ? all.persons.contains(subject)
               : record == "official" ? officials.contains(subject)
                                      : problems.contains(subject)));
        CHECK((row.at("period").empty() == (record != "official")));
        CHECK(seen.insert(row.at("rule") + subject + row.at("period")).second);
    }
    auto const hidden = written::read(folder + "/truth/needs_linkage.csv").rows;
    CHECK(hidden.size() * 5 < seen.size());
    for (auto const &row : hidden)
        CHECK(seen.contains(row.at("rule") + row.at("subject") + row.at("period")));
}

TEST_CASE("a county of a thousand households has findings of every rule") {
    auto const folder = written::county(households, seed);
    for (auto const *rule : {"registered_owns_vehicle",
                             "registered_owns_business",
                             "registered_on_payroll",
                             "registered_owns_property",
                             "registered_relative_of_official",
                             "deceased_member",
                             "duplicate_person",
                             "identity_number_invalid",
                             "exited_income_below_line",
                             "unregistered_income_below_line",
                             "unsafe_house",
                             "unsafe_water",
                             "child_not_at_school",
                             "member_uninsured",
                             "food_or_clothing_lacking",
                             "conflict_enrolment",
                             "conflict_insurance",
                             "conflict_disability",
                             "conflict_income",
                             "conflict_low_income",
                             "large_medical_spending",
                             "disaster_not_followed",
                             "no_official_paired",
                             "visits_below_quota",
                             "nights_below_quota",
                             "risk_without_measure",
                             "closure_contradicted"})
        CHECK_MESSAGE(written::truth(folder, rule).size() >= 3, rule);
}

TEST_CASE("the other shipped counties can be made too, unknown ones and wrong sizes cannot") {
    auto const folder = written::county(200, 1, "411325");
    for (auto const &row : written::read(folder + "/行政村基本情况.xlsx").rows)
        CHECK(row.at("行政村代码").starts_with("411325"));
    auto const code_of = [](demo::DemoOptions const &options) {
        try {
            demo::write_demo(options);
        } catch (base::Error const &error) {
            return error.code();
        }
        return std::string();
    };
    CHECK(code_of({folder, "999999", 200, 1}) == "area_not_shipped");
    CHECK(code_of({folder, "4311", 200, 1}) == "area_not_shipped");
    CHECK(code_of({folder, "431128", 3, 1}) == "demo_households_out_of_range");
}

TEST_CASE("progress ends with all households") {
    std::int64_t last = 0, total = 0;
    auto const folder = written::county(300, 5) + "-progress";
    demo::write_demo({folder, "431128", 300, 5},
                     [&](std::string_view what, std::int64_t done, std::int64_t of) {
                         if (what != "households") return;
                         CHECK(done >= last);
                         last = done;
                         total = of;
                     });
    CHECK(last == 300);
    CHECK(total == 300);
}
