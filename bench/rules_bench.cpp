// Twenty-six exit indicators over synthetic households: column mode against a simple hand-written
// loop over the same columns, with all facts present and with some missing.
//
//   rules_bench [households = 1000000] [rounds = 7]
#include "cel/evaluate.hpp"
#include "cel/program.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace jingzhun;

namespace {

constexpr std::size_t indicators = 26;
constexpr std::uint32_t vetoes = 0b00000000000000011110011101 | 1U << 15 | 1U << 4; // see `rules`
constexpr std::int32_t as_of_days = 20'634;                                         // 2026-06-30

std::uint64_t hash(std::uint64_t row, std::uint64_t field) {
    std::uint64_t value =
        row * 0x9E3779B97F4A7C15U + field * 0xD1B54A32D192ED03U + 0x632BE59BD9B4E019U;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31);
}
std::uint32_t below(std::uint64_t row, std::uint64_t field, std::uint32_t count) {
    return static_cast<std::uint32_t>((hash(row, field) >> 32) * count >> 32);
}

// ---- the register ------------------------------------------------------------------------------

struct Fact {
    char const *name;
    cel::Type type;
    enum { byte, half } width;
};
cel::Type whole() { return {cel::Kind::integer}; }
cel::Type code(char const *list) { return {cel::Kind::text, {}, list}; }

