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

// Smallest and greatest; of nothing {0, 0}.
template <class T> struct Range { T low = 0, high = 0; };

// Lanes [offsets[i] - offsets[0], offsets[i + 1] - offsets[0]) belong to parent lane i.
using Offsets = std::uint32_t const *;

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
    // Per parent lane: is a bit set, how many are. `bits` can be read 8 bytes beyond its end.
    void (*segment_any)(std::uint64_t const *bits, Offsets offsets, std::uint64_t *out,
                        std::size_t parents);
    void (*segment_count)(std::uint64_t const *bits, Offsets offsets, std::int32_t *out,
                          std::size_t parents);
    // Wrapping sums per parent lane; `running` has room for one more than the lanes.
    void (*segment_sum32)(std::int32_t const *lanes, Offsets offsets, std::int64_t *out,
                          std::size_t parents, std::int64_t *running);
    void (*segment_sum64)(std::int64_t const *lanes, Offsets offsets, std::int64_t *out,
                          std::size_t parents, std::int64_t *running);
    // out = values[number of bounds not after the lane]; `deltas` are the differences of the
    // values.
    void (*step)(std::int32_t const *lanes, std::int32_t const *bounds, std::int64_t const *deltas,
                 std::size_t bound_count, std::int64_t first, std::int64_t *out, std::size_t count);
};

// The best this machine can run.
Kernels const &kernels();

Kernels const &kernels_everywhere();
Kernels const &kernels_v3(); // x86-64-v3: AVX2
Kernels const &kernels_v4(); // x86-64-v4: AVX-512

} // namespace jingzhun::cel
