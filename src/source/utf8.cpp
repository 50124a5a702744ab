// Checks UTF-8 eight ASCII bytes or one character at a time.
#include "source/text_stream.hpp"

#include <cstdint>
#include <cstring>

namespace jingzhun::source {

namespace {

using Byte = unsigned char;

bool is_trail(Byte byte) { return (byte & 0xC0) == 0x80; }

// Length of the character a lead byte announces, 0 where no character begins so.
int announced(Byte lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return 2;
    if (lead < 0xF0) return 3;
    return lead < 0xF5 ? 4 : 0;
}

// The second byte rules out overlong forms, surrogates and what lies beyond U+10FFFF.
bool second_fits(Byte lead, Byte second) {
    if (!is_trail(second)) return false;
    if (lead == 0xE0) return second >= 0xA0;
    if (lead == 0xED) return second < 0xA0;
    if (lead == 0xF0) return second >= 0x90;
    if (lead == 0xF4) return second < 0x90;
    return true;
}

// Bytes of the character at `at` that are there and right; `length` of them make it whole.
int fitting(Byte const *at, Byte const *end, int length) {
    int count = 1;
    while (count < length && at + count < end) {
        bool fits = count == 1 ? second_fits(at[0], at[1]) : is_trail(at[count]);
        if (!fits) return -1;
        ++count;
    }
    return count;
}

} // namespace

Utf8Prefix valid_utf8(std::string_view bytes) {
    auto const *const begin = reinterpret_cast<Byte const *>(bytes.data());
    auto const *const end = begin + bytes.size();
    auto const *at = begin;
    while (at < end) {
        while (end - at >= 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, at, 8);
            if (eight & 0x8080808080808080U) break;
            at += 8;
        }
        while (at < end && *at < 0x80) ++at;
        // The common case by far: Chinese characters of three bytes.
        while (end - at >= 3 && (at[0] & 0xF0) == 0xE0 && second_fits(at[0], at[1]) &&
               is_trail(at[2]))
            at += 3;
        if (at == end || *at < 0x80) continue;
        int const length = announced(*at);
        int const count = length == 0 ? -1 : fitting(at, end, length);
        if (count < length) return {static_cast<std::size_t>(at - begin), count > 0};
        at += length;
    }
    return {bytes.size(), false};
}

} // namespace jingzhun::source
