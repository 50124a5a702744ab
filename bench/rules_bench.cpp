// Twenty-six exit indicators over synthetic households: column mode against a simple hand-written
// loop over the same columns, with all facts present and with some missing.
//
//   rules_bench [households = 1000000] [rounds = 7]
#include "cel/program.hpp"
#include "rules_workload.hpp"

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
using namespace workload;

namespace {

// Indicators 1 3 4 5 8 11 13 14 15 16: none may fail.
constexpr std::uint32_t vetoes = 0xF49D;

template <class T>
T const *cells(cel::Population const &population, std::size_t table, std::size_t column) {
    return std::get<cel::Array<T>>(population.tables[table].columns[column].values).data();
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
