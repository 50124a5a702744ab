// Numbers that look random and are the same on every machine: splitmix64, keyed by seed, stream and
// index.
//
// Each village, household and plan has its own key, so that what one draws never moves another.
// No std distribution is used: their results differ between libraries.
#pragma once

#include <cstdint>
#include <span>

namespace jingzhun::demo {

class Random {
  public:
    Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t index)
        : state_(mixed(mixed(mixed(seed) ^ stream) ^ index)) {}

    std::uint64_t next() { return mixed(state_ += 0x9E3779B97F4A7C15ULL); }
    // 0 .. count-1. Requires: count > 0.
    std::int64_t below(std::int64_t count) {
        return static_cast<std::int64_t>((next() >> 32) * static_cast<std::uint64_t>(count) >> 32);
    }
    // Both ends included. Requires: low <= high, and less than 2^32 values.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + below(high - low + 1);
    }
    bool chance(double share) {
        return static_cast<double>(next() >> 11) < share * 9007199254740992.0;
    }
    template <class T> T const &pick(std::span<T const> choices) {
        return choices[static_cast<std::size_t>(below(static_cast<std::int64_t>(choices.size())))];
    }
    // Between low and high with most of the weight in the middle (the mean of three draws).
    std::int64_t middling(std::int64_t low, std::int64_t high) {
        return (between(low, high) + between(low, high) + between(low, high)) / 3;
    }
    // The place that a draw falls in when each has its weight. Requires: the sum is positive.
    std::size_t weighted(std::span<int const> weights) {
        std::int64_t sum = 0;
        for (int weight : weights) sum += weight;
        std::int64_t draw = below(sum);
        std::size_t place = 0;
        while (draw >= weights[place]) draw -= weights[place++];
        return place;
    }

  private:
    static constexpr std::uint64_t mixed(std::uint64_t x) {
        x ^= x >> 30;
        x *= 0xBF58476D1CE4E5B9ULL;
        x ^= x >> 27;
        x *= 0x94D049BB133111EBULL;
        return x ^ (x >> 31);
    }
    std::uint64_t state_;
};

} // namespace jingzhun::demo
