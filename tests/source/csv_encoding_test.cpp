// CSV files in the encodings of Chinese offices, sound and broken.
#include "source/encode.hpp"
#include "source/files.hpp"
#include "source/text_stream.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;
using namespace jingzhun::source;
using namespace jingzhun::source::testing;
using base::Encoding;

namespace {

std::string encoded(std::string_view text, Encoding encoding) {
    Encoder encoder(encoding);
    std::string const bytes(encoder.encode(text));
    REQUIRE(encoder.unencodable().empty());
    return bytes;
}

constexpr std::string_view roster =
    "姓名,身份证号,行政村,备注\n王小明,431199197001010007,龙泉镇潭田村,已脱贫\n";
constexpr std::string_view roster_in_big5 =
    "姓名,身分證號,行政村,備註\n王小明,431199197001010007,龍泉鎮潭田村,已脫貧\n";

std::string description_of(std::string_view bytes) {
    ScratchFile const file("a.csv", bytes);
    return open_book(file.path())->description();
}

Texts texts_in(std::string_view bytes) {
    ScratchFile const file("a.csv", bytes);
    return read_texts(file.path());
}

} // namespace

TEST_CASE("UTF-8, GB18030, Big5 and UTF-16 are told apart and read") {
    Texts const expected = texts_in(roster);
    CHECK(expected[1][2] == "龙泉镇潭田村");
    for (auto const encoding : {Encoding::gb18030, Encoding::utf16_le, Encoding::utf16_be}) {
        std::string const bytes = encoded(roster, encoding);
        CHECK(texts_in(bytes) == expected);
        CHECK(description_of(bytes) ==
              "csv, " + std::string(base::to_string(encoding)) + ", comma");
        CHECK(texts_in(encoded("\uFEFF", encoding) + bytes) == expected);
    }
    CHECK(texts_in("\xEF\xBB\xBF" + std::string(roster)) == expected);
    std::string const big5 = encoded(roster_in_big5, Encoding::big5);
    CHECK(description_of(big5) == "csv, Big5, comma");
    CHECK(texts_in(big5)[1][2] == "龍泉鎮潭田村");
}

TEST_CASE("the encoding shows even when the first Chinese character comes late") {
    std::string bytes = "id,name\n";
    while (bytes.size() < 3'000'000) bytes += "431199197001010007,\n";
    bytes += encoded("1,王小明的父亲\n", Encoding::gb18030);
    ScratchFile const file("a.csv", bytes);
    CHECK(open_book(file.path())->description() == "csv, GB18030, comma");
    CHECK(read_texts(file.path()).back()[1] == "王小明的父亲");
}

TEST_CASE("rare characters of GB18030 keep their four bytes") {
    CHECK(texts_in(encoded("姓名,村\n䶮𠮷,㙍村\n", Encoding::gb18030))[1] ==
          std::vector<std::string>{"䶮𠮷", "㙍村"});
}

TEST_CASE("large files are decoded in pieces that cut characters") {
    std::string text = "a,姓名\n";
    for (int i = 0; i < 60'000; ++i)
        text += std::to_string(i) + ",王小明𠮷" + (i % 3 == 0 ? "x" : "") + "\n";
    Texts const expected = texts_in(text);
    CHECK(expected.size() == 60'001);
    for (auto const encoding : {Encoding::gb18030, Encoding::utf16_le, Encoding::utf16_be})
        CHECK(texts_in(encoded(text, encoding)) == expected);
}

TEST_CASE("a wrong byte far down is refused with its line, in every encoding") {
    for (auto const encoding : {Encoding::utf8, Encoding::gb18030, Encoding::big5}) {
        std::string text(encoding == Encoding::big5 ? roster_in_big5 : roster);
        for (int i = 0; i < 50'000; ++i) text += "王小明,1,2,3\n";
        ScratchFile const file("a.csv", encoded(text, encoding) + "a,\x81\x20,b\n");
        auto const problem = problem_of(file.path());
        REQUIRE(problem.code == "encoding_broken");
        CHECK(problem.place.line == 50'003);
        CHECK(problem.place.column == 2);
        CHECK(problem.arguments[0].second.starts_with("81"));
    }
}

TEST_CASE("a wrong byte near the beginning does not make UTF-8 pass for another encoding") {
    ScratchFile const file("a.csv", "姓名,\xFF村名\n" + std::string(roster) + std::string(roster));
    auto const problem = problem_of(file.path());
    CHECK(problem.code == "encoding_broken");
    CHECK(problem.place.line == 1);
}

TEST_CASE("lines of another encoding in the middle of a file are refused with their line") {
    std::string text(roster);
    text += text + text;
    ScratchFile const file("a.csv", text + encoded(roster, Encoding::gb18030));
    auto const problem = problem_of(file.path());
    CHECK(problem.code == "encoding_broken");
    CHECK(problem.place.line == 7);
}

TEST_CASE("UTF-16 cut off in a character is refused") {
    std::string const bytes = encoded("\uFEFFa,王\n1,小", Encoding::utf16_le);
    ScratchFile const file("a.csv", std::string_view(bytes).substr(0, bytes.size() - 1));
    CHECK(problem_of(file.path()).code == "encoding_broken");
}

TEST_CASE("valid UTF-8 ends where base says it does not hold") {
    CHECK(
        rc::check("a prefix is valid and the next character is not", [](std::string const &bytes) {
            Utf8Prefix const prefix = valid_utf8(bytes);
            RC_ASSERT(base::is_utf8(std::string_view(bytes).substr(0, prefix.length)));
            RC_ASSERT(base::is_utf8(bytes) == (prefix.length == bytes.size()));
        }));
    for (std::string_view const wrong :
         {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE0\x80\x80", "\x80"}) {
        CHECK(valid_utf8(wrong).length == 0);
        CHECK(!valid_utf8(wrong).incomplete);
    }
    CHECK(valid_utf8("a\xE6\x9D").incomplete);
    CHECK(valid_utf8("12345678\xF0\xA0\xAE").length == 8);
}

TEST_CASE("what an encoding lacks is named, not replaced") {
    Encoder encoder(Encoding::big5);
    CHECK(encoder.encode("王小明").size() == 6);
    encoder.encode("张三");
    CHECK(encoder.unencodable() == "张");
}
