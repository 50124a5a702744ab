// Encodings: guessed, decoded, refused.
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>
#include <unicode/ucnv.h>
#include <utility>

using namespace jingzhun::base;

namespace {

std::string encode(std::string_view text, char const *name) {
    UErrorCode error = U_ZERO_ERROR;
    std::string bytes(text.size() * 4 + 16, '\0');
    auto const size = ucnv_convert(name, "UTF-8", bytes.data(), static_cast<int32_t>(bytes.size()),
                                   text.data(), static_cast<int32_t>(text.size()), &error);
    REQUIRE(U_SUCCESS(error));
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

constexpr std::string_view table_in_simplified =
    "户编号,姓名,身份证号码,与户主关系,民族,健康状况\n"
    "4311280001,欧阳建国,431199199001010014,户主,汉族,健康\n"
    "4311280001,刘小红,431199199203040025,配偶,瑶族,长期慢性病\n";
constexpr std::string_view table_in_traditional =
    "戶編號,姓名,身份證號碼,與戶主關係,民族,健康狀況\n"
    "4311280001,歐陽建國,431199199001010014,戶主,漢族,健康\n"
    "4311280001,劉小紅,431199199203040025,配偶,瑤族,長期慢性病\n";

} // namespace

TEST_CASE("a byte order mark says the encoding") {
    CHECK(guess_encoding("\xEF\xBB\xBF") == Encoding::utf8);
    CHECK(guess_encoding("\xEF\xBB\xBFx") == Encoding::utf8);
    CHECK(guess_encoding(std::string_view("\xFF\xFEx\0", 4)) == Encoding::utf16_le);
    CHECK(guess_encoding(std::string_view("\xFE\xFF\0x", 4)) == Encoding::utf16_be);
    CHECK(guess_encoding("\x84\x31\x95\x33\xC3\xFB") == Encoding::gb18030);
}

TEST_CASE("a table is recognised in every encoding an office may use") {
    CHECK(guess_encoding(table_in_simplified) == Encoding::utf8);
    CHECK(guess_encoding(table_in_traditional) == Encoding::utf8);
    CHECK(guess_encoding(encode(table_in_simplified, "GB18030")) == Encoding::gb18030);
    CHECK(guess_encoding(encode(table_in_traditional, "GB18030")) == Encoding::gb18030);
    CHECK(guess_encoding(encode(table_in_traditional, "Big5")) == Encoding::big5);
    CHECK(guess_encoding(encode(table_in_simplified, "UTF-16LE")) == Encoding::utf16_le);
    CHECK(guess_encoding(encode(table_in_simplified, "UTF-16BE")) == Encoding::utf16_be);
    CHECK(guess_encoding("plain,ascii\n") == Encoding::utf8);
    CHECK(guess_encoding("") == Encoding::utf8);
}

TEST_CASE("a few characters are enough to tell GB18030 from Big5") {
    for (std::string_view const text :
         {"姓名", "户编号", "张三", "新田县", "王小明,李四", "是", "贫困户", "无劳动能力"}) {
        CHECK_MESSAGE(guess_encoding(encode(text, "GB18030")) == Encoding::gb18030, text);
    }
    for (std::string_view const text :
         {"姓名", "戶編號", "張三", "新田縣", "王小明,李四", "貧困戶", "無勞動能力", "劉備"}) {
        CHECK_MESSAGE(guess_encoding(encode(text, "Big5")) == Encoding::big5, text);
    }
    for (std::string_view const text : {"姓名，住址", "户编号：新田县", "张三李四王五"}) {
        CHECK_MESSAGE(guess_encoding(encode(text, "UTF-16LE")) == Encoding::utf16_le, text);
        CHECK_MESSAGE(guess_encoding(encode(text, "UTF-16BE")) == Encoding::utf16_be, text);
    }
}

TEST_CASE(
    "Chinese words that happen to be valid UTF-8 are still Chinese, and Latin letters stay Latin") {
    CHECK(guess_encoding("\xC1\xAA\xCD\xA8") == Encoding::gb18030); // 联通
    CHECK(guess_encoding(encode("石溪\n梅溪\n", "GB18030")) == Encoding::gb18030);
    CHECK(guess_encoding("Müller,José\n") == Encoding::utf8);
    CHECK(guess_encoding("Ali·Mehmet") == Encoding::utf8);
    CHECK(guess_encoding("Привет, Иван") == Encoding::utf8);
}

TEST_CASE("a sample may end in the middle of a character") {
    std::pair<std::string, Encoding> const samples[] = {
        {std::string(table_in_simplified), Encoding::utf8},
        {encode(table_in_simplified, "GB18030"), Encoding::gb18030},
        {encode(table_in_traditional, "Big5"), Encoding::big5},
        {encode(table_in_simplified, "UTF-16LE"), Encoding::utf16_le},
        {encode("姓名𠮷𠮷", "GB18030"), Encoding::gb18030},
    };
    for (auto const &[bytes, encoding] : samples) {
        for (std::size_t cut = 0; cut < 6; ++cut) {
            auto const sample = std::string_view(bytes).substr(0, bytes.size() - cut);
            CHECK_MESSAGE(guess_encoding(sample) == encoding, to_string(encoding), " cut by ", cut);
        }
    }
}

TEST_CASE("Chinese far behind plain ASCII still decides") {
    std::string bytes;
    for (auto i = 0; i < 20'000; ++i) bytes += "431199,12.5\n";
    CHECK(guess_encoding(bytes + encode("合计,陈某\n", "GB18030")) == Encoding::gb18030);
    CHECK(guess_encoding(bytes + encode("合計,陳某\n", "Big5")) == Encoding::big5);
    CHECK(guess_encoding(bytes + "合计\n") == Encoding::utf8);
}

TEST_CASE("what is no text has no encoding") {
    CHECK_FALSE(guess_encoding(std::string_view("PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", 14)));
    CHECK_FALSE(guess_encoding("\xFF\x80\x80\xFF"));
    CHECK_FALSE(guess_encoding("\x01\x02\x03"));
    CHECK_FALSE(guess_encoding("\xD0\xD5\xC3\xFB\x80\xFF\xFF\x20"));
}

TEST_CASE("text is decoded from each encoding, and a mark is dropped") {
    CHECK(decode(encode("张三，𠮷", "GB18030"), Encoding::gb18030) == "张三，𠮷");
    CHECK(decode(encode("張三", "Big5"), Encoding::big5) == "張三");
    CHECK(decode(encode("张三𠮷", "UTF-16LE"), Encoding::utf16_le) == "张三𠮷");
    CHECK(decode(encode("张三𠮷", "UTF-16BE"), Encoding::utf16_be) == "张三𠮷");
    CHECK(decode("\xEF\xBB\xBF张", Encoding::utf8) == "张");
    CHECK(decode(std::string_view("\xFF\xFE\x20\x5F", 4), Encoding::utf16_le) == "张");
    CHECK(decode("", Encoding::gb18030) == "");
}

TEST_CASE("a sequence that is not valid refuses the whole text") {
    CHECK_FALSE(decode("\xD0\xD5\xC3", Encoding::gb18030));
    CHECK_FALSE(decode("abc\xFF\xFF"
                       "def",
                       Encoding::gb18030));
    CHECK_FALSE(decode("\xA4", Encoding::big5));
    CHECK_FALSE(decode("a\xE5\xBC", Encoding::utf8));
    CHECK_FALSE(decode("\x20\x5F\x20", Encoding::utf16_le));
    CHECK_FALSE(decode(std::string_view("\x00\xD8\x41\x00", 4), Encoding::utf16_le)); // half a pair
}

TEST_CASE("any text is the same after encoding and decoding it") {
    CHECK(rc::check("round trip", [] {
        auto const points = *rc::gen::container<std::u32string>(rc::gen::map(
            rc::gen::oneOf(rc::gen::inRange(0x20, 0x7F), rc::gen::inRange(0x4E00, 0x9FA6),
                           rc::gen::inRange(0x20000, 0x2A6D7)),
            [](int point) { return static_cast<char32_t>(point); }));
        auto const text = to_utf8(points);
        RC_ASSERT(decode(encode(text, "GB18030"), Encoding::gb18030) == text);
        RC_ASSERT(decode(encode(text, "UTF-16LE"), Encoding::utf16_le) == text);
        RC_ASSERT(decode(encode(text, "UTF-16BE"), Encoding::utf16_be) == text);
        RC_ASSERT(decode(text, Encoding::utf8) == text);
    }));
}

TEST_CASE("long text crosses the buffers of the converter unharmed") {
    std::string text;
    for (auto i = 0; i < 60'000; ++i) text += i % 3 == 0 ? "𠮷" : i % 3 == 1 ? "张" : "a";
    CHECK(decode(encode(text, "GB18030"), Encoding::gb18030) == text);
    CHECK(decode(encode(text, "UTF-16LE"), Encoding::utf16_le) == text);
}

TEST_CASE("any bytes are either text or not, and never a fault") {
    CHECK(rc::check("no fault", [](std::string const &bytes) {
        if (auto const encoding = guess_encoding(bytes)) decode(bytes, *encoding);
    }));
}
