// The inner loops of column mode: one operation over many lanes of one width, nothing else.
//
// The same source is compiled for several instruction sets; all give the same results. Truth and
// knowledge are bits, lane i in bit i % 64 of word i / 64; bits beyond the last lane may be
// anything.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace jingzhun::cel {

// Which operand is one value for all lanes.
enum class Shape { neither, right, left };
constexpr std::size_t shapes = 3;

template <class T> using Binary = void (*)(T const *a, T const *b, T *out, std::size_t lanes);
template <class T>
using Compare = void (*)(T const *a, T const *b, std::uint64_t *out, std::size_t lanes);
template <class T, std::size_t Operations>
using Binaries = std::array<std::array<Binary<T>, shapes>, Operations>;
template <class T>
using Compares = std::array<std::array<Compare<T>, shapes>, 3>; // less, less or equal, equal
template <class From, class To>
using Convert = void (*)(From const *from, To *to, std::size_t lanes);

template <class T>
using Step = void (*)(std::int32_t const *lanes, std::int32_t const *bounds, T const *deltas,
                      std::size_t bound_count, T first, T *out, std::size_t count);
template <class T>
using LookUp = std::uint32_t (*)(T const *lanes, std::uint64_t const *table, std::int32_t *out,
                                 std::uint8_t *is_there, std::size_t count);

// Smallest and greatest; of nothing {0, 0}.
template <class T> struct Range { T low = 0, high = 0; };

// Lanes [offsets[i] - offsets[0], offsets[i + 1] - offsets[0]) belong to parent lane i.
using Offsets = std::uint32_t const *;
struct Segmented {
    Offsets offsets = nullptr;
    std::size_t parents = 0, lanes = 0;
    std::uint64_t const *ends = nullptr;   // bit of the last lane of each parent that has lanes
    std::uint64_t const *filled = nullptr; // bit of each parent that has lanes; null: all have
};

// Which lanes of a register are known.
enum class Known : std::uint8_t { none, some, all };

// Truth, zero where it is not known, and knowledge of lanes.
struct WordPair {
    std::uint64_t const *truth, *known;
};
using Combine = void (*)(std::uint64_t const *a, std::uint64_t const *b, std::uint64_t *out,
                         std::size_t count);
using CombinePairs = void (*)(WordPair a, WordPair b, std::uint64_t *truth, std::uint64_t *known,
                              std::size_t count);

struct Kernels {
    Binaries<std::int32_t, 5> integers32; // add, subtract, multiply, least, greatest; wrapping
    Binaries<std::int64_t, 5> integers64;
    Binaries<double, 6> reals; // … and divide
    Compares<std::uint8_t> compare8;
    Compares<std::int32_t> compare32;
    Compares<std::int64_t> compare64;
    Compares<double> compare_real;
    Convert<std::uint8_t, std::int32_t> widen8;
    Convert<std::int32_t, std::int64_t> widen32;
    Convert<std::int32_t, double> real32;
    Convert<std::int64_t, double> real64;
    Convert<std::uint8_t, std::uint64_t> pack; // bytes to bits: not zero
    Range<std::int32_t> (*range32)(std::int32_t const *lanes, std::size_t count);
    Range<std::int64_t> (*range64)(std::int64_t const *lanes, std::size_t count);
    // out = bit ? a : b, with whole lanes on both sides.
    void (*select32)(std::uint64_t const *bits, std::int32_t const *a, std::int32_t const *b,
                     std::int32_t *out, std::size_t lanes);
    void (*select64)(std::uint64_t const *bits, std::int64_t const *a, std::int64_t const *b,
                     std::int64_t *out, std::size_t lanes);
    // Fewest and most lanes of a parent.
    Range<std::int32_t> (*lengths)(Offsets offsets, std::size_t parents);
    // The bits of `Segmented` for offsets. `marks` has room for one byte more than the lanes, and
    // for a word more.
    void (*segment_ends)(Offsets offsets, std::size_t parents, std::uint8_t *marks,
                         std::uint64_t *ends, std::uint64_t *filled);

    // Per parent lane: is a bit set, how many are. `bits` can be read 8 bytes beyond its end, `out`
    // and `spare` have room for a word more than the parents; `running` for a number a word of the
    // children and one more.
    void (*segment_any)(std::uint64_t const *bits, Segmented const &segments, std::uint64_t *out,
                        std::uint64_t *spare);
    void (*segment_count)(std::uint64_t const *bits, Segmented const &segments, std::int32_t *out,
                          std::uint32_t *running);
    // Wrapping sums per parent lane; `running` has room for one more than the lanes.
    void (*segment_sum32)(std::int32_t const *lanes, Segmented const &segments, std::int32_t *out,
                          std::int32_t *running);
    void (*segment_sum64)(std::int64_t const *lanes, Segmented const &segments, std::int64_t *out,
                          std::int64_t *running);
    // out = values[number of bounds not after the lane]; `deltas` are the differences of the
    // values.
    Step<std::int32_t> step32;
    Step<std::int64_t> step64;
    // a & b, a | b, ~a & b, ~a | b of `count` words.
    Combine and_words, or_words, and_not_words, or_not_words;
    CombinePairs both_words, either_words; // three answers
    // Words from bit `shift` of `from` on, not 0; one more word of `from` is read.
    void (*slice_words)(std::uint64_t const *from, std::size_t shift, std::uint64_t *out,
                        std::size_t count);
    // The answers of a rule.
    void (*verdict_words)(WordPair when, WordPair must, std::uint64_t *holds, std::uint64_t *fails,
                          std::uint64_t *unknown, std::size_t count);
    Known (*settle)(std::uint64_t const *bits, std::size_t lanes);
    // out = the number in the low half of table[lane], is_there = bit 33 of it; the high halves of
    // all are ANDed.
    LookUp<std::uint8_t> look_up8;
    LookUp<std::int32_t> look_up32;
};

// The best this machine can run.
Kernels const &kernels();

Kernels const &kernels_everywhere();
Kernels const &kernels_v3(); // x86-64-v3: AVX2
Kernels const &kernels_v4(); // x86-64-v4: AVX-512

} // namespace jingzhun::cel
