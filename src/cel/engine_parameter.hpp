// The memory a thread keeps of parameters: for keys and area the steps in time.
#pragma once

#include "cel/engine_state.hpp"

namespace jingzhun::cel {

constexpr std::int32_t no_key = INT32_MIN;

// Area and keys as numbers of texts.
struct Keys {
    std::int64_t parameter = 0;
    std::array<std::int32_t, 4> values{no_key, no_key, no_key, no_key};
    bool operator==(Keys const &) const = default;
};
struct KeysHash {
    std::size_t operator()(Keys const &keys) const {
        auto hash = static_cast<std::uint64_t>(keys.parameter);
        for (std::int32_t const value : keys.values)
            hash = (hash ^ static_cast<std::uint32_t>(value)) * 0x9E3779B97F4A7C15U;
        return hash ^ hash >> 29;
    }
};

// Where one key varies among few and the date does not: a value for each number of the key.
struct KeyTable {
    std::vector<std::int64_t> values;
    // Of integers that are all narrow, for a loop that looks up value and state in one word: the
    // value below, above it `asked` and `there`.
    std::vector<std::uint64_t> narrow;
    std::vector<std::uint8_t> states; // 0 not asked yet, 1 nothing in force, 2 there
    std::int64_t low = 0, high = 0;
};
constexpr std::uint64_t asked = std::uint64_t{1} << 32, there = std::uint64_t{1} << 33;
constexpr std::int64_t key_table_max = 4096;

struct Frame::Parameters {
    std::unordered_map<Register, KeyTable> tables;
    std::unordered_map<Keys, Steps, KeysHash> steps;
};

} // namespace jingzhun::cel
