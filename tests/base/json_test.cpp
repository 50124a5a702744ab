// JSON written and read.
#include "base/json.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

using namespace jingzhun::base;

namespace {

Problem problem_of(std::string_view text) {
    try {
        read_json(text, "x.json");
    } catch (Error const &error) {
        return error.problem();
    }
    FAIL("no error: " << text);
    return {};
}

} // namespace

TEST_CASE("the writer puts commas, colons and brackets where they belong") {
    JsonWriter json;
    json.begin_object().member("met", 12).key("rows").begin_array();
    json.value(1)
        .value("二")
        .value(true)
        .null()
        .begin_object()
        .end_object()
        .begin_array()
        .end_array();
    json.end_array().member("name", std::string("张三")).end_object();
    CHECK(json.text() == R"({"met":12,"rows":[1,"二",true,null,{},[]],"name":"张三"})");
}

TEST_CASE("a document may be one value, and raw pieces are taken as they are") {
    CHECK(JsonWriter().value(false).text() == "false");
    CHECK(JsonWriter().begin_array().raw("{\"a\":1}").raw("2").end_array().text() ==
          "[{\"a\":1},2]");
    JsonWriter json;
    json.value("x");
    CHECK(json.take() == "\"x\"");
}

TEST_CASE("whole numbers of every width are written exactly") {
    JsonWriter json;
    json.begin_array().value(std::numeric_limits<std::int64_t>::min());
    json.value(std::numeric_limits<std::uint64_t>::max())
        .value(std::int8_t{-1})
        .value(0u)
        .end_array();
    CHECK(json.text() == "[-9223372036854775808,18446744073709551615,-1,0]");
}

TEST_CASE("real numbers are as short as they can be, and what is none becomes null") {
    JsonWriter json;
    json.begin_array().value(0.1).value(1.0 / 3).value(1e300).value(-2.5);
    json.value(std::nan("")).value(std::numeric_limits<double>::infinity()).end_array();
    CHECK(json.text() == "[0.1,0.3333333333333333,1e+300,-2.5,null,null]");
}

TEST_CASE("quotation marks, backslashes and control characters are escaped") {
    CHECK(quote_json("a\"b\\c\n\r\t\x01/é精") == R"("a\"b\\c\n\r\t\u0001/é精")");
    CHECK(quote_json("") == "\"\"");
    CHECK(quote_json(std::string_view("\0", 1)) == "\"\\u0000\"");
}

TEST_CASE("a document is read into a tree") {
    auto const json =
        read_json(R"( {"a": [1, -2.5, "x\u5f20", true, null], "b": {"c": ""}} )", "x");
    auto const *a = json.find("a");
    REQUIRE(a != nullptr);
    REQUIRE(a->array() != nullptr);
    auto const &items = *a->array();
    REQUIRE(items.size() == 5);
    CHECK(std::get<std::int64_t>(items[0].value) == 1);
    CHECK(std::get<double>(items[1].value) == -2.5);
    CHECK(std::get<std::string>(items[2].value) == "x张");
    CHECK(std::get<bool>(items[3].value));
    CHECK(std::holds_alternative<std::nullptr_t>(items[4].value));
    REQUIRE(json.find("b") != nullptr);
    CHECK(*json.find("b")->text("c") == "");
    CHECK(json.object()->size() == 2);
}

TEST_CASE("what is not there is not found") {
    auto const json = read_json(R"({"a": 1})", "x");
    CHECK(json.find("b") == nullptr);
    CHECK(json.text("a") == nullptr);
    CHECK(json.text("b") == nullptr);
    CHECK(json.find("a")->find("c") == nullptr);
    CHECK(json.array() == nullptr);
}

TEST_CASE("integers within 64 bits stay integers, larger ones become real numbers") {
    auto const json = read_json(
        "[9223372036854775807, -9223372036854775808, 18446744073709551615, 1e2, 1.0]", "x");
    auto const &items = *json.array();
    CHECK(std::get<std::int64_t>(items[0].value) == std::numeric_limits<std::int64_t>::max());
    CHECK(std::get<std::int64_t>(items[1].value) == std::numeric_limits<std::int64_t>::min());
    CHECK(std::get<double>(items[2].value) == 18446744073709551615.0);
    CHECK(std::get<double>(items[3].value) == 100);
    CHECK(std::get<double>(items[4].value) == 1);
}

TEST_CASE("a malformed document is refused with line and column") {
    auto const problem = problem_of("{\n  \"a\": 1,\n  \"b\": x\n}");
    CHECK(problem.code == "json_malformed");
    CHECK(problem.place.file == "x.json");
    CHECK(problem.place.line == 3);
    CHECK(problem.place.column == 8);
    CHECK(problem_of("[1, 2] 3").place.column == 8);
    CHECK(problem_of("[1,\n2").place.line == 2);
    CHECK(problem_of("").place.line == 1);
}

TEST_CASE("what JSON does not allow is refused") {
    for (std::string_view const text :
         {"{a: 1}", "[1,]", "{\"a\":1,}", "'a'", "01", "+1", ".5", "NaN", "// x\n1", "\"\xFF\"",
          "\"a\nb\"", "nul", "[", "\"", "{\"a\"}", "1 2", "\xEF\xBB\xBF[]"}) {
        CHECK_MESSAGE(problem_of(text).code == "json_malformed", text);
    }
}

TEST_CASE("64 levels are read, more are refused") {
    auto const nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    CHECK(read_json(nested(64), "x").array() != nullptr);
    CHECK(problem_of(nested(65)).code == "json_malformed");
    CHECK(problem_of(nested(100'000)).code == "json_malformed");
}

TEST_CASE("any text is the same after quoting and reading it") {
    CHECK(rc::check("round trip", [] {
        auto const text = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
        RC_ASSERT(std::get<std::string>(read_json(quote_json(text), "x").value) == text);
    }));
}

TEST_CASE("any number is the same after writing and reading it") {
    CHECK(rc::check("integers", [](std::int64_t number) {
        auto const text = JsonWriter().value(number).text();
        RC_ASSERT(std::get<std::int64_t>(read_json(text, "x").value) == number);
    }));
    CHECK(rc::check("real numbers", [](double number) {
        auto const read = read_json(JsonWriter().value(number).text(), "x");
        auto const *whole = std::get_if<std::int64_t>(&read.value);
        RC_ASSERT((whole ? static_cast<double>(*whole) : std::get<double>(read.value)) == number);
    }));
}
