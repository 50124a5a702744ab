// The loops behind `Kernels`, included by one source file per instruction set, after it has set the
// compiler's target. Everything is local to that file, so that no function is shared between
// targets.
#pragma once

#include "cel/kernel.hpp"

#include <cstring>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace jingzhun::cel {
namespace {

struct Add {
    template <class T> static T of(T a, T b) {
        if constexpr (sizeof(T) == 4) return T(std::uint32_t(a) + std::uint32_t(b));
        else return T(std::uint64_t(a) + std::uint64_t(b));
    }
    static double of(double a, double b) { return a + b; }
};
struct Subtract {
    template <class T> static T of(T a, T b) {
        if constexpr (sizeof(T) == 4) return T(std::uint32_t(a) - std::uint32_t(b));
        else return T(std::uint64_t(a) - std::uint64_t(b));
    }
    static double of(double a, double b) { return a - b; }
};
struct Multiply {
    template <class T> static T of(T a, T b) {
        if constexpr (sizeof(T) == 4) return T(std::uint32_t(a) * std::uint32_t(b));
        else return T(std::uint64_t(a) * std::uint64_t(b));
    }
    static double of(double a, double b) { return a * b; }
};
// The second where it is the smaller, or the greater: a NaN on the left stays.
struct Least {
    template <class T> static T of(T a, T b) { return b < a ? b : a; }
};
struct Greatest {
    template <class T> static T of(T a, T b) { return b > a ? b : a; }
};
struct Divide {
    static double of(double a, double b) { return a / b; }
};
struct Less {
    template <class T> static bool of(T a, T b) { return a < b; }
};
struct LessEqual {
    template <class T> static bool of(T a, T b) { return a <= b; }
};
struct Equal {
    template <class T> static bool of(T a, T b) { return a == b; }
};

template <class T, class Operation, Shape shape>
void binary(T const *__restrict a, T const *__restrict b, T *__restrict out, std::size_t lanes) {
    for (std::size_t i = 0; i < lanes; ++i)
        out[i] = Operation::of(a[shape == Shape::left ? 0 : i], b[shape == Shape::right ? 0 : i]);
}

// 64 bytes of 0 or 1 to 64 bits.
inline std::uint64_t pack_word(std::uint8_t const *bytes) {
    std::uint64_t word = 0;
#if defined(__AVX512BW__)
    word = _mm512_test_epi8_mask(_mm512_loadu_si512(bytes), _mm512_set1_epi8(-1));
#elif defined(__AVX2__)
    for (int half = 0; half < 2; ++half) {
        __m256i const lanes =
            _mm256_loadu_si256(reinterpret_cast<__m256i const *>(bytes + 32 * half));
        auto const zero = static_cast<std::uint32_t>(
            _mm256_movemask_epi8(_mm256_cmpeq_epi8(lanes, _mm256_setzero_si256())));
        word |= std::uint64_t{~zero} << (32 * half);
    }
#elif defined(__SSE2__)
    for (int quarter = 0; quarter < 4; ++quarter) {
        __m128i const lanes =
            _mm_loadu_si128(reinterpret_cast<__m128i const *>(bytes + 16 * quarter));
        auto const zero = static_cast<std::uint32_t>(
            _mm_movemask_epi8(_mm_cmpeq_epi8(lanes, _mm_setzero_si128())));
        word |= std::uint64_t{~zero & 0xFFFFU} << (16 * quarter);
    }
#else
    for (int i = 0; i < 64; ++i) word |= std::uint64_t{bytes[i] != 0} << i;
#endif
    return word;
}

template <class T, class Operation, Shape shape>
void compare(T const *__restrict a, T const *__restrict b, std::uint64_t *__restrict out,
             std::size_t lanes) {
    alignas(64) std::uint8_t bytes[64];
    std::size_t const whole = lanes / 64 * 64;
    for (std::size_t start = 0; start < whole; start += 64) {
        for (std::size_t i = 0; i < 64; ++i)
            bytes[i] = Operation::of(a[shape == Shape::left ? 0 : start + i],
                                     b[shape == Shape::right ? 0 : start + i]);
        out[start / 64] = pack_word(bytes);
    }
    std::uint64_t word = 0;
    for (std::size_t i = whole; i < lanes; ++i) {
        bool const holds =
            Operation::of(a[shape == Shape::left ? 0 : i], b[shape == Shape::right ? 0 : i]);
        word |= std::uint64_t{holds} << (i - whole);
    }
    if (whole < lanes) out[whole / 64] = word;
}

template <class T, class Operation> constexpr std::array<Binary<T>, shapes> binaries() {
    return {binary<T, Operation, Shape::neither>, binary<T, Operation, Shape::right>,
            binary<T, Operation, Shape::left>};
}
template <class T, class Operation> constexpr std::array<Compare<T>, shapes> comparisons() {
    return {compare<T, Operation, Shape::neither>, compare<T, Operation, Shape::right>,
            compare<T, Operation, Shape::left>};
}
template <class T> constexpr Compares<T> all_comparisons() {
    return {comparisons<T, Less>(), comparisons<T, LessEqual>(), comparisons<T, Equal>()};
}

template <class From, class To>
void convert(From const *__restrict from, To *__restrict to, std::size_t lanes) {
    for (std::size_t i = 0; i < lanes; ++i) to[i] = static_cast<To>(from[i]);
}

void pack(std::uint8_t const *from, std::uint64_t *to, std::size_t lanes) {
    std::size_t const whole = lanes / 64 * 64;
    for (std::size_t start = 0; start < whole; start += 64)
        to[start / 64] = pack_word(from + start);
    std::uint64_t word = 0;
    for (std::size_t i = whole; i < lanes; ++i) word |= std::uint64_t{from[i] != 0} << (i - whole);
    if (whole < lanes) to[whole / 64] = word;
}

template <class T> Range<T> range(T const *lanes, std::size_t count) {
    if (count == 0) return {};
    T low = lanes[0], high = lanes[0];
    for (std::size_t i = 0; i < count; ++i) {
        low = lanes[i] < low ? lanes[i] : low;
        high = lanes[i] > high ? lanes[i] : high;
    }
    return {low, high};
}

template <class T>
void select(std::uint64_t const *bits, T const *__restrict a, T const *__restrict b,
            T *__restrict out, std::size_t lanes) {
    using Unsigned = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t const word = bits[start / 64];
        std::size_t const end = lanes - start < 64 ? lanes - start : 64;
        for (std::size_t i = 0; i < end; ++i) {
            auto const mask = Unsigned(0) - Unsigned((word >> i) & 1U);
            out[start + i] = T((Unsigned(a[start + i]) & mask) | (Unsigned(b[start + i]) & ~mask));
        }
    }
}

