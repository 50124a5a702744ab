// The parser against the specification's table of precedences, which tests/cel/rewrite.cpp has a
// second time.
#include "cel/differential_random.hpp"
#include "cel/rewrite.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;

TEST_CASE("a tree is written with the brackets it needs and no others") {
    auto const again = [](char const *text) {
        return rewrite::written(*village::expression(text)->root);
    };
    CHECK(again("((a - b) - c) * (d)") == "(a - b - c) * d");
    CHECK(again("a - (b - c)") == "a - (b - c)");
    CHECK(again("!(a && (b || c)) ? (x ? 1 : 2) : (y ? 3 : 4)") ==
          "!(a && (b || c)) ? (x ? 1 : 2) : y ? 3 : 4");
    CHECK(again("-(1) + -(x) - -1") == "-(1) + -x - -1");
    CHECK(again("((a)).b[(c)].all(x, (x in y))") == "a.b[c].all(x, x in y)");
    // A leading dot makes a name out of what would be a word of another language.
    CHECK(again("-.not(x, (y)) != .z") == "-.not(x, y) != .z");
}

TEST_CASE("random expressions with only the brackets they need are read as the same trees") {
    std::size_t compared = 0;
    CHECK(rc::check("the tree comes back as it was", [&] {
        differential::Random random(*rc::gen::arbitrary<std::uint64_t>());
        for (int i = 0; i < 100; ++i) {
            int const depth = 1 + static_cast<int>(random.below(4));
            std::string const text = i % 2 == 0
                                         ? differential::make_general(random, "household", depth)
                                         : differential::make_rule(random, "household", depth);
            std::string const found = rewrite::difference(*village::expression(text));
            if (!found.empty()) RC_FAIL(text + "\n  written as " + found);
            ++compared;
        }
    }));
    CHECK(compared == 10'000);
}
