// The loops behind `Kernels`, included by one source file per instruction set, after it has set the
// compiler's target and `level`, the x86-64 level of that target. Everything is local to that file,
// so that no function is shared between targets. (g++ 12 sets no macros for a target set by pragma,
// so that `level` says which vector instructions there are.)
#pragma once

#include "cel/kernel_compare.hpp"
#include "cel/kernel_segment.hpp"
#include "cel/kernel_words.hpp"

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
template <class T, class Operation, Shape shape>
void binary(T const *__restrict a, T const *__restrict b, T *__restrict out, std::size_t lanes) {
    for (std::size_t i = 0; i < lanes; ++i)
        out[i] = Operation::of(a[shape == Shape::left ? 0 : i], b[shape == Shape::right ? 0 : i]);
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

// A vector of lanes at a time through all bounds, so that the sums stay in registers.
template <class T>
void step(std::int32_t const *__restrict lanes, std::int32_t const *bounds, T const *deltas,
          std::size_t bound_count, T first, T *__restrict out, std::size_t count) {
    constexpr std::size_t group = 64 / sizeof(T);
    using Unsigned = std::make_unsigned_t<T>;
    typedef Unsigned Sums __attribute__((vector_size(64)));
    typedef std::int32_t Days __attribute__((vector_size(group * 4)));
    std::size_t const whole = count / group * group;
    for (std::size_t start = 0; start < whole; start += group) {
        Sums sums = Unsigned(first) - Sums{};
        Days days;
        std::memcpy(&days, lanes + start, sizeof days);
        for (std::size_t bound = 0; bound < bound_count; ++bound) {
            auto const reached = __builtin_convertvector(days >= bounds[bound], Sums);
            sums += reached & Unsigned(deltas[bound]);
        }
        std::memcpy(out + start, &sums, sizeof sums);
    }
    for (std::size_t i = whole; i < count; ++i) {
        auto sum = Unsigned(first);
        for (std::size_t bound = 0; bound < bound_count; ++bound)
            sum += lanes[i] >= bounds[bound] ? Unsigned(deltas[bound]) : Unsigned(0);
        out[i] = T(sum);
    }
}

template <class T>
std::uint32_t look_up(T const *__restrict lanes, std::uint64_t const *__restrict table,
                      std::int32_t *__restrict out, std::uint8_t *__restrict is_there,
                      std::size_t count) {
    std::uint64_t states = ~std::uint64_t{0};
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t const entry = table[std::size_t(lanes[i])];
        states &= entry;
        out[i] = std::int32_t(std::uint32_t(entry));
        is_there[i] = std::uint8_t(entry >> 33);
    }
    return std::uint32_t(states >> 32);
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
        .lengths = lengths,
        .segment_ends = segment_ends,
        .segment_any = segment_any,
        .segment_count = segment_count,
        .segment_sum32 = segment_sum<I>,
        .segment_sum64 = segment_sum<J>,
        .step32 = step<I>,
        .step64 = step<J>,
        .and_words = and_words,
        .or_words = or_words,
        .and_not_words = and_not_words,
        .or_not_words = or_not_words,
        .both_words = both_words,
        .either_words = either_words,
        .slice_words = slice_words,
        .verdict_words = verdict_words,
        .settle = settle,
        .look_up8 = look_up<std::uint8_t>,
        .look_up32 = look_up<I>,
    };
}

} // namespace
} // namespace jingzhun::cel
