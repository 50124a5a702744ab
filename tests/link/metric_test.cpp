// Measures of likeness against the values they were published with, and what holds for any texts.
#include "link/metric.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace jingzhun::link;

TEST_CASE("Jaro-Winkler gives the values of Winkler's papers") {
    // Winkler 1994, table of string comparator values.
    struct Line {
        std::u32string a, b;
        double jaro, winkler;
    };
    for (auto const &line :
         {Line{U"SHACKLEFORD", U"SHACKELFORD", 0.970, 0.982},
          Line{U"DUNNINGHAM", U"CUNNIGHAM", 0.896, 0.896},
          Line{U"NICHLESON", U"NICHULSON", 0.926, 0.956}, Line{U"JONES", U"JOHNSON", 0.790, 0.832},
          Line{U"MASSEY", U"MASSIE", 0.889, 0.933}, Line{U"ABROMS", U"ABRAMS", 0.889, 0.922},
          Line{U"MARTHA", U"MARHTA", 0.944, 0.961}, Line{U"DWAYNE", U"DUANE", 0.822, 0.840},
          Line{U"DIXON", U"DICKSONX", 0.767, 0.813}}) {
        CHECK(jaro(line.a, line.b) == doctest::Approx(line.jaro).epsilon(0.001));
        CHECK(jaro_winkler(line.a, line.b) == doctest::Approx(line.winkler).epsilon(0.001));
    }
    CHECK(jaro(U"", U"") == 1);
    CHECK(jaro(U"A", U"") == 0);
    CHECK(jaro(U"ABC", U"XYZ") == 0);
}

TEST_CASE("the edit distance counts a swap of neighbours once and characters, "
          "not bytes") {
    CHECK(distance(U"kitten", U"sitting", 9) == 3);
    CHECK(distance(U"ca", U"ac", 9) == 1);
    CHECK(distance(U"ca", U"abc", 9) == 3); // optimal string alignment, not unrestricted
    CHECK(distance(U"王建国", U"王建國", 9) == 1);
    CHECK(distance(U"", U"abc", 9) == 3);
    CHECK(distance(U"abcdef", U"uvwxyz", 2) == 3); // more than asked for
}

TEST_CASE("Soundex gives the codes of the National Archives") {
    CHECK(soundex("Robert") == "R163");
    CHECK(soundex("Rupert") == "R163");
    CHECK(soundex("Rubin") == "R150");
    CHECK(soundex("Ashcraft") == "A261");
    CHECK(soundex("Tymczak") == "T522");
    CHECK(soundex("Pfister") == "P236");
    CHECK(soundex("Honeyman") == "H555");
    CHECK(soundex("Lee") == "L000");
    CHECK(soundex("123") == "");
}

TEST_CASE("words in common do not mind their order, and a slip in one counts half") {
    CHECK(common_words(U"anna maria", U"maria anna") == 1);
    CHECK(common_words(U"thomas clifford", U"tomas clifford") == 0.75);
    CHECK(common_words(U"", U"") == 1);
    CHECK(common_words(U"a b", U"") == 0);
}

namespace {

std::u32string some_text(std::string const &letters) {
    std::u32string text;
    for (auto const c : letters)
        text += static_cast<char32_t>(U'a' + static_cast<unsigned char>(c) % 5);
    return text;
}

} // namespace

TEST_CASE("every measure is symmetric, and most for equal texts") {
    rc::check([](std::string const &one, std::string const &other) {
        auto const a = some_text(one), b = some_text(other);
        RC_ASSERT(jaro(a, b) == jaro(b, a));
        RC_ASSERT(jaro_winkler(a, b) == jaro_winkler(b, a));
        RC_ASSERT(jaro(a, b) >= 0 && jaro_winkler(a, b) <= 1 && jaro_winkler(a, b) >= jaro(a, b));
        RC_ASSERT(distance(a, b, 200) == distance(b, a, 200));
        RC_ASSERT(distance(a, a, 5) == 0U);
        RC_ASSERT(distance(a, b, 3) == std::min<std::size_t>(distance(a, b, 200), 4));
        RC_ASSERT(common_words(a, b) == common_words(b, a));
    });
}
