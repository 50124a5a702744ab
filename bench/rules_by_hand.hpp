// The twenty-six indicators as one hand-written loop over the columns, and what all engines'
// answers are held against: how many are accepted, and two sums over the masks of failed
// indicators.
#pragma once

#include "cel/program.hpp"
#include "rules_workload.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace workload {

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

inline Facts facts_of(cel::Population const &p) {
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
inline std::int32_t born(int years) {
    base::Date const on{as_of_days};
    return base::make_date(on.year() - years, on.month(), on.day())->days;
}

struct Limits {
    std::int32_t y3 = born(3), y6 = born(6), y16 = born(16), y19 = born(19), y60 = born(60);
    std::array<std::int32_t, 13> from{}; // the first day of each line but the first
};
inline Limits make_limits() {
    Limits limits;
    for (int i = 1; i < 13; ++i)
        limits.from[static_cast<std::size_t>(i)] = base::make_date(2014 + i, 1, 1)->days;
    return limits;
}

// One bit for each indicator that fails, for each household.
__attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4"), optimize("O3"),
               noinline)) static void
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

inline Sums sums_of(std::vector<std::uint32_t> const &masks) {
    Sums sums;
    for (std::size_t h = 0; h < masks.size(); ++h) {
        sums.accepted += (masks[h] & vetoes) == 0 && __builtin_popcount(masks[h] & ~vetoes) <= 2;
        sums.masks += masks[h];
        sums.weighted += masks[h] * (h % 1009 + 1);
    }
    return sums;
}

inline std::vector<std::uint32_t> masks_of(std::vector<cel::Answers> const &answers,
                                           std::size_t rows) {
    std::vector<std::uint32_t> masks(rows);
    for (std::size_t i = 0; i < answers.size(); ++i)
        for (std::size_t row = 0; row < rows; ++row)
            masks[row] |= static_cast<std::uint32_t>(cel::bit(answers[i].unmet, row)) << i;
    return masks;
}

} // namespace workload
