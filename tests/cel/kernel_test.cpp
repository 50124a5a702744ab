// The inner loops give the same on every machine: each instruction set against plain loops.
#include "cel/kernel.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace jingzhun::cel;

namespace {

struct Set {
    std::string name;
    Kernels const *kernels;
};

std::vector<Set> sets() {
    std::vector<Set> all{{"everywhere", &kernels_everywhere()}};
#if defined(__x86_64__) && !defined(__clang__)
    if (__builtin_cpu_supports("x86-64-v3")) all.push_back({"v3", &kernels_v3()});
    if (__builtin_cpu_supports("x86-64-v4")) all.push_back({"v4", &kernels_v4()});
#endif
    return all;
}

using Random = std::mt19937_64;
using Bits = std::vector<std::uint64_t>;
constexpr std::size_t sizes[] = {0, 1, 7, 63, 64, 65, 127, 128, 1000, 4096, 5001};

// Values of which many are equal and some are the outermost.
template <class T> std::vector<T> some(Random &random, std::size_t count) {
    std::vector<T> values(count + 64);
    for (T &value : values) {
        auto const kind = random() % 16;
        value = kind == 0   ? std::numeric_limits<T>::lowest()
                : kind == 1 ? std::numeric_limits<T>::max()
                            : static_cast<T>(static_cast<std::int64_t>(random() % 9) - 4);
        if constexpr (std::is_same_v<T, double>)
            if (kind == 2) value = std::nan("");
    }
    return values;
}

Bits some_bits(Random &random, std::size_t lanes, unsigned one_in) {
    Bits bits(lanes / 64 + 4);
    for (std::size_t i = 0; i < bits.size() * 64; ++i)
        bits[i / 64] |= std::uint64_t{random() % one_in == 0} << (i % 64);
    return bits;
}

bool bit(Bits const &bits, std::size_t i) { return ((bits[i / 64] >> (i % 64)) & 1U) != 0; }

template <class T, class Test>
void check_compare(Compares<T> Kernels::*member, std::size_t operation, Test test) {
    Random random(7);
    for (Set const &set : sets())
        for (std::size_t const count : sizes)
            for (std::size_t shape = 0; shape < shapes; ++shape) {
                auto const a = some<T>(random, count), b = some<T>(random, count);
                Bits out(count / 64 + 1);
                (set.kernels->*member)[operation][shape](a.data(), b.data(), out.data(), count);
                std::size_t wrong = 0;
                for (std::size_t i = 0; i < count; ++i)
                    wrong += bit(out, i) != test(a[shape == 2 ? 0 : i], b[shape == 1 ? 0 : i]);
                INFO(set.name, " ", count, " shape ", shape);
                CHECK(wrong == 0);
            }
}

template <class T> void check_compares(Compares<T> Kernels::*member) {
    check_compare<T>(member, 0, [](T a, T b) { return a < b; });
    check_compare<T>(member, 1, [](T a, T b) { return a <= b; });
    check_compare<T>(member, 2, [](T a, T b) { return a == b; });
}

// Children of 0 to 9 lanes, once in a while of hundreds.
struct Family {
    std::vector<std::uint32_t> offsets;
    Segmented segments;
    std::vector<std::uint8_t> marks;
    Bits ends, filled;

    Family(Random &random, Kernels const &kernels, std::size_t parents, bool may_be_empty) {
        offsets.push_back(static_cast<std::uint32_t>(random() % 1000));
        for (std::size_t i = 0; i < parents; ++i) {
            auto const length = random() % 50 == 0 ? random() % 400 : random() % 9;
            offsets.push_back(offsets.back() + static_cast<std::uint32_t>(length) +
                              (may_be_empty ? 0U : 1U));
        }
        segments = {offsets.data(), parents, offsets.back() - offsets.front(), nullptr, nullptr};
        marks.resize(segments.lanes + 16);
        ends.resize(segments.lanes / 64 + 2);
        filled.resize(parents / 64 + 2);
        kernels.segment_ends(offsets.data(), parents, marks.data(), ends.data(), filled.data());
        segments.ends = ends.data();
        bool const all_filled = kernels.lengths(offsets.data(), parents).low > 0;
        segments.filled = all_filled ? nullptr : filled.data();
    }
    std::size_t begin(std::size_t parent) const { return offsets[parent] - offsets[0]; }
};

} // namespace

