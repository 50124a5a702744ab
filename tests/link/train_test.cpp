// The estimate finds the shares that simulated data were made with.
#include "link/link.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace jingzhun;
using namespace jingzhun::link;

namespace {

Model three_fields() {
    Model model;
    for (std::size_t i = 0; i < 3; ++i) {
        Comparison comparison;
        comparison.name = "field " + std::to_string(i);
        comparison.levels = {Level{.test = Test::exact, .text = "exact"},
                             Level{.test = Test::edit, .argument = 1, .text = "edit 1"}};
        model.comparisons.push_back(comparison);
    }
    return model;
}

constexpr double true_m[3][4] = {{0, 0.9, 0.07, 0.03}, {0, 0.8, 0.1, 0.1}, {0, 0.95, 0.02, 0.03}};
constexpr double true_u[3][4] = {
    {0, 0.01, 0.02, 0.97}, {0, 0.05, 0.05, 0.9}, {0, 0.002, 0.01, 0.988}};
constexpr double true_share = 0.01;

Pattern draw(double const (&shares)[3][4], std::mt19937_64 &random) {
    Pattern pattern = 0;
    for (unsigned i = 0; i < 3; ++i) {
        auto at = static_cast<double>(random() >> 11) / 9007199254740992.0;
        unsigned outcome = 1;
        while (outcome < 3 && at >= shares[i][outcome]) at -= shares[i][outcome++];
        pattern |= Pattern{outcome} << (4 * i);
    }
    return pattern;
}

} // namespace

TEST_CASE("expectation maximisation recovers m, u and the share of matches") {
    auto const model = three_fields();
    std::mt19937_64 random(7);
    constexpr int pairs = 500'000;
    PatternCounts counts;
    std::vector<std::vector<double>> seen(3, std::vector<double>(4, 0));
    for (int i = 0; i < pairs; ++i) {
        auto const match = static_cast<double>(random() >> 11) / 9007199254740992.0 < true_share;
        auto const pattern = match ? draw(true_m, random) : draw(true_u, random);
        counts.add(pattern);
        for (unsigned k = 0; k < 3; ++k) seen[k][outcome_of(pattern, k)] += 1.0 / pairs;
    }
    Parameters guessed;
    guessed.u = seen; // what random pairs show, those that match among them
    guessed.m.assign(3, {0, 0.7, 0.2, 0.1});
    guessed.share = 0.05;
    auto const found = estimate(model, guessed, counts, pairs);
    CHECK(found.share == doctest::Approx(true_share).epsilon(0.05));
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t k = 1; k < 4; ++k) {
            CHECK(std::abs(found.m[i][k] - true_m[i][k]) < 0.02);
            CHECK(std::abs(found.u[i][k] - true_u[i][k]) < 0.002);
        }
}

TEST_CASE("shares that the model gives are kept") {
    auto model = three_fields();
    model.comparisons[0].levels[0].m = 0.5;
    PatternCounts counts;
    counts.add(0x111, 100);
    counts.add(0x333, 10000);
    Parameters guessed;
    guessed.u.assign(3, {0, 0.01, 0.02, 0.97});
    guessed.m.assign(3, {0, 0.7, 0.2, 0.1});
    guessed.share = 0.01;
    CHECK(estimate(model, guessed, counts, 10100).m[0][1] == 0.5);
}

TEST_CASE("counts of patterns come out sorted whatever the order of adding") {
    PatternCounts one, other;
    for (Pattern i = 0; i < 5000; ++i) {
        one.add(i * 7919 % 1000);
        other.add((4999 - i) * 7919 % 1000);
    }
    CHECK(one.sorted() == other.sorted());
    CHECK(one.sorted().size() == 1000);
    PatternCounts both;
    both.add(one);
    both.add(other);
    CHECK(both.sorted().front().second == 10);
}
