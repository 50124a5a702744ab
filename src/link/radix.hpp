// Sorting words by a part of their bits, in time proportional to their number.
#pragma once

#include "link/large.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace jingzhun::link {

// Sorts 64-bit words by the bits `from` … `from + bits - 1`; words equal in them keep their order.
template <class Words> void sort_words(Words &words, unsigned from, unsigned bits) {
    constexpr unsigned digit = 11;
    LargeVector<std::uint64_t> other_words(words.size());
    std::span<std::uint64_t> here(words), other(other_words);
    for (unsigned done = 0; done < bits; done += digit) {
        auto const width = bits - done < digit ? bits - done : digit;
        auto const shift = from + done;
        auto const mask = (std::uint64_t{1} << width) - 1;
        std::array<std::size_t, std::size_t{1} << digit> starts{};
        for (auto const word : here) ++starts[word >> shift & mask];
        std::size_t sum = 0;
        bool one = false; // all words have the same digit
        for (auto &start : starts) {
            one = one || start == here.size();
            auto const count = start;
            start = sum;
            sum += count;
        }
        if (one) continue;
        for (auto const word : here) other[starts[word >> shift & mask]++] = word;
        std::swap(here, other);
    }
    if (here.data() != words.data()) std::ranges::copy(here, words.begin());
}

} // namespace jingzhun::link
