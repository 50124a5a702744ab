// The workload of the rules bench: a register of synthetic households and persons, twenty-six exit
// indicators over it, and its data, made by hashing so that a household does not depend on how many
// there are.
#pragma once

#include "cel/population.hpp"
#include "cel/schema.hpp"
#include "cel/syntax.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace workload {

using namespace jingzhun;

constexpr std::size_t indicators = 26;
constexpr std::int32_t as_of_days = 20'634; // 2026-06-30

inline std::uint64_t hash(std::uint64_t row, std::uint64_t field) {
    std::uint64_t value =
        row * 0x9E3779B97F4A7C15U + field * 0xD1B54A32D192ED03U + 0x632BE59BD9B4E019U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}
inline std::uint32_t below(std::uint64_t row, std::uint64_t field, std::uint32_t count) {
    return static_cast<std::uint32_t>((hash(row, field) >> 32) * count >> 32);
}

struct Fact {
    char const *name;
    cel::Type type;
    enum { byte, half } width;
};
inline cel::Type whole() { return {cel::Kind::integer}; }
inline cel::Type code(char const *list) { return {cel::Kind::text, {}, list}; }

inline std::vector<Fact> household_facts() {
    return {{"biz", whole(), Fact::half},
            {"cost", whole(), Fact::half},
            {"transfer", whole(), Fact::half},
            {"med_cost", whole(), Fact::half},
            {"debt", whole(), Fact::half},
            {"house_grade", code("grade"), Fact::byte},
            {"house_area", whole(), Fact::half},
            {"w_qty", whole(), Fact::byte},
            {"w_qual", whole(), Fact::byte},
            {"w_dist", whole(), Fact::half},
            {"w_rel", whole(), Fact::byte},
            {"elec", {cel::Kind::boolean}, Fact::byte},
            {"road_m", whole(), Fact::half},
            {"comms", whole(), Fact::byte},
            {"food", whole(), Fact::byte},
            {"clothing", whole(), Fact::byte},
            {"risk", code("risk"), Fact::byte},
            {"visits", whole(), Fact::byte},
            {"last_visit", {cel::Kind::date}, Fact::half},
            {"registered", {cel::Kind::date}, Fact::half}};
}
inline std::vector<Fact> person_facts() {
    return {{"birth", {cel::Kind::date}, Fact::half},
            {"wage", whole(), Fact::half},
            {"sex", code("sex"), Fact::byte},
            {"school", code("school"), Fact::byte},
            {"health", code("health"), Fact::byte},
            {"med", {cel::Kind::boolean}, Fact::byte},
            {"pension", {cel::Kind::boolean}, Fact::byte},
            {"employ", code("employ"), Fact::byte}};
}

// Codes in the order of their numbers in Strings, which start at 1.
inline std::vector<cel::CodeList> code_lists() {
    return {{"grade", {"A", "B", "C", "D"}},
            {"risk", {"none", "low", "middle", "high"}},
            {"sex", {"male", "female"}},
            {"school", {"never", "at_school", "finished", "dropped_out"}},
            {"health", {"well", "chronic", "serious", "disabled"}},
            {"employ", {"idle", "farm", "local", "migrant", "post"}}};
}
constexpr std::uint8_t grade_a = 1, risk_none = 5, sex_male = 9, school_never = 11,
                       health_well = 15, employ_idle = 19;

inline std::shared_ptr<cel::Expression const> expression(std::string_view text) {
    auto parsed = cel::parse(text);
    if (parsed.expression) return std::move(parsed.expression);
    std::fprintf(stderr, "%s\n", describe(parsed.problems.front(), base::Language::en).c_str());
    std::exit(2);
}

constexpr std::array<std::int32_t, 13> lines{2800, 2855, 3000, 3200, 3500, 3750, 4000,
                                             4300, 4700, 5000, 5400, 5800, 6200}; // 2014 to 2026
constexpr std::array<std::int32_t, 4> quotas{1, 2, 4, 6}, gaps{365, 180, 90, 60};

