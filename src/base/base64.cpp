// Base64 without shortcuts: what is decoded encodes to the same text again.
#include "base/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace jingzhun::base {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

std::string to_base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '=');
    auto *out = text.data();
    for (std::size_t at = 0; at < bytes.size(); at += 3, out += 4) {
        auto const there = std::min<std::size_t>(bytes.size() - at, 3);
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < there; ++i)
            group |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (16 - 8 * i);
        for (std::size_t i = 0; i <= there; ++i) out[i] = letters[group >> (18 - 6 * i) & 63];
    }
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    auto const end = text.find_last_not_of('=') + 1;
    if (text.size() - end > 2) return std::nullopt;
    for (std::size_t i = 0; i < end; ++i) {
        auto const value = letters.find(text[i]);
        if (value == std::string_view::npos) return std::nullopt;
        group = group << 6 | static_cast<std::uint32_t>(value);
        if (i % 4 != 0) bytes += static_cast<char>(group >> (6 - i % 4 * 2) & 255);
    }
    if (to_base64(bytes) != text) return std::nullopt; // stray bits behind the last byte
    return bytes;
}

} // namespace jingzhun::base
