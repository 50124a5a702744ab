// Widths, blanks, folding, splitting, likeness.
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>

using namespace jingzhun::base;

namespace {

// Any text of code points that Unicode allows, Chinese characters most of all.
rc::Gen<std::u32string> any_text() {
    return rc::gen::container<std::u32string>(rc::gen::map(
        rc::gen::oneOf(rc::gen::inRange<int>(1, 0xD800), rc::gen::inRange<int>(0x4E00, 0xA000),
                       rc::gen::inRange<int>(0xE000, 0x110000)),
        [](int point) { return static_cast<char32_t>(point); }));
}

std::size_t distance_by_definition(std::u32string const &a, std::u32string const &b) {
    if (a.empty() || b.empty()) return a.size() + b.size();
    auto const shorter_a = a.substr(1), shorter_b = b.substr(1);
    auto best = std::min({distance_by_definition(shorter_a, b) + 1,
                          distance_by_definition(a, shorter_b) + 1,
                          distance_by_definition(shorter_a, shorter_b) + (a[0] == b[0] ? 0 : 1)});
    if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0]) {
        best = std::min(best, distance_by_definition(a.substr(2), b.substr(2)) + 1);
    }
    return best;
}

} // namespace

TEST_CASE("code points are the same after going to UTF-8 and back") {
    CHECK(rc::check("round trip", [] {
        auto const text = *any_text();
        RC_ASSERT(is_utf8(to_utf8(text)));
        RC_ASSERT(to_code_points(to_utf8(text)) == text);
    }));
}

TEST_CASE("text that is not UTF-8 is known") {
    for (std::string_view const text :
         {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE5\xBC", "abc\xFF", "12345678\xE5",
          "\xE5\xBC\xA0\xBC", "\xC3("}) {
        CHECK_FALSE(is_utf8(text));
    }
    for (std::string_view const text :
         {"", "abcdefghi", "张三", "é", "𠮷", "\xF4\x8F\xBF\xBF", "12345678张12345678"}) {
        CHECK(is_utf8(text));
    }
}

TEST_CASE("bytes that are no UTF-8 never lead beyond the end") {
    CHECK(rc::check("no fault", [](std::string const &bytes) {
        fold(bytes);
        squeeze(bytes);
        trim(bytes);
        RC_ASSERT(to_code_points(bytes).size() <= bytes.size());
    }));
}

TEST_CASE("full-width letters, digits and signs become ASCII") {
    CHECK(half_width("ＡＢＣ　ｘｙｚ　０１９（！～）：，") == "ABC xyz 019(!~):,");
    CHECK(half_width("￥300") == "¥300");
    CHECK(half_width("a\u00A0b\u2003c") == "a b c");
    CHECK(half_width("张三、李四。“好”") == "张三、李四。“好”");
    CHECK(half_width("plain") == "plain");
}

TEST_CASE("blanks of every kind are cut off at both ends") {
    CHECK(trim("  a b \t\r\n") == "a b");
    CHECK(trim("　张 三　") == "张 三");
    CHECK(trim("\uFEFF\u00A0x\u200B\u3000") == "x");
    CHECK(trim("　 ").empty());
    CHECK(trim("").empty());
    CHECK(trim("张三") == "张三");
}

TEST_CASE("squeezing leaves no blank anywhere") {
    CHECK(squeeze(" 户　编 号\u00A0（新）\n") == "户编号(新)");
    CHECK(squeeze("\uFEFF张\u200B三\u2028") == "张三");
    CHECK(squeeze("") == "");
}

TEST_CASE("traditional and variant characters become simplified") {
    CHECK(simplify("戶籍編號") == "户籍编号");
    CHECK(simplify("龍泉鎮劉家橋村") == "龙泉镇刘家桥村");
    CHECK(simplify("後乾隻麼為爲說説") == "后干只么为为说说");
    CHECK(simplify("戸垻峯羣畧") == "户坝峰群略");
    CHECK(simplify("\uF900\uFA19") == "岂神"); // compatibility ideographs
    CHECK(simplify("⼈⼝⻔") == "人口门");     // radicals typed as characters
    CHECK(simplify("𡑭𧜵") == simplify(simplify("𡑭𧜵")));
}

TEST_CASE("characters that are names in their own right stay") {
    for (std::string_view const text :
         {"喆", "堃", "著", "犇", "后", "干", "云", "里", "芸", "淼", "abc 123"}) {
        CHECK(simplify(text) == text);
    }
}

