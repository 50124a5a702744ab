// Truth and knowledge a word of 64 lanes at a time: part of the loops behind `Kernels`, included by
// them alone.
#pragma once

#include "cel/kernel.hpp"

namespace jingzhun::cel {
namespace {

void and_words(std::uint64_t const *a, std::uint64_t const *b, std::uint64_t *out,
               std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out[i] = a[i] & b[i];
}

void or_words(std::uint64_t const *a, std::uint64_t const *b, std::uint64_t *out,
              std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out[i] = a[i] | b[i];
}

void and_not_words(std::uint64_t const *a, std::uint64_t const *b, std::uint64_t *out,
                   std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out[i] = ~a[i] & b[i];
}

void or_not_words(std::uint64_t const *a, std::uint64_t const *b, std::uint64_t *out,
                  std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out[i] = ~a[i] | b[i];
}

void both_words(WordPair a, WordPair b, std::uint64_t *__restrict truth,
                std::uint64_t *__restrict known, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t const s = a.truth[i], t = b.truth[i], ks = a.known[i], kt = b.known[i];
        truth[i] = s & t;
        known[i] = (ks & kt) | (ks & ~s) | (kt & ~t);
    }
}

void either_words(WordPair a, WordPair b, std::uint64_t *__restrict truth,
                  std::uint64_t *__restrict known, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t const s = a.truth[i], t = b.truth[i];
        truth[i] = s | t;
        known[i] = (a.known[i] & b.known[i]) | s | t;
    }
}

void slice_words(std::uint64_t const *from, std::size_t shift, std::uint64_t *__restrict out,
                 std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out[i] = from[i] >> shift | from[i + 1] << (64 - shift);
}

void verdict_words(WordPair when, WordPair must, std::uint64_t *__restrict holds,
                   std::uint64_t *__restrict fails, std::uint64_t *__restrict unknown,
                   std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t const w = when.truth[i], m = must.truth[i], k = must.known[i];
        holds[i] = w & m;
        fails[i] = w & k & ~m;
        unknown[i] = ~when.known[i] | (w & ~k);
    }
}

Known settle(std::uint64_t const *bits, std::size_t lanes) {
    std::uint64_t every = ~std::uint64_t{0}, any = 0;
    std::size_t const whole = lanes / 64;
    for (std::size_t i = 0; i < whole; ++i) {
        every &= bits[i];
        any |= bits[i];
    }
    if (lanes % 64 != 0) {
        std::uint64_t const tail = (std::uint64_t{1} << (lanes % 64)) - 1;
        every &= bits[whole] | ~tail;
        any |= bits[whole] & tail;
    }
    return every == ~std::uint64_t{0} ? Known::all : any == 0 ? Known::none : Known::some;
}

} // namespace
} // namespace jingzhun::cel