std::vector<Fact> household_facts() {
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
std::vector<Fact> person_facts() {
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
std::vector<cel::CodeList> code_lists() {
    return {{"grade", {"A", "B", "C", "D"}},
            {"risk", {"none", "low", "middle", "high"}},
            {"sex", {"male", "female"}},
            {"school", {"never", "at_school", "finished", "dropped_out"}},
            {"health", {"well", "chronic", "serious", "disabled"}},
            {"employ", {"idle", "farm", "local", "migrant", "post"}}};
}
constexpr std::uint8_t grade_a = 1, risk_none = 5, sex_male = 9, school_never = 11,
                       health_well = 15, employ_idle = 19;

std::shared_ptr<cel::Expression const> expression(std::string_view text) {
    auto parsed = cel::parse(text);
    if (parsed.expression) return std::move(parsed.expression);
    std::fprintf(stderr, "%s\n", describe(parsed.problems.front(), base::Language::en).c_str());
    std::exit(2);
}

constexpr std::array<std::int32_t, 13> lines{2800, 2855, 3000, 3200, 3500, 3750, 4000,
                                             4300, 4700, 5000, 5400, 5800, 6200}; // 2014 to 2026
constexpr std::array<std::int32_t, 4> quotas{1, 2, 4, 6}, gaps{365, 180, 90, 60};

std::vector<cel::Parameter> parameters() {
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

cel::Schema make_schema() {
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

// ---- the data ----------------------------------------------------------------------------------

std::int32_t household_cell(std::size_t fact, std::uint64_t h) {
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

std::int32_t person_cell(std::size_t fact, std::uint64_t p) {
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

cel::Column make_column(Fact const &fact, std::size_t rows, std::size_t index, bool of_person) {
    auto const fill = [&](auto cells) {
        for (std::size_t row = 0; row < rows; ++row)
            cells[row] = static_cast<typename decltype(cells)::value_type>(
                of_person ? person_cell(index, row) : household_cell(index, row));
        return cells;
    };
    if (fact.width == Fact::byte) return {fill(std::vector<std::uint8_t>(rows)), {}};
    return {fill(std::vector<std::int32_t>(rows)), {}};
}

cel::Population make_population(std::size_t households) {
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
            {table == 0 ? "household" : "person", rows[table], {}, {}, {}, {}, {}, {}});
        for (std::size_t i = 0; i < facts[table].size(); ++i)
            population.tables[table].columns.push_back(
                make_column(facts[table][i], rows[table], i, table == 1));
    }
    population.tables[0].relations.push_back(std::move(members));
    return population;
}

// Hides some of all facts, where they lie set to zero as the contract of a column asks.
void hide(cel::Population &population, std::uint32_t percent) {
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

// ---- the comparator ----------------------------------------------------------------------------

template <class T>
T const *cells(cel::Population const &population, std::size_t table, std::size_t column) {
    return std::get<std::vector<T>>(population.tables[table].columns[column].values).data();
}

struct Facts {
    std::int32_t const *biz, *cost, *transfer, *med_cost, *debt, *area, *distance, *road,
        *last_visit, *registered;
    std::uint8_t const *grade, *quantity, *quality, *reliable, *power, *comms, *food, *clothing,
        *risk, *visits;
    std::int32_t const *birth, *wage;
    std::uint8_t const *school, *health, *med, *pension, *employ;
    std::uint32_t const *offsets;
};

Facts facts_of(cel::Population const &p) {
    auto const h = [&](std::size_t i) { return cells<std::int32_t>(p, 0, i); };
    auto const b = [&](std::size_t i) { return cells<std::uint8_t>(p, 0, i); };
    auto const m = [&](std::size_t i) { return cells<std::uint8_t>(p, 1, i); };
    return {h(0),
            h(1),
            h(2),
            h(3),
            h(4),
            h(6),
            h(9),
            h(12),
            h(18),
            h(19),
            b(5),
            b(7),
            b(8),
            b(10),
            b(11),
            b(13),
            b(14),
            b(15),
            b(16),
            b(17),
            cells<std::int32_t>(p, 1, 0),
            cells<std::int32_t>(p, 1, 1),
            m(3),
            m(4),
            m(5),
            m(6),
            m(7),
            p.tables[0].relations[0].offsets.data()};
}

// The latest birth with which one has that many years on the day.
std::int32_t born(int years) {
    base::Date const on{as_of_days};
    return base::make_date(on.year() - years, on.month(), on.day())->days;
}

struct Limits {
    std::int32_t y3 = born(3), y6 = born(6), y16 = born(16), y19 = born(19), y60 = born(60);
    std::array<std::int32_t, 13> from{};
};

__attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4"), optimize("O3"),
               noinline)) void
by_hand(Facts const &f, Limits const &limits, std::uint32_t *masks, std::size_t households) {
    std::int32_t const y3 = limits.y3, y6 = limits.y6, y16 = limits.y16, y19 = limits.y19,
                       y60 = limits.y60;
    for (std::size_t h = 0; h < households; ++h) {
        std::int64_t inc = std::int64_t{f.biz[h]} + f.transfer[h] - f.cost[h];
        std::int64_t able = 0, working = 0, disabled = 0;
        bool pupil = false, small = false, youth = false, uninsured = false, old = false;
        std::int64_t const n = f.offsets[h + 1] - f.offsets[h];
        for (std::size_t p = f.offsets[h]; p < f.offsets[h + 1]; ++p) {
            std::int32_t const birth = f.birth[p];
            bool const away = f.school[p] != school_never + 1;
            inc += f.wage[p];
            pupil |= birth <= y6 && birth > y16 && away && f.health[p] != health_well + 2;
            small |= birth <= y3 && birth > y6 && away;
            youth |= birth <= y16 && birth > y19 && away && f.employ[p] == employ_idle;
            uninsured |= f.med[p] == 0;
            old |= birth <= y60 && f.pension[p] == 0;
            bool const is_able = birth <= y16 && birth > y60 && f.health[p] < health_well + 2;
            able += is_able;
            working += is_able && f.employ[p] != employ_idle;
            disabled += f.health[p] == health_well + 3;
        }
        std::size_t year = 0;
        for (std::size_t i = 1; i < 13; ++i) year += f.registered[h] >= limits.from[i];
        std::int64_t const gain = inc > 0 ? inc : 0;
        std::uint32_t fail = 0;
        auto const unless = [&fail](bool holds, int indicator) {
            fail |= static_cast<std::uint32_t>(!holds) << (indicator - 1);
        };
        unless(inc >= lines[12] * n, 1);
        unless(10 * inc >= std::int64_t{11} * lines[year] * n, 2);
        unless(f.food[h] >= 12, 3);
        unless(f.clothing[h] >= 4, 4);
        unless(!pupil, 5);
        unless(!small, 6);
        unless(!youth, 7);
        unless(!uninsured, 8);
        unless(!old, 9);
        unless(std::int64_t{10} * f.med_cost[h] <= 3 * gain, 10);
        unless(f.grade[h] <= grade_a + 1, 11);
        unless(f.area[h] >= 13 * n, 12);
        unless(f.quantity[h] >= 1, 13);
        unless(f.quality[h] >= 1, 14);
        unless(f.distance[h] <= 800, 15);
        unless(f.reliable[h] >= 90, 16);
        unless(f.power[h] != 0, 17);
        unless(f.road[h] <= 2000, 18);
        unless(f.comms[h] >= 1, 19);
        unless(f.debt[h] <= 2 * gain, 20);
        unless(able == 0 || working >= 1, 21);
        unless(4 * (n - able) <= 3 * n || f.transfer[h] >= 3000 * n, 22);
        unless(disabled == 0 || f.transfer[h] >= 900 * disabled, 23);
        unless(f.visits[h] >= quotas[f.risk[h] - risk_none], 24);
        unless(as_of_days - f.last_visit[h] <= gaps[f.risk[h] - risk_none], 25);
        unless(f.registered[h] <= as_of_days - 365, 26);
        masks[h] = fail;
    }
}

// ---- sums and times ----------------------------------------------------------------------------

struct Sums {
    std::uint64_t accepted = 0, masks = 0, weighted = 0;
    bool operator==(Sums const &) const = default;
};

Sums sums_of(std::vector<std::uint32_t> const &masks) {
    Sums sums;
    for (std::size_t h = 0; h < masks.size(); ++h) {
        sums.accepted += (masks[h] & vetoes) == 0 && __builtin_popcount(masks[h] & ~vetoes) <= 2;
        sums.masks += masks[h];
        sums.weighted += masks[h] * (h % 1009 + 1);
    }
    return sums;
}

std::vector<std::uint32_t> masks_of(std::vector<cel::Answers> const &answers, std::size_t rows) {
    std::vector<std::uint32_t> masks(rows);
    for (std::size_t i = 0; i < answers.size(); ++i)
        for (std::size_t row = 0; row < rows; ++row)
            masks[row] |= static_cast<std::uint32_t>(cel::bit(answers[i].unmet, row)) << i;
    return masks;
}

double milliseconds(int rounds, std::function<void()> const &work) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        auto const start = std::chrono::steady_clock::now();
        work();
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds / 2)];
}

