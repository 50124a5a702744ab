// Signatures: the published vectors of Ed25519 and SM2, and forgeries.
#include "store/signature.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace jingzhun::store;

namespace {

std::string bytes_of_hex(std::string_view text) {
    std::string bytes;
    auto const digit = [](char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; };
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
    return bytes;
}

// GM/T 0003.5-2012 (GB/T 32918.5-2017), annex A: message "message digest", identity
// "1234567812345678".
std::string const sm2_secret =
    bytes_of_hex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
std::string const sm2_point =
    bytes_of_hex("0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                 "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");
std::string const sm2_signature =
    bytes_of_hex("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
                 "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");
std::string const order =
    bytes_of_hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");

constexpr std::array both = {Algorithm::ed25519, Algorithm::sm2};

} // namespace

TEST_CASE("the published example of SM2 verifies, and its public key follows from its secret") {
    CHECK(public_of(Algorithm::sm2, sm2_secret) == sm2_point);
    CHECK(is_signature(Algorithm::sm2, sm2_point, "message digest", sm2_signature));
    CHECK(!is_signature(Algorithm::sm2, sm2_point, "message digesT", sm2_signature));
}

TEST_CASE("the second example of RFC 8032 verifies, and is what Ed25519 signs") {
    auto const secret =
        bytes_of_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    auto const point =
        bytes_of_hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    auto const signature =
        bytes_of_hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(public_of(Algorithm::ed25519, secret) == point);
    CHECK(Signer(Algorithm::ed25519, secret).sign("\x72") == signature);
    CHECK(is_signature(Algorithm::ed25519, point, "\x72", signature));
}

TEST_CASE("what one key signs no other key and no other text verifies") {
    for (auto const algorithm : both) {
        auto const secret = make_secret(algorithm), other = make_secret(algorithm);
        CHECK(secret.size() == secret_size(algorithm));
        CHECK(secret != other);
        auto const point = public_of(algorithm, secret).value();
        CHECK(point.size() == public_size(algorithm));
        for (int i = 0; i < 20; ++i) {
            auto const message = std::string(static_cast<std::size_t>(i), 'a');
            auto const signature = Signer(algorithm, secret).sign(message);
            CHECK(signature.size() == 64);
            CHECK(is_signature(algorithm, point, message, signature));
            CHECK(!is_signature(algorithm, point, message + "a", signature));
            CHECK(
                !is_signature(algorithm, public_of(algorithm, other).value(), message, signature));
        }
    }
}

TEST_CASE("a signature with any bit changed, or of another length, does not verify") {
    for (auto const algorithm : both) {
        auto const secret = make_secret(algorithm);
        auto const point = public_of(algorithm, secret).value();
        auto const signature = Signer(algorithm, secret).sign("text");
        for (std::size_t i = 0; i < signature.size(); ++i) {
            auto forged = signature;
            forged[i] = static_cast<char>(forged[i] ^ 1 << i % 8);
            CHECK(!is_signature(algorithm, point, "text", forged));
        }
        CHECK(!is_signature(algorithm, point, "text", signature.substr(1)));
        CHECK(!is_signature(algorithm, point, "text", signature + "a"));
        CHECK(!is_signature(algorithm, point, "text", ""));
        CHECK(!is_signature(algorithm, point, "text", std::string(64, '\0')));
        CHECK(!is_signature(algorithm, point, "text", std::string(64, '\xFF')));
        CHECK(!is_signature(algorithm, point.substr(1), "text", signature));
    }
}

TEST_CASE("a scalar outside 1 … order - 2 is no secret of SM2, a point off the curve no key") {
    CHECK(!public_of(Algorithm::sm2, std::string(32, '\0')));
    CHECK(!public_of(Algorithm::sm2, order));
    auto above = order;
    --above.back(); // order - 1
    CHECK(!public_of(Algorithm::sm2, above));
    --above.back();
    CHECK(public_of(Algorithm::sm2, above));
    CHECK(!public_of(Algorithm::sm2, "short"));
    CHECK(is_public(Algorithm::sm2, sm2_point));
    auto off = sm2_point;
    off.back() = static_cast<char>(off.back() ^ 1);
    CHECK(!is_public(Algorithm::sm2, off));
    CHECK(!is_public(Algorithm::sm2, sm2_point.substr(0, 33)));
    auto compressed = sm2_point;
    compressed[0] = 6; // the hybrid encoding of the same point
    CHECK(!is_public(Algorithm::sm2, compressed));
}
