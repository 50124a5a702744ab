// Why a finding stands: the facts that decided it and where each comes from; what another line
// would change, recounted from the files.
#include "app/program.hpp"
#include "app/table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>

using namespace jingzhun::testing;
using jingzhun::base::Json;

namespace {

struct Decided {
    char const *rule, *field, *source, *file;
};

// Ten rules, each with a fact that decides it and the file it stands in.
constexpr Decided decided[] = {
    {"registered_owns_vehicle", "use", "vehicles", "机动车登记.csv"},
    {"registered_owns_business", "status", "businesses", "市场主体登记.csv"},
    {"deceased_member", "died_on", "deaths", "死亡注销名单.csv"},
    {"identity_number_invalid", "identity", "", ""},
    {"exited_income_below_line", "wage_income", "household_survey", "入户核查表.xlsx"},
    {"unsafe_house", "house_grade", "household_survey", "入户核查表.xlsx"},
    {"child_not_at_school", "schooling", "member_survey", "入户核查表.xlsx"},
    {"conflict_insurance", "insurance", "member_survey", "入户核查表.xlsx"},
    {"large_medical_spending", "self_paid", "medical_spending", "医疗费用清单.xlsx"},
    {"closure_contradicted", "rule_no", "problems", "问题整改台账.xlsx"},
};

Json first_finding(std::string const &rule) {
    auto const found = run_json({"findings", county().store, "--rule", rule});
    REQUIRE_FALSE(found.array()->empty());
    return found.array()->front();
}

std::string optional_text(Json const &object, std::string_view name) {
    auto const *text = object.text(name);
    return text == nullptr ? "" : *text;
}

// The cell of the file that the origin names, by the header of the column.
std::string cell_at(Json const &origin, std::string const &header) {
    static std::map<std::string, std::vector<Table>> read;
    auto const file = county().files + "/" + text_of(origin, "file");
    auto const [place, fresh] = read.try_emplace(file);
    if (fresh) place->second = read_tables(file);
    for (auto const &table : place->second) {
        if (table.sheet != text_of(origin, "sheet")) continue;
        auto const column = std::ranges::find(table.header, header) - table.header.begin();
        auto const row = static_cast<std::size_t>(number_of(origin, "row")) - 2;
        REQUIRE(row < table.rows.size());
        return table.rows[row].at(static_cast<std::size_t>(column)).text;
    }
    return "";
}

// What the survey and the roster say of one household.
struct Counted {
    std::int64_t members = 0;
    bool exited = false;
    std::optional<double> net; // yuan, where all parts are given
};

std::map<std::string, Counted> count_from_files() {
    std::map<std::string, Counted> households;
    auto const column = [](Table const &table, std::string const &header) {
        auto const found = std::ranges::find(table.header, header);
        REQUIRE(found != table.header.end());
        return static_cast<std::size_t>(found - table.header.begin());
    };
    auto const roster = read_tables(county().files + "/建档立卡人口信息.xlsx").front();
    for (auto const &row : roster.rows) {
        auto &household = households[row[column(roster, "户编号")].text];
        ++household.members;
        household.exited = row[column(roster, "脱贫属性")].text == "已脱贫";
    }
    auto const survey = read_tables(county().files + "/入户核查表.xlsx").front();
    for (auto const &row : survey.rows) {
        auto const found = households.find(row[column(survey, "户编号")].text);
        if (found == households.end()) continue;
        double net = 0;
        bool whole = true;
        for (auto const *part :
             {"工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出"}) {
            auto const &text = row[column(survey, part)].text;
            whole &= !text.empty();
            if (!text.empty())
                net += (std::string_view(part) == "生产经营性支出" ? -1 : 1) * std::stod(text);
        }
        if (whole) found->second.net = net;
    }
    return households;
}

std::int64_t count_below(std::map<std::string, Counted> const &households, double line) {
    return std::ranges::count_if(households, [&](auto const &one) {
        auto const &[key, household] = one;
        return household.exited && household.net &&
               *household.net <= line * static_cast<double>(household.members);
    });
}

std::int64_t count_of(Json const &report, std::string_view list, std::string_view rule,
                      std::string_view member) {
    for (auto const &one : array_of(report, list))
        if (text_of(one, "rule") == rule) return number_of(one, member);
    return -1;
}

} // namespace

