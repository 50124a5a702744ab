// SM2 and keys through OpenSSL 3; Ed25519 is signed by libsodium, three times as fast.
#include "store/signature.hpp"

#include <array>
#include <cassert>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <sodium/crypto_sign.h>
#include <sodium/utils.h>

namespace jingzhun::store {
namespace {

template <auto release> struct Free {
    template <class T> void operator()(T *thing) const { release(thing); }
};
template <class T, auto release> using Owned = std::unique_ptr<T, Free<release>>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Context = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Number = Owned<BIGNUM, BN_clear_free>;
using Group = Owned<EC_GROUP, EC_GROUP_free>;
using Point = Owned<EC_POINT, EC_POINT_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using RandS = Owned<ECDSA_SIG, ECDSA_SIG_free>;

constexpr std::size_t scalar_bytes = 32, point_bytes = 65, both_bytes = 64;
char sm2_identity[] = "1234567812345678"; // OpenSSL takes it without const and only reads it

unsigned char const *octets(std::string_view bytes) {
    return reinterpret_cast<unsigned char const *>(bytes.data());
}
unsigned char *octets(std::string &bytes) {
    return reinterpret_cast<unsigned char *>(bytes.data());
}

Number number_of(std::string_view bytes) {
    return Number(BN_bin2bn(octets(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::string padded(BIGNUM const *number) {
    std::string bytes(scalar_bytes, '\0');
    [[maybe_unused]] auto const size =
        BN_bn2binpad(number, octets(bytes), static_cast<int>(bytes.size()));
    assert(size == static_cast<int>(scalar_bytes));
    return bytes;
}

EC_GROUP const *sm2_curve() {
    static Group const curve(EC_GROUP_new_by_curve_name(NID_sm2));
    assert(curve);
    return curve.get();
}

// The point of a scalar from 1 to order - 2, as GB/T 32918.1 asks.
std::optional<std::string> sm2_public(std::string_view secret) {
    if (secret.size() != scalar_bytes) return std::nullopt;
    auto const scalar = number_of(secret);
    Number const top(BN_dup(EC_GROUP_get0_order(sm2_curve())));
    BN_sub_word(top.get(), 1);
    if (BN_is_zero(scalar.get()) || BN_cmp(scalar.get(), top.get()) >= 0) return std::nullopt;
    Point const point(EC_POINT_new(sm2_curve()));
    std::string bytes(point_bytes, '\0');
    if (EC_POINT_mul(sm2_curve(), point.get(), scalar.get(), nullptr, nullptr, nullptr) != 1 ||
        EC_POINT_point2oct(sm2_curve(), point.get(), POINT_CONVERSION_UNCOMPRESSED, octets(bytes),
                           bytes.size(), nullptr) != point_bytes)
        return std::nullopt;
    return bytes;
}

// Of a public key, or with `secret` of both. None where the point is not on the curve.
Key sm2_key(std::string_view public_key, std::string_view secret) {
    if (public_key.size() != point_bytes || public_key.front() != POINT_CONVERSION_UNCOMPRESSED)
        return nullptr;
    Builder const builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, public_key.data(),
                                     public_key.size());
    auto const scalar = secret.empty() ? nullptr : number_of(secret);
    if (scalar) OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar.get());
    Parameters const parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    KeyContext const context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
    EVP_PKEY *made = nullptr;
    auto const selection = secret.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
    if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, selection, parameters.get()) != 1)
        return nullptr;
    return Key(made);
}

// The identity is set when the digest has been chosen and before anything is hashed.
bool set_identity(EVP_PKEY_CTX *context) {
    OSSL_PARAM const parameters[] = {OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_DIST_ID,
                                                                       sm2_identity,
                                                                       sizeof sm2_identity - 1),
                                     OSSL_PARAM_construct_end()};
    return EVP_PKEY_CTX_set_params(context, parameters) == 1;
}

// r and s out of the DER that OpenSSL writes, and back.
std::string r_and_s(std::string_view der) {
    auto const *place = octets(der);
    RandS const pair(d2i_ECDSA_SIG(nullptr, &place, static_cast<long>(der.size())));
    assert(pair);
    return padded(ECDSA_SIG_get0_r(pair.get())) + padded(ECDSA_SIG_get0_s(pair.get()));
}

std::string der_of(std::string_view both) {
    RandS const pair(ECDSA_SIG_new());
    ECDSA_SIG_set0(pair.get(), number_of(both.substr(0, scalar_bytes)).release(),
                   number_of(both.substr(scalar_bytes)).release());
    std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
    auto *place = octets(der);
    i2d_ECDSA_SIG(pair.get(), &place);
    return der;
}

Key key_of(Algorithm algorithm, std::string_view public_key) {
    if (algorithm == Algorithm::sm2) return sm2_key(public_key, "");
    return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(public_key),
                                           public_key.size()));
}

} // namespace

