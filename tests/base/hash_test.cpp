// SHA-256 against the vectors of FIPS 180-4.
#include "base/hash.hpp"

#include "base/error.hpp"
#include "base/file.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace jingzhun::base;

TEST_CASE("the published examples of SHA-256 hold") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a file has the hash of its bytes") {
    auto const file = (std::filesystem::temp_directory_path() / "jingzhun_hash_test").string();
    std::string bytes(200'000, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
    write_file(file, bytes);
    CHECK(sha256_file(file) == sha256(bytes));
    std::filesystem::remove(file);
}

TEST_CASE("a file that cannot be read has no hash") {
    CHECK_THROWS_AS(sha256_file("no/such/file"), Error);
    CHECK_THROWS_AS(sha256_file("/"), Error);
}
