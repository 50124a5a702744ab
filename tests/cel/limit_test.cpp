// Hostile expressions end: with a value, an error value or a refusal, soon and in bounded memory.
#include "cel/conformance.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace jingzhun;

namespace {

std::string nested(int count, std::string const &inner) {
    std::string text = inner;
    for (int i = 0; i < count; ++i)
        text = "[0, 1, 2, 3].all(x" + std::to_string(i) + ", " + text + ")";
    return text;
}

std::string chained(std::string text, std::string const &link, int count) {
    for (int i = 0; i < count; ++i) text += link;
    return text;
}

} // namespace

TEST_CASE("nested macros stop at the limit of steps") {
    CHECK(village::code_of(nested(30, "1 / 0 > 0")) == "cel_cost");
    cel::EvaluateLimits few;
    few.steps_max = 100;
    auto const value =
        cel::evaluate(*village::expression("[1, 2, 3].map(x, x * 2).size() == 3"), {}, few);
    CHECK(*value.as<bool>());
    auto const stopped = cel::evaluate(*village::expression(nested(3, "true")), {}, few);
    REQUIRE(stopped.is_error());
    CHECK(stopped.as<cel::EvaluationError>()->code == "cel_cost");
}

TEST_CASE("lists that share their parts are neither compared nor printed for ever") {
    std::string const huge = chained("['a']", ".map(x, [x, x])", 60);
    auto const expression = village::expression(huge);
    cel::Value const value = cel::evaluate(*expression, {});
    CHECK(cel::to_string(value).size() < 10'000);
    CHECK(cel::value_to_json(value).find("cel_cost") != std::string::npos);
    CHECK(village::code_of(huge + " == " + huge) == "cel_cost");
}

TEST_CASE("texts and lists that double stop at the limit of bytes") {
    CHECK(village::code_of(chained("['aaaaaaaaaaaaaaaa']", ".map(x, x + x)", 40)) == "cel_cost");
    CHECK(village::code_of(chained("[[1]]", ".map(x, x + x)", 40)) == "cel_cost");
}

TEST_CASE("patterns are refused when they are wrong or too large, and cannot be made to crawl") {
    CHECK(village::code_of("'a'.matches('(')") == "cel_bad_pattern");
    CHECK(village::code_of("'a'.matches('a{1000}{1000}')") == "cel_bad_pattern");
    std::string const long_text(10'000, 'a');
    CHECK(village::code_of("'" + long_text + "b'.matches('(a+)+$')") == "false");
    CHECK(village::code_of("'x'.matches('" + std::string(5000, 'a') + "')") == "cel_bad_pattern");
}

TEST_CASE("the largest expression the parser takes is evaluated within a second") {
    std::string list = "[";
    for (int i = 0; i < 15'000; ++i) list += std::to_string(i % 10) + ",";
    auto const started = std::chrono::steady_clock::now();
    CHECK(village::code_of(list + "].distinct().size()") == "10");
    std::string map = "{";
    for (int i = 0; i < 6'000; ++i) map += std::to_string(i) + ":1,";
    CHECK(village::code_of(map + "}.size()") == "6000");
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(1));
}

TEST_CASE("wrong cases of the conformance command are refused") {
    CHECK(cel::run_cel_cases("[]") == "[]");
    CHECK(cel::run_cel_cases(R"([{"expr": "1 +"}])").find("error") != std::string::npos);
    CHECK_THROWS_AS(cel::run_cel_cases("{}"), base::Error);
    CHECK_THROWS_AS(cel::run_cel_cases(R"([{"vars": {}}])"), base::Error);
    CHECK_THROWS_AS(cel::run_cel_cases(R"([{"expr": "x", "bind": {"x": {"int": "1x"}}}])"),
                    base::Error);
}
