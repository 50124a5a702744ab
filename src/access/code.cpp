// Codes by HMAC and dynamic truncation (RFC 4226, 5.3).
#include "access/code.hpp"

#include "base/hash.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace jingzhun::access {

std::string code_of(std::string_view key, std::int64_t step, int digits, CodeDigest digest) {
    std::string counter(8, '\0');
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[7 - i] = static_cast<char>(static_cast<std::uint64_t>(step) >> (8 * i));
    auto const mac = digest == CodeDigest::sha1 ? base::hmac_sha1(key, counter)
                                                : base::hmac_sha256(key, counter);
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(mac[i]); };
    auto const at = static_cast<std::size_t>(byte(mac.size() - 1) & 0x0FU);
    auto number = (byte(at) & 0x7FU) << 24U | static_cast<unsigned>(byte(at + 1)) << 16U |
                  static_cast<unsigned>(byte(at + 2)) << 8U | byte(at + 3);
    unsigned limit = 1;
    for (int i = 0; i < digits; ++i) limit *= 10;
    return fmt::format("{:0{}}", number % limit, digits);
}

std::optional<std::int64_t> step_of(std::string_view key, std::string_view code, base::Instant now,
                                    std::int64_t last_step) {
    auto const present = now / 1'000'000 / code_seconds;
    std::optional<std::int64_t> found;
    for (auto const step : {present - 1, present, present + 1})
        if (step > last_step && code_of(key, step) == code) found = step;
    return found;
}

std::string to_base32(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (auto const c : bytes) {
        held = held << 8U | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5)
            text += letters[held >> static_cast<unsigned>(bits - 5) & 31U];
    }
    if (bits > 0) text += letters[held << static_cast<unsigned>(5 - bits) & 31U];
    return text;
}

std::string code_address(std::string_view account, std::string_view key) {
    std::string escaped;
    for (auto const c : account) {
        auto const byte = static_cast<unsigned char>(c);
        auto const plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                           (byte >= 'A' && byte <= 'Z');
        if (plain) escaped += c;
        else escaped += fmt::format("%{:02X}", byte);
    }
    return fmt::format("otpauth://totp/Jingzhun:{}?secret={}&issuer=Jingzhun&algorithm=SHA256&"
                       "digits=6&period={}",
                       escaped, to_base32(key), code_seconds);
}

} // namespace jingzhun::access