inline std::vector<cel::Parameter> parameters() {
    cel::Parameter line{"line", whole(), {}, {}, {}},
        quota{"quota", whole(), {"risk"}, {code("risk")}, {}};
    cel::Parameter gap = quota;
    gap.name = "longest_gap";
    for (int year = 2014; year <= 2026; ++year) {
        base::Date const from = year == 2014 ? base::date_min : *base::make_date(year, 1, 1);
        line.values.push_back({{},
                               "",
                               from,
                               base::date_max,
                               std::int64_t{lines[static_cast<std::size_t>(year - 2014)]}});
    }
    for (std::size_t i = 0; i < 4; ++i) {
        std::string const risk = code_lists()[1].codes[i];
        quota.values.push_back(
            {{risk}, "", base::date_min, base::date_max, std::int64_t{quotas[i]}});
        gap.values.push_back({{risk}, "", base::date_min, base::date_max, std::int64_t{gaps[i]}});
    }
    return {line, quota, gap};
}

inline cel::Schema make_schema() {
    cel::Schema schema;
    schema.code_lists = code_lists();
    schema.parameters = parameters();
    schema.records = {{"household", {}}, {"person", {}}};
    std::vector<Fact> const facts[] = {household_facts(), person_facts()};
    for (std::size_t table = 0; table < 2; ++table)
        for (std::size_t i = 0; i < facts[table].size(); ++i)
            schema.records[table].fields.push_back(
                {facts[table][i].name, facts[table][i].type, cel::FieldSource::column, i});
    auto const derive = [&](std::size_t table, char const *name, cel::Type type, char const *text) {
        schema.records[table].fields.push_back(
            {name, std::move(type), cel::FieldSource::derived, 0, expression(text)});
    };
    schema.records[0].fields.push_back(
        {"members", cel::list_of(cel::record_of("person")), cel::FieldSource::relation, 0});
    derive(1, "age", whole(), "age(birth, as_of)");
    derive(1, "able", {cel::Kind::boolean},
           "age >= 16 && age <= 59 && health in ['well', 'chronic']");
    derive(0, "n", whole(), "size(members)");
    derive(0, "inc", whole(), "biz + transfer - cost + members.sum(m, m.wage)");
    derive(0, "able", whole(), "members.count(m, m.able)");
    derive(0, "disabled", whole(), "members.count(m, m.health == 'disabled')");
    return schema;
}

constexpr std::array<char const *, indicators> rules{
    "inc >= line() * n",
    "10 * inc >= 11 * line(registered) * n",
    "food >= 12",
    "clothing >= 4",
    "!members.exists(m, m.age >= 6 && m.age <= 15 && m.school != 'at_school' && m.health != "
    "'serious')",
    "!members.exists(m, m.age >= 3 && m.age <= 5 && m.school != 'at_school')",
    "!members.exists(m, m.age >= 16 && m.age <= 18 && m.school != 'at_school' && m.employ == "
    "'idle')",
    "members.all(m, m.med)",
    "!members.exists(m, m.age >= 60 && !m.pension)",
    "10 * med_cost <= 3 * greatest(inc, 0)",
    "house_grade in ['A', 'B']",
    "house_area >= 13 * n",
    "w_qty >= 1",
    "w_qual >= 1",
    "w_dist <= 800",
    "w_rel >= 90",
    "elec",
    "road_m <= 2000",
    "comms >= 1",
    "debt <= 2 * greatest(inc, 0)",
    "able == 0 || members.count(m, m.able && m.employ != 'idle') >= 1",
    "4 * (n - able) <= 3 * n || transfer >= 3000 * n",
    "disabled == 0 || transfer >= 900 * disabled",
    "visits >= quota(risk)",
    "days_between(last_visit, as_of) <= longest_gap(risk)",
    "registered <= as_of - 365"};

