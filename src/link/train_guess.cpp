// Agreement by chance: from values that meet and from pairs taken at random.
#include "link/radix.hpp"
#include "link/train.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::link {
namespace {

constexpr std::size_t pairs_taken = 300'000;
constexpr std::size_t rows_taken = 200'000;

// Numbers that look random and are the same every time.
class Sequence {
  public:
    std::uint64_t below(std::uint64_t most) {
        state_ += 0x9E3779B97F4A7C15ULL;
        return mix(state_) % most;
    }

  private:
    std::uint64_t state_ = 20201231;
};

std::vector<Value> some_values(Table const &table, std::size_t field) {
    auto const rows = std::min<std::size_t>(table.size(), rows_taken);
    std::vector<Value> values;
    for (std::size_t i = 0; i < rows; ++i) {
        auto const row = static_cast<RowNumber>(std::size_t{table.size()} * i / rows);
        if (auto const value = table.value(row, field); value != 0) values.push_back(value);
    }
    sort_words(values, 0, 64);
    return values;
}

// The share of pairs of records whose values are equal, each of another record.
double meeting(Table const &left, Table const &right, std::size_t field) {
    auto const a = some_values(left, field);
    auto const within = &left == &right;
    auto const b = within ? a : some_values(right, field);
    double equal = 0;
    for (std::size_t i = 0, j = 0; i < a.size();) {
        auto end = i;
        while (end < a.size() && a[end] == a[i]) ++end;
        while (j < b.size() && b[j] < a[i]) ++j;
        auto meet = j;
        while (meet < b.size() && b[meet] == a[i]) ++meet;
        auto const own = static_cast<double>(end - i), other = static_cast<double>(meet - j);
        equal += own * (within ? own - 1 : other);
        i = end;
    }
    auto const count_a = static_cast<double>(a.size());
    auto const count_b = static_cast<double>(b.size()) - (within ? 1 : 0);
    return count_a * count_b > 0 ? equal / (count_a * count_b) : 0;
}

PatternCounts random_patterns(Space const &space, Table const &left, Table const &right) {
    Comparer const comparer(space, left, right);
    Sequence sequence;
    PatternCounts counts;
    for (std::size_t i = 0; i < pairs_taken; ++i) {
        Pair const pair{static_cast<RowNumber>(sequence.below(left.size())),
                        static_cast<RowNumber>(sequence.below(right.size()))};
        if (&left == &right && pair.left == pair.right) continue;
        counts.add(comparer.compare(pair));
    }
    return counts;
}

void guess_m(Comparison const &comparison, std::vector<double> &m) {
    // Most agree wholly, each further level is half as likely as the one before.
    auto const levels = comparison.levels.size();
    double left = 0.95;
    for (std::size_t k = 1; k <= levels; ++k) {
        m[k] = k == levels ? left : left * 0.8;
        left -= m[k];
        if (comparison.levels[k - 1].m) m[k] = *comparison.levels[k - 1].m;
        m[k] = std::max(m[k], 1e-3);
    }
    m[levels + 1] = comparison.m_else.value_or(0.05);
}

} // namespace

Parameters guess(Space const &space, Table const &left, Table const &right) {
    auto const &model = *space.model;
    Parameters parameters;
    auto const counts = random_patterns(space, left, right).sorted();
    for (std::size_t i = 0; i < model.comparisons.size(); ++i) {
        auto const &comparison = model.comparisons[i];
        auto const outcomes = comparison.levels.size() + 2;
        std::vector<double> u(outcomes, 0), m(outcomes, 0);
        double total = 0;
        for (auto const &[pattern, count] : counts) {
            auto const outcome = outcome_of(pattern, i);
            u[outcome] += static_cast<double>(count);
            if (outcome != 0) total += static_cast<double>(count);
        }
        for (auto &share : u) share = (share + 0.5) / (total + 0.5 * static_cast<double>(outcomes));
        if (comparison.levels.front().test == Test::exact) {
            // Counted among all values rather than seen among a few pairs.
            auto const all = static_cast<double>(left.size()) * static_cast<double>(right.size());
            u[1] = std::max(meeting(left, right, comparison.field), 0.5 / all);
        }
        for (std::size_t k = 1; k < outcomes; ++k) {
            auto const given = k + 1 == outcomes ? comparison.u_else : comparison.levels[k - 1].u;
            if (given) u[k] = *given;
        }
        guess_m(comparison, m);
        parameters.m.push_back(std::move(m));
        parameters.u.push_back(std::move(u));
    }
    parameters.frequencies = count_frequencies(space, left, right);
    auto const smaller = static_cast<double>(std::min(left.size(), right.size()));
    auto const all = static_cast<double>(left.size()) * static_cast<double>(right.size()) /
                     (&left == &right ? 2 : 1);
    auto const matches = model.matches > 0 ? model.matches : 0.5;
    parameters.share = std::clamp(matches * smaller / std::max(all, 1.0), 1e-15, 0.5);
    return parameters;
}

} // namespace jingzhun::link
