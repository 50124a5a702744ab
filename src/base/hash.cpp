// SHA-256 and keyed hashes by OpenSSL.
//
// Short texts are hashed by the millions: there the plain functions are used, which OpenSSL calls
// deprecated because they bypass its providers. They cost what hashing costs (by the processor's
// own instructions where it has them); through EVP a short text costs twice as much.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/hash.hpp"

#include "base/error.hpp"

#include <array>
#include <cassert>
#include <cstdio>
#include <memory>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace jingzhun::base {
namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};
struct FreeMethod {
    void operator()(EVP_MD *method) const { EVP_MD_free(method); }
};
struct CloseFile {
    void operator()(std::FILE *file) const { std::fclose(file); }
};

// Fetched once: finding the method again for every short text costs more than hashing it.
EVP_MD const *method() {
    static std::unique_ptr<EVP_MD, FreeMethod> const fetched(
        EVP_MD_fetch(nullptr, "SHA256", nullptr));
    assert(fetched && "OpenSSL has no SHA-256");
    return fetched.get();
}

class Sha256 {
  public:
    Sha256() : context_(EVP_MD_CTX_new()) {
        [[maybe_unused]] auto const started = EVP_DigestInit_ex2(context_.get(), method(), nullptr);
        assert(started == 1);
    }
    void add(std::string_view bytes) {
        EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
    }
    std::string finish() {
        std::array<unsigned char, 32> digest{};
        EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
        std::string text;
        text.reserve(2 * digest.size());
        for (auto const byte : digest) {
            text += "0123456789abcdef"[byte >> 4];
            text += "0123456789abcdef"[byte & 15];
        }
        return text;
    }

  private:
    std::unique_ptr<EVP_MD_CTX, FreeContext> context_;
};

std::string hmac(EVP_MD const *digest, std::string_view key, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned size = 0;
    [[maybe_unused]] auto const *made = HMAC(digest, key.data(), static_cast<int>(key.size()),
                                             reinterpret_cast<unsigned char const *>(bytes.data()),
                                             bytes.size(), mac.data(), &size);
    assert(made != nullptr);
    return {reinterpret_cast<char const *>(mac.data()), size};
}

} // namespace

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
    return hmac(method(), key, bytes);
}

std::string hmac_sha1(std::string_view key, std::string_view bytes) {
    return hmac(EVP_sha1(), key, bytes);
}

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

std::array<unsigned char, 32> sha256_bytes(std::string_view bytes) {
    SHA256_CTX context;
    std::array<unsigned char, 32> digest{};
    SHA256_Init(&context);
    SHA256_Update(&context, bytes.data(), bytes.size());
    SHA256_Final(digest.data(), &context);
    return digest;
}

std::string sha256_file(std::string const &file) {
    std::unique_ptr<std::FILE, CloseFile> const handle(std::fopen(file.c_str(), "rb"));
    if (!handle) throw Error("file_unreadable", {{"file", file}, {"what", "it cannot be opened"}});
    Sha256 hash;
    auto const buffer = std::make_unique<std::array<char, 1 << 16>>();
    while (auto const count = std::fread(buffer->data(), 1, buffer->size(), handle.get())) {
        hash.add({buffer->data(), count});
    }
    if (std::ferror(handle.get())) {
        throw Error("file_unreadable", {{"file", file}, {"what", "reading it failed"}});
    }
    return hash.finish();
}

} // namespace jingzhun::base