inline std::int32_t household_cell(std::size_t fact, std::uint64_t h) {
    auto const any = [&](std::uint32_t count) {
        return static_cast<std::int32_t>(below(h, fact, count));
    };
    auto const mostly = [&](std::uint32_t percent, std::int32_t good, std::int32_t bad) {
        return below(h, fact, 1000) < percent * 10 ? good : bad;
    };
    switch (fact) {
    case 0:
        return 2000 + any(40'000);
    case 1:
        return any(6000);
    case 2:
        return any(20'000);
    case 3:
        return any(4000) * (below(h, 91, 10) == 0 ? 10 : 1);
    case 4:
        return any(30'000);
    case 5:
        return grade_a + mostly(99, below(h, 92, 2) == 0 ? 0 : 1, 2);
    case 6:
        return 40 + any(140);
    case 7:
    case 8:
        return mostly(99, 1, 0);
    case 9:
        return mostly(97, any(700), 900);
    case 10:
        return mostly(99, 90 + any(10), 80);
    case 11:
        return mostly(99, 1, 0);
    case 12:
        return any(2100);
    case 13:
        return mostly(97, 1, 0);
    case 14:
        return mostly(99, 12, 10);
    case 15:
        return mostly(99, 4, 3);
    case 16:
        return risk_none + any(4);
    case 17:
        return 1 + any(10);
    case 18:
        return as_of_days - any(200);
    default:
        return as_of_days - 300 - any(4000);
    }
}

inline std::int32_t person_cell(std::size_t fact, std::uint64_t p) {
    std::uint32_t const years = below(p, 100, 85);
    bool const is_pupil = years >= 3 && years <= 18;
    bool const rare = below(p, 110 + fact, 200) == 0;
    switch (fact) {
    case 0:
        return as_of_days - static_cast<std::int32_t>(years * 365 + below(p, 101, 365));
    case 1:
        return years >= 16 && years < 60 ? static_cast<std::int32_t>(below(p, 102, 30'000)) : 0;
    case 2:
        return sex_male + static_cast<std::int32_t>(below(p, 103, 2));
    case 3:
        return school_never + (is_pupil != rare ? 1 : 2);
    case 4:
        return health_well +
               static_cast<std::int32_t>(below(p, 104, 100) < 85 ? 0 : 1 + below(p, 105, 3));
    case 5:
        return rare ? 0 : 1;
    case 6:
        return years >= 60 && rare ? 0 : 1;
    default:
        return employ_idle + static_cast<std::int32_t>(years < 16 ? 0 : below(p, 106, 5));
    }
}

inline cel::Column make_column(Fact const &fact, std::size_t rows, std::size_t index,
                               bool of_person) {
    auto const fill = [&](auto cells) {
        for (std::size_t row = 0; row < rows; ++row)
            cells[row] = static_cast<typename decltype(cells)::value_type>(
                of_person ? person_cell(index, row) : household_cell(index, row));
        return cells;
    };
    if (fact.width == Fact::byte) return {fill(std::vector<std::uint8_t>(rows)), {}};
    return {fill(std::vector<std::int32_t>(rows)), {}};
}

inline cel::Population make_population(std::size_t households) {
    cel::Population population;
    for (cel::CodeList const &list : code_lists())
        for (std::string const &text : list.codes) population.strings.intern(text);
    static constexpr std::array<std::uint32_t, 8> sizes{10, 30, 53, 73, 86, 94, 98, 100};
    cel::Relation members{1, {0}, {}, {}};
    for (std::size_t h = 0; h < households; ++h) {
        auto const size =
            std::upper_bound(sizes.begin(), sizes.end(), below(h, 99, 100)) - sizes.begin() + 1;
        members.offsets.push_back(members.offsets.back() + static_cast<std::uint32_t>(size));
    }
    std::size_t const rows[] = {households, members.offsets.back()};
    std::vector<Fact> const facts[] = {household_facts(), person_facts()};
    for (std::size_t table = 0; table < 2; ++table) {
        population.tables.push_back(
            {table == 0 ? "household" : "person", rows[table], {}, {}, {}, {}, {}, {}, {}});
        for (std::size_t i = 0; i < facts[table].size(); ++i)
            population.tables[table].columns.push_back(
                make_column(facts[table][i], rows[table], i, table == 1));
    }
    population.tables[0].relations.push_back(std::move(members));
    return population;
}

// Hides some of all facts, where they lie set to zero as the contract of a column asks.
inline void hide(cel::Population &population, std::uint32_t percent) {
    for (std::size_t table = 0; table < 2; ++table)
        for (std::size_t i = 0; i < population.tables[table].columns.size(); ++i) {
            cel::Column &column = population.tables[table].columns[i];
            std::size_t const rows = population.tables[table].rows;
            column.present.assign((rows + 63) / 64, 0);
            for (std::size_t row = 0; row < rows; ++row) {
                bool const is_there = below(row, 1000 + 100 * table + i, 100) >= percent;
                column.present[row / 64] |= std::uint64_t{is_there} << (row % 64);
                if (!is_there) std::visit([&](auto &cells) { cells[row] = 0; }, column.values);
            }
        }
}

} // namespace workload
