// Comparing lanes into bits: part of the loops behind `Kernels`, included by them alone.
#pragma once

#include "cel/kernel.hpp"

#include <cstring>
#include <type_traits>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace jingzhun::cel {
namespace {

struct Less {
    template <class T> static bool of(T a, T b) { return a < b; }
};
struct LessEqual {
    template <class T> static bool of(T a, T b) { return a <= b; }
};
struct Equal {
    template <class T> static bool of(T a, T b) { return a == b; }
};

// 64 bytes of 0 or 1 to 64 bits.
inline std::uint64_t pack_word(std::uint8_t const *bytes) {
    std::uint64_t word = 0;
#if defined(__SSE2__)
    if constexpr (level >= 4) {
        word = _mm512_test_epi8_mask(_mm512_loadu_si512(bytes), _mm512_set1_epi8(-1));
    } else if constexpr (level >= 3) {
        for (int half = 0; half < 2; ++half) {
            __m256i const lanes =
                _mm256_loadu_si256(reinterpret_cast<__m256i const *>(bytes + 32 * half));
            auto const zero = static_cast<std::uint32_t>(
                _mm256_movemask_epi8(_mm256_cmpeq_epi8(lanes, _mm256_setzero_si256())));
            word |= std::uint64_t{~zero} << (32 * half);
        }
    } else {
        for (int quarter = 0; quarter < 4; ++quarter) {
            __m128i const lanes =
                _mm_loadu_si128(reinterpret_cast<__m128i const *>(bytes + 16 * quarter));
            auto const zero = static_cast<std::uint32_t>(
                _mm_movemask_epi8(_mm_cmpeq_epi8(lanes, _mm_setzero_si128())));
            word |= std::uint64_t{~zero & 0xFFFFU} << (16 * quarter);
        }
    }
#else
    for (int i = 0; i < 64; ++i) word |= std::uint64_t{bytes[i] != 0} << i;
#endif
    return word;
}

void pack(std::uint8_t const *from, std::uint64_t *to, std::size_t lanes) {
    std::size_t const whole = lanes / 64 * 64;
    for (std::size_t start = 0; start < whole; start += 64)
        to[start / 64] = pack_word(from + start);
    std::uint64_t word = 0;
    for (std::size_t i = whole; i < lanes; ++i) word |= std::uint64_t{from[i] != 0} << (i - whole);
    if (whole < lanes) to[whole / 64] = word;
}

#if defined(__SSE2__)

// One vector against another, a bit a lane. The pointer says of what the lanes are.
template <class Operation>
inline std::uint64_t compare_vector(__m512i a, __m512i b, std::uint8_t const *) {
    if constexpr (std::is_same_v<Operation, Less>) return _mm512_cmplt_epu8_mask(a, b);
    else if constexpr (std::is_same_v<Operation, LessEqual>) return _mm512_cmple_epu8_mask(a, b);
    else return _mm512_cmpeq_epi8_mask(a, b);
}
template <class Operation>
inline std::uint64_t compare_vector(__m512i a, __m512i b, std::int32_t const *) {
    if constexpr (std::is_same_v<Operation, Less>) return _mm512_cmplt_epi32_mask(a, b);
    else if constexpr (std::is_same_v<Operation, LessEqual>) return _mm512_cmple_epi32_mask(a, b);
    else return _mm512_cmpeq_epi32_mask(a, b);
}
template <class Operation>
inline std::uint64_t compare_vector(__m512i a, __m512i b, std::int64_t const *) {
    if constexpr (std::is_same_v<Operation, Less>) return _mm512_cmplt_epi64_mask(a, b);
    else if constexpr (std::is_same_v<Operation, LessEqual>) return _mm512_cmple_epi64_mask(a, b);
    else return _mm512_cmpeq_epi64_mask(a, b);
}
template <class Operation>
inline std::uint64_t compare_vector(__m512i a, __m512i b, double const *) {
    __m512d const x = _mm512_castsi512_pd(a), y = _mm512_castsi512_pd(b);
    if constexpr (std::is_same_v<Operation, Less>) return _mm512_cmp_pd_mask(x, y, _CMP_LT_OQ);
    else if constexpr (std::is_same_v<Operation, LessEqual>)
        return _mm512_cmp_pd_mask(x, y, _CMP_LE_OQ);
    else return _mm512_cmp_pd_mask(x, y, _CMP_EQ_OQ);
}

template <class T> inline __m512i spread_over(T value) {
    if constexpr (sizeof(T) == 1) return _mm512_set1_epi8(static_cast<char>(value));
    else if constexpr (sizeof(T) == 4) return _mm512_set1_epi32(value);
    else return _mm512_set1_epi64(__builtin_bit_cast(std::int64_t, value));
}

template <class T, class Operation, Shape shape>
void compare_words(T const *a, T const *b, std::uint64_t *out, std::size_t count) {
    constexpr std::size_t lanes = 64 / sizeof(T); // of a vector
    __m512i const one = spread_over(shape == Shape::left    ? a[0]
                                    : shape == Shape::right ? b[0]
                                                            : T{});
    for (std::size_t start = 0; start < 64 * count; start += 64) {
        std::uint64_t word = 0;
#pragma GCC unroll 8
        for (std::size_t i = 0; i < 64; i += lanes) {
            __m512i const x = shape == Shape::left ? one : _mm512_loadu_si512(a + start + i);
            __m512i const y = shape == Shape::right ? one : _mm512_loadu_si512(b + start + i);
            word |= compare_vector<Operation>(x, y, a) << i;
        }
        out[start / 64] = word;
    }
}

#endif

template <class T, class Operation, Shape shape>
void compare_bytes(T const *__restrict a, T const *__restrict b, std::uint64_t *__restrict out,
                   std::size_t count) {
    alignas(64) std::uint8_t bytes[64];
    for (std::size_t start = 0; start < 64 * count; start += 64) {
        for (std::size_t i = 0; i < 64; ++i)
            bytes[i] = Operation::of(a[shape == Shape::left ? 0 : start + i],
                                     b[shape == Shape::right ? 0 : start + i]);
        out[start / 64] = pack_word(bytes);
    }
}

template <class T, class Operation, Shape shape>
void compare(T const *a, T const *b, std::uint64_t *out, std::size_t lanes) {
    std::size_t const whole = lanes / 64 * 64;
#if defined(__SSE2__)
    if constexpr (level >= 4) compare_words<T, Operation, shape>(a, b, out, lanes / 64);
    else
#endif
        compare_bytes<T, Operation, shape>(a, b, out, lanes / 64);
    std::uint64_t word = 0;
    for (std::size_t i = whole; i < lanes; ++i) {
        bool const holds =
            Operation::of(a[shape == Shape::left ? 0 : i], b[shape == Shape::right ? 0 : i]);
        word |= std::uint64_t{holds} << (i - whole);
    }
    if (whole < lanes) out[whole / 64] = word;
}

} // namespace
} // namespace jingzhun::cel