TEST_CASE("an explanation names the facts that decided, with source, file, batch, row and date") {
    for (auto const &expected : decided) {
        CAPTURE(expected.rule);
        auto const finding = first_finding(expected.rule);
        auto const explained = run_json({"explain", county().store, text_of(finding, "register"),
                                         text_of(finding, "subject"), "--rule", expected.rule});
        CHECK(text_of(explained, "as_of") == as_of);
        auto const &answer = array_of(explained, "rules").front();
        CHECK(text_of(answer, "answer") == "unmet");
        CHECK_FALSE(text_of(answer, "source").empty());
        auto seen = false;
        for (auto const &fact : array_of(answer, "facts")) {
            auto const *origin = fact.find("origin");
            if (text_of(fact, "field") != expected.field || origin->object() == nullptr) continue;
            seen = true;
            if (*expected.source != '\0') CHECK(text_of(*origin, "source") == expected.source);
            if (*expected.file != '\0') CHECK(text_of(*origin, "file") == expected.file);
            CHECK(number_of(*origin, "batch") > 0);
            CHECK(number_of(*origin, "row") > 1);
            CHECK(text_of(*origin, "recorded_at").size() >= 20);
        }
        CHECK(seen);
    }
}

TEST_CASE("an explanation in words shows the same") {
    auto const finding = first_finding("unsafe_house");
    auto const zh = run({"explain", county().store, "household", text_of(finding, "subject"),
                         "--rule", "unsafe_house"});
    CHECK(zh.status == 0);
    CHECK(zh.out.find("入户核查表.xlsx") != std::string::npos);
    CHECK(zh.out.find("有问题") != std::string::npos);
    auto const en = run({"explain", county().store, "household", text_of(finding, "subject"),
                         "--rule", "unsafe_house", "--lang", "en"});
    CHECK(en.out.find("problem") != std::string::npos);
}

TEST_CASE("the row an explanation names is the row of the file with that value") {
    auto const finding = first_finding("unsafe_house");
    auto const explained = run_json({"explain", county().store, "household",
                                     text_of(finding, "subject"), "--rule", "unsafe_house"});
    auto checked = false;
    for (auto const &fact : array_of(array_of(explained, "rules").front(), "facts")) {
        if (text_of(fact, "field") != "house_grade") continue;
        auto const &origin = *fact.find("origin");
        CHECK(cell_at(origin, "住房安全等级") == text_of(fact, "value"));
        CHECK(cell_at(origin, "户编号") == text_of(finding, "subject"));
        CHECK_FALSE(optional_text(origin, "valid_from").empty()); // a survey has its day
        checked = true;
    }
    CHECK(checked);
}

TEST_CASE("what another line changes is what a recount of the files says, and areas add up") {
    auto const households = count_from_files();
    for (auto const line : {2000, 6000, 12000}) {
        CAPTURE(line);
        auto const result = run_json(
            {"what-if", county().store, "--set", "line[purpose=exit]=" + std::to_string(line)});
        auto const rule = "exited_income_below_line";
        auto const before = count_of(result, "before", rule, "unmet");
        auto const after = count_of(result, "after", rule, "unmet");
        CHECK(before == count_below(households, 4000));
        CHECK(after == count_below(households, line));
        std::int64_t difference = 0;
        for (auto const &area : array_of(result, "by"))
            if (text_of(area, "rule") == rule)
                difference += number_of(area, "newly_unmet") - number_of(area, "newly_met");
        CHECK(difference == after - before);
    }
}

TEST_CASE("what-if writes nothing") {
    auto const before = run({"findings", county().store, "--json"}).out;
    run_json({"what-if", county().store, "--set", "line[purpose=exit]=9000", "--by", "village"});
    CHECK(run({"findings", county().store, "--json"}).out == before);
    CHECK(run({"what-if", county().store}).status == 2);
}
