// Proves text to be valid UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace jingzhun::base {
namespace {

unsigned char byte_at(std::string_view text, std::size_t i) {
    return static_cast<unsigned char>(text[i]);
}

// Length of the character a lead byte begins; 0 where it begins none.
std::size_t length_of(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return 2;
    if (lead < 0xF0) return 3;
    return lead < 0xF5 ? 4 : 0;
}

// Whether the second byte may follow the lead: this is where overlong forms and surrogates show.
bool may_follow(unsigned char lead, unsigned char second) {
    switch (lead) {
    case 0xE0:
        return second >= 0xA0 && second < 0xC0;
    case 0xED:
        return second >= 0x80 && second < 0xA0;
    case 0xF0:
        return second >= 0x90 && second < 0xC0;
    case 0xF4:
        return second >= 0x80 && second < 0x90;
    default:
        return second >= 0x80 && second < 0xC0;
    }
}

// How many bytes of the first `length` look right.
std::size_t matching(std::string_view text, std::size_t length) {
    std::size_t count = 1;
    while (count < length && count < text.size()) {
        auto const fits = count == 1 ? may_follow(byte_at(text, 0), byte_at(text, 1))
                                     : (byte_at(text, count) & 0xC0) == 0x80;
        if (!fits) break;
        ++count;
    }
    return count;
}

bool eight_ascii(std::string_view text, std::size_t at) {
    std::uint64_t block = 0;
    if (text.size() - at < sizeof block) return false;
    std::memcpy(&block, text.data() + at, sizeof block);
    return (block & 0x8080808080808080u) == 0;
}

} // namespace

std::size_t valid_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (eight_ascii(text, at)) {
            at += 8;
            continue;
        }
        auto const length = length_of(byte_at(text, at));
        if (length == 0 || matching(text.substr(at), length) < length) break;
        at += length;
    }
    return at;
}

bool is_cut_character(std::string_view bytes) {
    if (bytes.empty()) return false;
    auto const length = length_of(byte_at(bytes, 0));
    return length > bytes.size() && matching(bytes, length) == bytes.size();
}

} // namespace jingzhun::base