TEST_CASE("comparisons give the same on every instruction set") {
    check_compares<std::uint8_t>(&Kernels::compare8);
    check_compares<std::int32_t>(&Kernels::compare32);
    check_compares<std::int64_t>(&Kernels::compare64);
    check_compares<double>(&Kernels::compare_real);
}

TEST_CASE("any, count and sums of segments are those of loops, empty and long segments too") {
    Random random(11);
    for (Set const &set : sets())
        for (std::size_t const parents : sizes)
            for (bool const may_be_empty : {true, false})
                for (unsigned const one_in : {2U, 40U, 5000U}) {
                    if (parents == 0) continue;
                    Family const family(random, *set.kernels, parents, may_be_empty);
                    std::size_t const lanes = family.segments.lanes;
                    Bits const bits = some_bits(random, lanes, one_in);
                    auto const narrow = some<std::int32_t>(random, lanes);
                    auto const wide = some<std::int64_t>(random, lanes);
                    Bits any(parents / 64 + 2), spare(parents / 64 + 2);
                    std::vector<std::int32_t> counts(parents), sums32(parents), room32(lanes + 1);
                    std::vector<std::int64_t> sums64(parents), room64(lanes + 1);
                    std::vector<std::uint32_t> running(lanes / 64 + 2);
                    set.kernels->segment_any(bits.data(), family.segments, any.data(),
                                             spare.data());
                    set.kernels->segment_count(bits.data(), family.segments, counts.data(),
                                               running.data());
                    set.kernels->segment_sum32(narrow.data(), family.segments, sums32.data(),
                                               room32.data());
                    set.kernels->segment_sum64(wide.data(), family.segments, sums64.data(),
                                               room64.data());
                    std::size_t wrong = 0;
                    for (std::size_t i = 0; i < parents; ++i) {
                        std::int32_t count = 0;
                        std::uint32_t sum32 = 0;
                        std::uint64_t sum64 = 0;
                        for (auto j = family.begin(i); j < family.begin(i + 1); ++j) {
                            count += bit(bits, j);
                            sum32 += static_cast<std::uint32_t>(narrow[j]);
                            sum64 += static_cast<std::uint64_t>(wide[j]);
                        }
                        wrong += bit(any, i) != (count > 0);
                        wrong += counts[i] != count;
                        wrong += static_cast<std::uint32_t>(sums32[i]) != sum32;
                        wrong += static_cast<std::uint64_t>(sums64[i]) != sum64;
                    }
                    INFO(set.name, " ", parents, " parents, one bit in ", one_in);
                    CHECK(wrong == 0);
                }
}

