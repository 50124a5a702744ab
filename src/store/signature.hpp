// Signatures over bytes by OpenSSL: Ed25519 (RFC 8032), and SM2 with SM3 (GB/T 32918.2, the
// signer's identity being "1234567812345678"). Keys and signatures are plain bytes:
//
//              secret   public key                     signature
//   Ed25519    32       32                             64
//   SM2        32       65 (0x04, x, y)                64 (r, s)
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jingzhun::store {

enum class Algorithm { ed25519, sm2 };

std::size_t secret_size(Algorithm algorithm);
std::size_t public_size(Algorithm algorithm);

std::string make_secret(Algorithm algorithm);
// Nothing where the bytes are no secret of that kind.
std::optional<std::string> public_of(Algorithm algorithm, std::string_view secret);
// Whether such a key can exist: of SM2, a point of the curve.
bool is_public(Algorithm algorithm, std::string_view public_key);

// Requires: public_of(algorithm, secret) is something.
std::string sign(Algorithm algorithm, std::string_view secret, std::string_view message);
bool is_signature(Algorithm algorithm, std::string_view public_key, std::string_view message,
                  std::string_view signature);

} // namespace jingzhun::store
