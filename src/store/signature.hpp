// Signatures over bytes: Ed25519 (RFC 8032), and SM2 with SM3 (GB/T 32918.2, the
// signer's identity being "1234567812345678"). Keys and signatures are plain bytes:
//
//              secret   public key                     signature
//   Ed25519    32       32                             64
//   SM2        32       65 (0x04, x, y)                64 (r, s)
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace jingzhun::store {

enum class Algorithm { ed25519, sm2 };

std::size_t secret_size(Algorithm algorithm);
std::size_t public_size(Algorithm algorithm);

std::string make_secret(Algorithm algorithm);
// Nothing where the bytes are no secret of that kind.
std::optional<std::string> public_of(Algorithm algorithm, std::string_view secret);
// Whether such a key can exist: of SM2, a point of the curve.
bool is_public(Algorithm algorithm, std::string_view public_key);

// A secret made ready once, for many signatures.
class Signer {
  public:
    // Requires: public_of(algorithm, secret) is something.
    Signer(Algorithm algorithm, std::string_view secret);
    ~Signer();
    Signer(Signer &&) = default;
    Signer &operator=(Signer &&) = default;
    std::string sign(std::string_view message) const;

  private:
    std::string sign_ed25519(std::string_view message) const;
    std::string sign_sm2(std::string_view message) const;
    struct Free {
        void operator()(evp_pkey_st *key) const;
    };
    std::unique_ptr<evp_pkey_st, Free> key_; // of SM2
    std::string seed_and_point_;             // of Ed25519
};
bool is_signature(Algorithm algorithm, std::string_view public_key, std::string_view message,
                  std::string_view signature);

} // namespace jingzhun::store