std::size_t secret_size(Algorithm) { return scalar_bytes; }

std::size_t public_size(Algorithm algorithm) {
    return algorithm == Algorithm::sm2 ? point_bytes : scalar_bytes;
}

std::string make_secret(Algorithm algorithm) {
    if (algorithm == Algorithm::sm2) {
        Key const key(EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2"));
        BIGNUM *scalar = nullptr;
        [[maybe_unused]] auto const done =
            key ? EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &scalar) : 0;
        assert(done == 1);
        return padded(Number(scalar).get());
    }
    Key const key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    std::string seed(scalar_bytes, '\0');
    auto size = seed.size();
    [[maybe_unused]] auto const done =
        key ? EVP_PKEY_get_raw_private_key(key.get(), octets(seed), &size) : 0;
    assert(done == 1 && size == scalar_bytes);
    return seed;
}

std::optional<std::string> public_of(Algorithm algorithm, std::string_view secret) {
    if (algorithm == Algorithm::sm2) return sm2_public(secret);
    Key const key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(secret), secret.size()));
    std::string bytes(scalar_bytes, '\0');
    auto size = bytes.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), octets(bytes), &size) != 1)
        return std::nullopt;
    return bytes;
}

bool is_public(Algorithm algorithm, std::string_view public_key) {
    return public_key.size() == public_size(algorithm) && key_of(algorithm, public_key);
}

void Signer::Free::operator()(evp_pkey_st *key) const { EVP_PKEY_free(key); }

Signer::Signer(Algorithm algorithm, std::string_view secret) {
    if (algorithm == Algorithm::sm2) {
        key_.reset(sm2_key(sm2_public(secret).value(), secret).release());
        return;
    }
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> point{};
    seed_and_point_.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(point.data(), octets(seed_and_point_), octets(secret));
}

Signer::~Signer() { sodium_memzero(seed_and_point_.data(), seed_and_point_.size()); }

std::string Signer::sign(std::string_view message) const {
    return key_ ? sign_sm2(message) : sign_ed25519(message);
}

std::string Signer::sign_ed25519(std::string_view message) const {
    std::string signature(both_bytes, '\0');
    crypto_sign_detached(octets(signature), nullptr, octets(message), message.size(),
                         octets(seed_and_point_));
    return signature;
}

std::string Signer::sign_sm2(std::string_view message) const {
    Context const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *inner = nullptr;
    std::string der(80, '\0'); // of two numbers: at most 72
    auto size = der.size();
    [[maybe_unused]] auto const done =
        EVP_DigestSignInit_ex(context.get(), &inner, "SM3", nullptr, nullptr, key_.get(),
                              nullptr) == 1 &&
        set_identity(inner) &&
        EVP_DigestSign(context.get(), octets(der), &size, octets(message), message.size()) == 1;
    assert(done);
    der.resize(size);
    return r_and_s(der);
}

bool is_signature(Algorithm algorithm, std::string_view public_key, std::string_view message,
                  std::string_view signature) {
    if (signature.size() != both_bytes || public_key.size() != public_size(algorithm)) return false;
    auto const sm2 = algorithm == Algorithm::sm2;
    auto const key = key_of(algorithm, public_key);
    Context const context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *inner = nullptr;
    auto const bytes = sm2 ? der_of(signature) : std::string(signature);
    return key &&
           EVP_DigestVerifyInit_ex(context.get(), &inner, sm2 ? "SM3" : nullptr, nullptr, nullptr,
                                   key.get(), nullptr) == 1 &&
           (!sm2 || set_identity(inner)) &&
           EVP_DigestVerify(context.get(), octets(bytes), bytes.size(), octets(message),
                            message.size()) == 1;
}

} // namespace jingzhun::store
