// Base64: the examples of RFC 4648, and what is refused.
#include "base/base64.hpp"

#include <doctest/doctest.h>

using namespace jingzhun::base;

TEST_CASE("bytes and Base64 stand for each other as in RFC 4648") {
    std::pair<char const *, char const *> const examples[] = {{"", ""},
                                                              {"f", "Zg=="},
                                                              {"fo", "Zm8="},
                                                              {"foo", "Zm9v"},
                                                              {"foob", "Zm9vYg=="},
                                                              {"fooba", "Zm9vYmE="},
                                                              {"foobar", "Zm9vYmFy"}};
    for (auto const &[bytes, text] : examples) {
        CHECK(to_base64(bytes) == text);
        CHECK(from_base64(text) == bytes);
    }
    std::string every;
    for (int i = 0; i < 256; ++i) every += static_cast<char>(i);
    CHECK(from_base64(to_base64(every)) == every);
}

TEST_CASE("Base64 with anything odd about it is refused") {
    for (auto const *text : {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zh==", "Zm9=", "Zm 9v",
                             "Zm-_", "Zg==Zg==", "Zm9v\n", "=Zg="})
        CHECK(!from_base64(text));
}