TEST_CASE("what is simplified stays as it is") {
    CHECK(rc::check("simplify twice is simplify once", [] {
        auto const text = to_utf8(*any_text());
        RC_ASSERT(simplify(simplify(text)) == simplify(text));
        RC_ASSERT(fold(fold(text)) == fold(text));
        RC_ASSERT(to_code_points(simplify(text)).size() == to_code_points(text).size());
    }));
}

TEST_CASE("names that are the same fold to the same text") {
    CHECK(fold(" 張　三 ") == "张三");
    CHECK(fold("阿卜杜拉·买买提") == fold("阿卜杜拉•买买提"));
    CHECK(fold("阿卜杜拉‧买买提") == fold("阿卜杜拉・买买提"));
    CHECK(fold("阿卜杜拉．买买提") == "阿卜杜拉.买买提");
    CHECK(fold("ＡBc") == "abc");
    CHECK(fold("\uFEFF李\u200D四") == "李四");
    CHECK(fold("新田縣") == "新田县");
    CHECK(fold("") == "");
    CHECK(fold("张三") != fold("章三"));
}

TEST_CASE("pinyin in brackets behind a character is a gloss, units and remarks are not") {
    CHECK(without_glosses("內(nèi)鄉(xiāng)縣") == "內鄉縣");
    CHECK(without_glosses("內（nèi）鄉（xiāng）縣（xiàn）") == "內鄉縣");
    CHECK(without_glosses("女(nǚ)兒(ér)") == "女兒");
    CHECK(without_glosses("ne\u0300i (ne\u0300i) 內(ne\u0300i)") ==
          "ne\u0300i (ne\u0300i) 內");
    for (auto const *text : {"面积(mu)", "低保(A)", "收入(元)", "(nèi)容", "内()乡", "内(nèi",
                             "收入(nèi xiāng)", "体重(kg)", "f(nèi)"})
        CHECK(without_glosses(text) == text);
    CHECK(fold("內(nèi)鄉(xiāng)縣(xiàn)") == fold("内乡县"));
}

TEST_CASE("text is split at a separator, empty pieces kept") {
    CHECK(split("a,b,,c", ',') == std::vector<std::string_view>{"a", "b", "", "c"});
    CHECK(split("", ',') == std::vector<std::string_view>{""});
    CHECK(split(",", ',') == std::vector<std::string_view>{"", ""});
}

TEST_CASE("a list is split at every sign people put between items") {
    CHECK(
        split_list("因病、因残，缺技术；缺资金;其他/无,x　y z") ==
        std::vector<std::string>{"因病", "因残", "缺技术", "缺资金", "其他", "无", "x", "y", "z"});
    CHECK(split_list("、，  ;").empty());
    CHECK(split_list("").empty());
    CHECK(split_list("431128001,431128002") == std::vector<std::string>{"431128001", "431128002"});
}

TEST_CASE("distance counts characters inserted, deleted, changed or swapped with a neighbour") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("张三", "张三") == 0);
    CHECK(edit_distance("张三", "章三") == 1);
    CHECK(edit_distance("张三", "三张") == 1);
    CHECK(edit_distance("户编号", "户号") == 1);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("ca", "abc") == 3); // neighbours swapped are not changed again
}

TEST_CASE("distance is what its definition says") {
    CHECK(rc::check("against the definition", [] {
        auto const word = rc::gen::resize(
            6, rc::gen::container<std::u32string>(rc::gen::element(U'a', U'b', U'张')));
        auto const a = *word, b = *word;
        RC_PRE(a.size() <= 6 && b.size() <= 6);
        RC_ASSERT(edit_distance(to_utf8(a), to_utf8(b)) == distance_by_definition(a, b));
    }));
}

TEST_CASE("the nearest word is offered where one is near") {
    std::vector<std::string> const words = {"household", "person", "village",
                                            "户编号",    "人编号", "与户主关系"};
    CHECK(nearest("houshold", words) == "household");
    CHECK(nearest("Household", words) == "household");
    CHECK(nearest("persno", words) == "person");
    CHECK(nearest("户编码", words) == "户编号");
    CHECK(nearest("與戶主關係", words) == "与户主关系");
    CHECK_FALSE(nearest("vehicle", std::span(words).first(2)));
    CHECK_FALSE(nearest("a", std::vector<std::string>{"b"}));
    CHECK_FALSE(nearest("x", std::vector<std::string>{}));
}
