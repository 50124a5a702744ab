// One-time codes (TOTP, RFC 6238): six digits every half minute from a shared key.
#pragma once

#include "base/date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jingzhun::access {

enum class CodeDigest { sha1, sha256 };
constexpr int code_seconds = 30;

// The code of a step (seconds since 1970 divided by code_seconds), with leading zeros.
std::string code_of(std::string_view key, std::int64_t step, int digits = 6,
                    CodeDigest digest = CodeDigest::sha256);
// The step whose code this is: the present one, the one before or the one after, and later than
// `last_step`, so that no code counts twice, not even after the clock went back.
std::optional<std::int64_t> step_of(std::string_view key, std::string_view code, base::Instant now,
                                    std::int64_t last_step);

std::string to_base32(std::string_view bytes); // RFC 4648, without padding
// What an authenticator reads from a QR code: "otpauth://totp/…".
std::string code_address(std::string_view account, std::string_view key);

} // namespace jingzhun::access