// Up to 57 bits from bit `at` on; what lies beyond `count` is cut off.
inline std::uint64_t bits_at(std::uint64_t const *bits, std::size_t at, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, reinterpret_cast<char const *>(bits) + at / 8, 8);
    return (word >> (at % 8)) & ((std::uint64_t{1} << count) - 1);
}

constexpr std::size_t short_segment = 56;

std::size_t long_count(std::uint64_t const *bits, std::size_t begin, std::size_t end) {
    std::size_t total = 0;
    for (; begin < end; begin += short_segment) {
        std::size_t const count = end - begin < short_segment ? end - begin : short_segment;
        total += static_cast<std::size_t>(__builtin_popcountll(bits_at(bits, begin, count)));
    }
    return total;
}

void segment_any(std::uint64_t const *bits, Offsets offsets, std::uint64_t *out,
                 std::size_t parents) {
    std::uint32_t const first = offsets[0];
    for (std::size_t start = 0; start < parents; start += 64) {
        std::size_t const count = parents - start < 64 ? parents - start : 64;
        std::uint64_t word = 0;
        std::size_t begin = offsets[start] - first;
        for (std::size_t i = 0; i < count; ++i) {
            std::size_t const end = offsets[start + i + 1] - first;
            bool const any = end - begin <= short_segment ? bits_at(bits, begin, end - begin) != 0
                                                          : long_count(bits, begin, end) != 0;
            word |= std::uint64_t{any} << i;
            begin = end;
        }
        out[start / 64] = word;
    }
}

void segment_count(std::uint64_t const *bits, Offsets offsets, std::int32_t *out,
                   std::size_t parents) {
    std::uint32_t const first = offsets[0];
    std::size_t begin = 0;
    for (std::size_t i = 0; i < parents; ++i) {
        std::size_t const end = offsets[i + 1] - first;
        std::size_t const count =
            end - begin <= short_segment
                ? static_cast<std::size_t>(__builtin_popcountll(bits_at(bits, begin, end - begin)))
                : long_count(bits, begin, end);
        out[i] = static_cast<std::int32_t>(count);
        begin = end;
    }
}

// Sums from the first lane on, and their differences at the offsets: no loop whose length varies.
template <class T>
void segment_sum(T const *lanes, Offsets offsets, std::int64_t *out, std::size_t parents,
                 std::int64_t *running) {
    std::uint32_t const first = offsets[0];
    std::size_t const count = offsets[parents] - first;
    std::uint64_t sum = 0;
    running[0] = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += std::uint64_t(std::int64_t{lanes[i]});
        running[i + 1] = std::int64_t(sum);
    }
    for (std::size_t i = 0; i < parents; ++i)
        out[i] = std::int64_t(std::uint64_t(running[offsets[i + 1] - first]) -
                              std::uint64_t(running[offsets[i] - first]));
}

void step(std::int32_t const *__restrict lanes, std::int32_t const *bounds,
          std::int64_t const *deltas, std::size_t bound_count, std::int64_t first,
          std::int64_t *__restrict out, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out[i] = first;
    for (std::size_t bound = 0; bound < bound_count; ++bound) {
        std::int32_t const limit = bounds[bound];
        std::int64_t const delta = deltas[bound];
        for (std::size_t i = 0; i < count; ++i) out[i] += lanes[i] >= limit ? delta : 0;
    }
}

constexpr Kernels make_kernels() {
    using I = std::int32_t;
    using J = std::int64_t;
    return {
        .integers32 = {binaries<I, Add>(), binaries<I, Subtract>(), binaries<I, Multiply>(),
                       binaries<I, Least>(), binaries<I, Greatest>()},
        .integers64 = {binaries<J, Add>(), binaries<J, Subtract>(), binaries<J, Multiply>(),
                       binaries<J, Least>(), binaries<J, Greatest>()},
        .reals = {binaries<double, Add>(), binaries<double, Subtract>(),
                  binaries<double, Multiply>(), binaries<double, Least>(),
                  binaries<double, Greatest>(), binaries<double, Divide>()},
        .compare8 = all_comparisons<std::uint8_t>(),
        .compare32 = all_comparisons<I>(),
        .compare64 = all_comparisons<J>(),
        .compare_real = all_comparisons<double>(),
        .widen8 = convert<std::uint8_t, I>,
        .widen32 = convert<I, J>,
        .real32 = convert<I, double>,
        .real64 = convert<J, double>,
        .pack = pack,
        .range32 = range<I>,
        .range64 = range<J>,
        .select32 = select<I>,
        .select64 = select<J>,
        .segment_any = segment_any,
        .segment_count = segment_count,
        .segment_sum32 = segment_sum<I>,
        .segment_sum64 = segment_sum<J>,
        .step = step,
    };
}

} // namespace
} // namespace jingzhun::cel
