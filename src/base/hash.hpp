// SHA-256 of bytes and files, as lower-case hexadecimal.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace jingzhun::base {

std::string sha256(std::string_view bytes);
// The same as its 32 bytes, for trees of hashes.
std::array<unsigned char, 32> sha256_bytes(std::string_view bytes);
// Keyed hashes (RFC 2104), raw: 32 and 20 bytes.
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string hmac_sha1(std::string_view key, std::string_view bytes);
// Throws Error "file_unreadable".
std::string sha256_file(std::string const &file);

} // namespace jingzhun::base
