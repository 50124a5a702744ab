// From children's lanes to their parents: part of the loops behind `Kernels`, included by them
// alone.
#pragma once

#include "cel/kernel_compare.hpp"

namespace jingzhun::cel {
namespace {

Range<std::int32_t> lengths(Offsets offsets, std::size_t parents) {
    if (parents == 0) return {};
    std::uint32_t low = ~0U, high = 0;
    for (std::size_t i = 0; i < parents; ++i) {
        std::uint32_t const length = offsets[i + 1] - offsets[i];
        low = length < low ? length : low;
        high = length > high ? length : high;
    }
    return {std::int32_t(low), std::int32_t(high)};
}

// A byte for each lane that is a last one, then bits of those. An empty segment marks again the
// last lane of the one before it, or the byte before all.
void segment_ends(Offsets offsets, std::size_t parents, std::uint8_t *marks, std::uint64_t *ends,
                  std::uint64_t *filled) {
    std::uint32_t const first = offsets[0];
    std::size_t const lanes = offsets[parents] - first;
    std::memset(marks, 0, lanes + 1);
    for (std::size_t i = 0; i < parents; ++i) marks[offsets[i + 1] - first] = 1;
    pack(marks + 1, ends, lanes);
    for (std::size_t start = 0; start < parents; start += 64) {
        std::size_t const count = parents - start < 64 ? parents - start : 64;
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < count; ++i)
            word |= std::uint64_t{offsets[start + i + 1] != offsets[start + i]} << i;
        filled[start / 64] = word;
    }
}

// Up to 57 bits from bit `at` on; what lies beyond `count` is cut off.
inline std::uint64_t bits_at(std::uint64_t const *bits, std::size_t at, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, reinterpret_cast<char const *>(bits) + at / 8, 8);
    return (word >> (at % 8)) & ((std::uint64_t{1} << count) - 1);
}

constexpr std::size_t short_segment = 56;

bool any_of_long(std::uint64_t const *bits, std::size_t begin, std::size_t end) {
    for (; begin < end; begin += short_segment)
        if (bits_at(bits, begin, end - begin < short_segment ? end - begin : short_segment) != 0)
            return true;
    return false;
}

void any_by_parent(std::uint64_t const *bits, Segmented const &segments, std::uint64_t *out) {
    std::uint32_t const first = segments.offsets[0];
    for (std::size_t start = 0; start < segments.parents; start += 64) {
        std::size_t const count = segments.parents - start < 64 ? segments.parents - start : 64;
        std::uint64_t word = 0;
        std::size_t begin = segments.offsets[start] - first;
        for (std::size_t i = 0; i < count; ++i) {
            std::size_t const end = segments.offsets[start + i + 1] - first;
            bool const any = end - begin <= short_segment ? bits_at(bits, begin, end - begin) != 0
                                                          : any_of_long(bits, begin, end);
            word |= std::uint64_t{any} << i;
            begin = end;
        }
        out[start / 64] = word;
    }
}

#if defined(__SSE2__)

// In each segment the lanes before the last are all ones in `~ends`: added to the set bits among
// them they carry into the last lane where there is one. Carries go on from word to word. The last
// lanes are then gathered, 64 to a word. `out` has room for one word more.
template <int>
inline void any_of_filled(std::uint64_t const *bits, Segmented const &segments,
                          std::uint64_t *out) {
    unsigned char carry = 0;
    std::uint64_t word = 0;
    unsigned used = 0;
    std::size_t const words = (segments.lanes + 63) / 64;
    for (std::size_t i = 0; i < words; ++i) {
        std::uint64_t const ends = segments.ends[i];
        unsigned long long sum = 0;
        carry = _addcarry_u64(carry, ~ends, bits[i] & ~ends, &sum);
        std::uint64_t const found = _pext_u64((sum | bits[i]) & ends, ends);
        word |= found << used;
        *out = word;
        std::uint64_t const rest = found >> 1 >> (63 - used); // what the word had no room for
        used += static_cast<unsigned>(__builtin_popcountll(ends));
        word = used < 64 ? word : rest;
        out += used / 64;
        used %= 64;
    }
    *out = word;
}

template <int>
inline void any_by_carry(std::uint64_t const *bits, Segmented const &segments, std::uint64_t *out,
                         std::uint64_t *spare) {
    if (segments.filled == nullptr) return any_of_filled<0>(bits, segments, out);
    any_of_filled<0>(bits, segments, spare);
    std::size_t at = 0; // of the bits in `spare`
    for (std::size_t i = 0; i < (segments.parents + 63) / 64; ++i) {
        std::size_t const shift = at % 64;
        std::uint64_t next = spare[at / 64] >> shift;
        if (shift != 0) next |= spare[at / 64 + 1] << (64 - shift);
        out[i] = _pdep_u64(next, segments.filled[i]);
        at += static_cast<std::size_t>(__builtin_popcountll(segments.filled[i]));
    }
}

#endif

void segment_any(std::uint64_t const *bits, Segmented const &segments, std::uint64_t *out,
                 std::uint64_t *spare) {
#if defined(__SSE2__)
    if constexpr (level >= 3) return any_by_carry<0>(bits, segments, out, spare);
#endif
    static_cast<void>(spare);
    any_by_parent(bits, segments, out);
}

// Bits before each offset: those of the words before, and those before it in its word.
void segment_count(std::uint64_t const *bits, Segmented const &segments, std::int32_t *out,
                   std::uint32_t *running) {
    std::size_t const words = (segments.lanes + 63) / 64;
    running[0] = 0;
    for (std::size_t i = 0; i < words; ++i)
        running[i + 1] = running[i] + static_cast<std::uint32_t>(__builtin_popcountll(bits[i]));
    std::uint32_t const first = segments.offsets[0];
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < segments.parents; ++i) {
        std::size_t const end = segments.offsets[i + 1] - first;
        std::uint64_t const below = (std::uint64_t{1} << (end % 64)) - 1;
        std::uint32_t const until =
            running[end / 64] +
            static_cast<std::uint32_t>(__builtin_popcountll(bits[end / 64] & below));
        out[i] = std::int32_t(until - before);
        before = until;
    }
}

// Sums from the first lane on, and their differences at the offsets: no loop whose length varies.
template <class T>
void segment_sum(T const *__restrict lanes, Segmented const &segments, T *__restrict out,
                 T *__restrict running) {
    using Unsigned = std::make_unsigned_t<T>;
    std::uint32_t const first = segments.offsets[0];
    Unsigned sum = 0;
    running[0] = 0;
    for (std::size_t i = 0; i < segments.lanes; ++i) {
        sum += Unsigned(lanes[i]);
        running[i + 1] = T(sum);
    }
    Unsigned before = 0;
    for (std::size_t i = 0; i < segments.parents; ++i) {
        auto const until = Unsigned(running[segments.offsets[i + 1] - first]);
        out[i] = T(until - before);
        before = until;
    }
}

} // namespace
} // namespace jingzhun::cel
