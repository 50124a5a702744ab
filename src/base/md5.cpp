// MD5 by OpenSSL.
#include "base/md5.hpp"

#include <cassert>
#include <openssl/evp.h>

namespace jingzhun::base {

std::array<unsigned char, 16> md5_bytes(std::string_view bytes) {
    std::array<unsigned char, 16> digest{};
    [[maybe_unused]] auto const done =
        EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_md5(), nullptr);
    assert(done == 1 && "OpenSSL has no MD5");
    return digest;
}

} // namespace jingzhun::base