// Known answers that differ from those on full data, and the share of unknown ones.
void compare(std::vector<cel::Answers> const &partly, std::vector<cel::Answers> const &full) {
    std::size_t wrong = 0, unknown = 0, rows = 0;
    for (std::size_t i = 0; i < full.size(); ++i) {
        for (std::size_t word = 0; word < full[i].met.size(); ++word)
            wrong += static_cast<std::size_t>(
                __builtin_popcountll((partly[i].met[word] & ~full[i].met[word]) |
                                     (partly[i].unmet[word] & ~full[i].unmet[word])));
        unknown += cel::count(partly[i].unknown);
        rows += cel::count(full[i].met) + cel::count(full[i].unmet);
    }
    std::printf("  known answers that differ from full data: %zu; unknown: %.1f %%\n", wrong,
                100.0 * static_cast<double>(unknown) / static_cast<double>(rows));
}

} // namespace

int main(int count, char **arguments) {
    std::size_t const households = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 1'000'000;
    int const rounds = count > 2 ? std::atoi(arguments[2]) : 7;
    auto const schema = make_schema();
    auto population = make_population(households);
    cel::Context const context{{as_of_days}, {}, ""};
    std::vector<std::shared_ptr<cel::Expression const>> kept;
    std::vector<cel::RuleSource> sources;
    for (char const *rule : rules) {
        kept.push_back(expression(rule));
        sources.push_back({rule, nullptr, kept.back().get()});
    }
    cel::Compiled compiled;
    double const compile_time =
        milliseconds(rounds, [&] { compiled = cel::compile(schema, "household", sources); });
    for (auto const &problem : compiled.problems)
        std::fprintf(stderr, "%s\n", describe(problem, base::Language::en).c_str());
    if (!compiled.program) return 2;

    Limits limits;
    for (int i = 1; i < 13; ++i)
        limits.from[static_cast<std::size_t>(i)] = base::make_date(2014 + i, 1, 1)->days;
    std::vector<std::uint32_t> masks(households);
    Facts const facts = facts_of(population);
    double const hand =
        milliseconds(rounds, [&] { by_hand(facts, limits, masks.data(), households); });
    std::vector<cel::Answers> full, partly;
    double const one =
        milliseconds(rounds, [&] { full = cel::run(*compiled.program, population, context, 1); });
    double const two =
        milliseconds(rounds, [&] { full = cel::run(*compiled.program, population, context, 2); });
    Sums const expected = sums_of(masks), found = sums_of(masks_of(full, households));
    std::printf("%zu households, %zu persons, %zu rules; compiled in %.2f ms\n", households,
                population.tables[1].rows, indicators, compile_time);
    std::printf("  hand-written loop       %8.2f ms\n", hand);
    std::printf("  columns, one thread     %8.2f ms  %.2f of the loop\n", one, one / hand);
    std::printf("  columns, two threads    %8.2f ms  %.2f times faster\n", two, one / two);
    std::printf(
        "  check sums %llu %llu %llu %s\n", static_cast<unsigned long long>(expected.accepted),
        static_cast<unsigned long long>(expected.masks),
        static_cast<unsigned long long>(expected.weighted), expected == found ? "equal" : "DIFFER");
    hide(population, 2);
    double const missing =
        milliseconds(rounds, [&] { partly = cel::run(*compiled.program, population, context, 1); });
    double const missing_two =
        milliseconds(rounds, [&] { partly = cel::run(*compiled.program, population, context, 2); });
    std::printf("2 %% of the facts missing\n");
    std::printf("  columns, one thread     %8.2f ms  %.2f of all present\n", missing,
                missing / one);
    std::printf("  columns, two threads    %8.2f ms\n", missing_two);
    compare(partly, full);
    return expected == found ? 0 : 1;
}
