// The catalogue of what can go wrong, and the two ways it is told: a Problem and an Error.
#include "base/catalogue.hpp"
#include "base/error.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace jingzhun::base;

namespace {

// The {names} in a text.
std::set<std::string> names_in(std::string_view text) {
    std::set<std::string> names;
    for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        auto const close = text.find('}', open);
        REQUIRE_MESSAGE(close != text.npos, "a brace is left open: " << text);
        names.insert(std::string(text.substr(open + 1, close - open - 1)));
    }
    return names;
}

// {name_en} is the English side of {name}.
std::set<std::string> without_language(std::set<std::string> const &names) {
    std::set<std::string> common;
    for (auto name : names) {
        if (name.ends_with("_en")) name.erase(name.size() - 3);
        common.insert(std::move(name));
    }
    return common;
}

} // namespace

TEST_CASE("every code stands once in the whole catalogue") {
    std::set<std::string_view> codes;
    for (auto const chapter : chapters()) {
        for (auto const &entry : chapter) {
            CHECK_MESSAGE(codes.insert(entry.code).second, "twice: " << entry.code);
        }
    }
    CHECK(codes.size() >= 9);
}

TEST_CASE("a code is lower-case words joined by underscores") {
    for (auto const chapter : chapters()) {
        for (auto const &entry : chapter) {
            auto const fits = std::ranges::all_of(entry.code, [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
            });
            CHECK_MESSAGE((fits && !entry.code.empty()), entry.code);
        }
    }
}

TEST_CASE("the codes of a chapter are in alphabetical order") {
    for (auto const chapter : chapters()) {
        auto const disorder = std::ranges::is_sorted_until(chapter, {}, &Entry::code);
        if (disorder != chapter.end()) FAIL_CHECK("out of order: " << disorder->code);
    }
}

TEST_CASE("both texts of an entry are there and use the same arguments") {
    for (auto const chapter : chapters()) {
        for (auto const &entry : chapter) {
            CHECK_MESSAGE(!entry.zh.empty(), entry.code);
            CHECK_MESSAGE(!entry.en.empty(), entry.code);
            CHECK_MESSAGE(names_in(entry.zh) == without_language(names_in(entry.en)), entry.code);
        }
    }
}

TEST_CASE("an entry ends a command with a failure and a request with an HTTP error") {
    for (auto const chapter : chapters()) {
        for (auto const &entry : chapter) {
            CHECK_MESSAGE(entry.status != Status::done, entry.code);
            CHECK_MESSAGE((entry.http >= 400 && entry.http < 600), entry.code);
        }
    }
}

TEST_CASE("an entry is found by its code, and a code nobody wrote is not") {
    REQUIRE(find_entry("file_missing") != nullptr);
    CHECK(find_entry("file_missing")->code == "file_missing");
    CHECK(find_entry("no_such_code") == nullptr);
    CHECK(find_entry("") == nullptr);
}

TEST_CASE("arguments are put into a text, those that are missing stay visible") {
    CHECK(fill("第{row}行：{what}", {{"row", "3"}, {"what", "空"}}) == "第3行：空");
    CHECK(fill("{a}{a} {b}", {{"a", "1"}}) == "11 {b}");
    CHECK(fill("no names", {{"a", "1"}}) == "no names");
    CHECK(fill("left {open", {{"open", "1"}}) == "left {open");
    CHECK(fill("{a}", {{"a", "{a}"}}) == "{a}");
}

TEST_CASE("a problem is described with its place in either language") {
    Problem const problem{"file_missing", {"rules/exit.toml", 12, 5}, {{"file", "x.toml"}}};
    CHECK(describe(problem, Language::en)
              .starts_with("rules/exit.toml:12:5: there is no file \"x.toml\""));
    CHECK(describe(problem, Language::zh).starts_with("rules/exit.toml:12:5: 找不到文件“x.toml”"));
}

TEST_CASE("what is not known of a place is left out") {
    auto const text = [](Place place) {
        return describe({"file_missing", place, {{"file", "x"}}}, Language::en);
    };
    CHECK(text({}).starts_with("there is"));
    CHECK(text({"a.csv"}).starts_with("a.csv: there is"));
    CHECK(text({"a.csv", 7}).starts_with("a.csv:7: there is"));
    CHECK(text({"a.xlsx", 7, 0, "户"}).starts_with("a.xlsx[户]:7: there is"));
}

TEST_CASE("an error carries its problem, its two statuses and an English text") {
    Error const error("file_missing", {{"file", "名册.xlsx"}}, {"batch"});
    CHECK(error.code() == "file_missing");
    CHECK(error.status() == Status::input);
    CHECK(error.http_status() == 404);
    CHECK(error.text(Language::zh).find("名册.xlsx") != std::string::npos);
    CHECK(std::string(error.what()) == error.text(Language::en));
    CHECK(error.problem().place.file == "batch");
    CHECK(Error(error.problem()).text(Language::en) == error.text(Language::en));
}