TEST_CASE("arithmetic, steps, look-ups and words are the same on every instruction set") {
    Random random(13);
    Kernels const &plain = kernels_everywhere();
    for (Set const &set : sets())
        for (std::size_t const count : sizes) {
            INFO(set.name, " ", count);
            auto const a = some<std::int32_t>(random, count), b = some<std::int32_t>(random, count);
            auto const c = some<std::int64_t>(random, count), d = some<std::int64_t>(random, count);
            auto const e = some<double>(random, count), f = some<double>(random, count);
            auto const same = [&](auto run, auto cell) {
                std::vector<decltype(cell)> x(count), y(count);
                run(plain, x.data());
                run(*set.kernels, y.data());
                return x.empty() || std::memcmp(x.data(), y.data(), count * sizeof cell) == 0;
            };
            for (std::size_t op = 0; op < 6; ++op)
                for (std::size_t s = 0; s < shapes; ++s) {
                    if (op < 5) {
                        CHECK(same(
                            [&](Kernels const &k, std::int32_t *out) {
                                k.integers32[op][s](a.data(), b.data(), out, count);
                            },
                            std::int32_t{}));
                        CHECK(same(
                            [&](Kernels const &k, std::int64_t *out) {
                                k.integers64[op][s](c.data(), d.data(), out, count);
                            },
                            std::int64_t{}));
                    }
                    // A NaN's payload is nobody's business.
                    std::vector<double> x(count), y(count);
                    plain.reals[op][s](e.data(), f.data(), x.data(), count);
                    set.kernels->reals[op][s](e.data(), f.data(), y.data(), count);
                    std::size_t wrong = 0;
                    for (std::size_t i = 0; i < count; ++i)
                        wrong += !(x[i] == y[i] || (std::isnan(x[i]) && std::isnan(y[i])));
                    CHECK(wrong == 0);
                }
            std::vector<std::int32_t> const bounds{-3, -1, 0, 2, 4};
            std::vector<std::int32_t> const narrow{5, -7, 100, 1, 9};
            std::vector<std::int64_t> const wide{5, -7, std::int64_t{1} << 40, 1, 9};
            CHECK(same(
                [&](Kernels const &k, std::int32_t *out) {
                    k.step32(a.data(), bounds.data(), narrow.data(), 5, 3, out, count);
                },
                std::int32_t{}));
            CHECK(same(
                [&](Kernels const &k, std::int64_t *out) {
                    k.step64(a.data(), bounds.data(), wide.data(), 5, 3, out, count);
                },
                std::int64_t{}));
            CHECK(plain.range32(a.data(), count).low == set.kernels->range32(a.data(), count).low);
            CHECK(plain.range64(c.data(), count).high ==
                  set.kernels->range64(c.data(), count).high);

            Bits const p = some_bits(random, count, 2), q = some_bits(random, count, 3);
            std::size_t const words = (count + 63) / 64;
            for (Combine Kernels::*combine : {&Kernels::and_words, &Kernels::or_words,
                                              &Kernels::and_not_words, &Kernels::or_not_words}) {
                Bits x(words), y(words);
                (plain.*combine)(p.data(), q.data(), x.data(), words);
                (set.kernels->*combine)(p.data(), q.data(), y.data(), words);
                CHECK(x == y);
            }
            Bits x(words), y(words);
            plain.slice_words(p.data(), 13, x.data(), words);
            set.kernels->slice_words(p.data(), 13, y.data(), words);
            CHECK(x == y);
            for (std::size_t i = 0; i + 13 < count; ++i) REQUIRE(bit(x, i) == bit(p, i + 13));
        }
}

TEST_CASE("steps add up to the value in force") {
    std::vector<std::int32_t> const bounds{10, 20}, deltas{5, -2};
    std::vector<std::int32_t> lanes, out(40);
    for (std::int32_t day = 0; day < 40; ++day) lanes.push_back(day);
    for (Set const &set : sets()) {
        set.kernels->step32(lanes.data(), bounds.data(), deltas.data(), 2, 100, out.data(), 40);
        CHECK(out[9] == 100);
        CHECK(out[10] == 105);
        CHECK(out[19] == 105);
        CHECK(out[39] == 103);
    }
}

TEST_CASE("three answers absorb: a false side decides both, a true one either") {
    // Lanes: false, true, unknown against each of them.
    Bits const a_true{0b000111000}, a_known{0b000111111};
    Bits const b_true{0b010010010}, b_known{0b011011011};
    for (Set const &set : sets()) {
        Bits truth(1), known(1);
        set.kernels->both_words({a_true.data(), a_known.data()}, {b_true.data(), b_known.data()},
                                truth.data(), known.data(), 1);
        CHECK((truth[0] & 0x1FF) == 0b000010000);
        CHECK((known[0] & 0x1FF) == 0b001011111);
        set.kernels->either_words({a_true.data(), a_known.data()}, {b_true.data(), b_known.data()},
                                  truth.data(), known.data(), 1);
        CHECK((truth[0] & 0x1FF) == 0b010111010);
        CHECK((known[0] & 0x1FF) == 0b010111011);
        CHECK(set.kernels->settle(known.data(), 9) == Known::some);
        CHECK(set.kernels->settle(known.data(), 2) == Known::all);
    }
}
