// Where the cells of a CSV text end: sixty-four bytes are looked at together and leave a bit for
// every separator and line end among them. Inside this folder only.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace jingzhun::link {

// A bit for each of the 64 bytes at `at` that is one of the two, the first lowest; on any machine.
inline std::uint64_t marks_by_words(char const *at, char one, char other) {
    constexpr std::uint64_t ones = 0x0101010101010101, lows = 0x7F7F7F7F7F7F7F7F;
    // The top bit of each byte that is zero, and of no other.
    auto const zeros = [](std::uint64_t word) { return ~(((word & lows) + lows) | word | lows); };
    std::uint64_t marks = 0;
    for (unsigned i = 0; i < 8; ++i) {
        std::uint64_t word;
        std::memcpy(&word, at + 8 * i, sizeof word);
        auto const found = zeros(word ^ ones * static_cast<unsigned char>(one)) |
                           zeros(word ^ ones * static_cast<unsigned char>(other));
        marks |= ((found >> 7) * 0x0102040810204080ULL >> 56) << (8 * i);
    }
    return marks;
}

// The same by what the machine has for it.
inline std::uint64_t marks_of(char const *at, char one, char other) {
#ifdef __SSE2__
    auto const ones = _mm_set1_epi8(one), others = _mm_set1_epi8(other);
    std::uint64_t marks = 0;
    for (unsigned i = 0; i < 4; ++i) {
        auto const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const *>(at + 16 * i));
        auto const found = _mm_or_si128(_mm_cmpeq_epi8(bytes, ones), _mm_cmpeq_epi8(bytes, others));
        marks |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(found)))
                 << (16 * i);
    }
    return marks;
#else
    return marks_by_words(at, one, other);
#endif
}

class CellEnds {
  public:
    CellEnds(char const *begin, char const *end, char separator)
        : block_(begin), end_(end), separator_(separator) {
        look();
    }

    // The first separator or line end from `at` on, or the end of the text. Requires: `at` is
    // within the text. Fastest when each question begins where the last answer was.
    char const *from(char const *at) {
        if (at < block_ || at - block_ >= 64) {
            block_ = at;
            look();
        }
        auto marks = marks_ & ~std::uint64_t{0} << (at - block_);
        while (marks == 0) {
            if (end_ - block_ <= 64) return end_;
            block_ += 64;
            look();
            marks = marks_;
        }
        return block_ + std::countr_zero(marks);
    }

  private:
    void look() {
        if (end_ - block_ >= 64) {
            marks_ = marks_of(block_, separator_, '\n');
            return;
        }
        char rest[64] = {};
        std::memcpy(rest, block_, static_cast<std::size_t>(end_ - block_));
        marks_ = marks_of(rest, separator_, '\n');
    }

    char const *block_, *end_;
    char separator_;
    std::uint64_t marks_ = 0;
};

} // namespace jingzhun::link
