// Sorting words by a part of their bits, in time proportional to their number.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace jingzhun::link {

// Sorts by the bits `from` … `from + bits - 1`; words equal in them keep their order.
inline void sort_words(std::vector<std::uint64_t> &words, unsigned from, unsigned bits) {
    constexpr unsigned digit = 11;
    std::vector<std::uint64_t> other(words.size());
    for (unsigned done = 0; done < bits; done += digit) {
        auto const width = bits - done < digit ? bits - done : digit;
        auto const shift = from + done;
        auto const mask = (std::uint64_t{1} << width) - 1;
        std::array<std::size_t, std::size_t{1} << digit> starts{};
        for (auto const word : words) ++starts[word >> shift & mask];
        std::size_t sum = 0;
        bool one = false; // all words have the same digit
        for (auto &start : starts) {
            one = one || start == words.size();
            auto const count = start;
            start = sum;
            sum += count;
        }
        if (one) continue;
        for (auto const word : words) other[starts[word >> shift & mask]++] = word;
        words.swap(other);
    }
}

} // namespace jingzhun::link
