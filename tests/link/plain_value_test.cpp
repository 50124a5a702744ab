// The short ways of reading a CSV file against the plain ones.
#include "base/identity.hpp"
#include "link/cell_ends.hpp"
#include "link/plain_value.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;
using namespace jingzhun::link;

namespace {

std::string some_of(std::string_view characters, std::size_t most) {
    std::string text;
    for (auto left = *rc::gen::inRange<std::size_t>(0, most + 1); left > 0; --left)
        text += characters[*rc::gen::inRange<std::size_t>(0, characters.size())];
    return text;
}

// What is read the short way is what is read the long way.
void agree(Type type, std::string const &cell) {
    Dictionary dictionary;
    if (auto const plain = plain_value(type, cell); plain != 0)
        RC_ASSERT(plain == encode(type, cell, dictionary));
}

bool is_read(Type type, std::string_view cell) { return plain_value(type, cell) != 0; }

} // namespace

TEST_CASE("a cell that is read the short way has the value it always has") {
    rc::check("numbers", [] { agree(Type::number, some_of("0123456789", 18)); });
    rc::check("nearly numbers", [] { agree(Type::number, some_of("00123456789/:. ", 9)); });
    rc::check("dates", [] {
        agree(Type::date, some_of("0123456789-/.", 10));
        auto date = some_of("0123456789", 8);
        if (date.size() == 8) date.insert(6, "-").insert(4, "-");
        agree(Type::date, date);
    });
    rc::check("names", [] {
        static std::string const characters[] = {"王", "䀀",   "鿿", "　", "a",  "Ａ",
                                                 "·",  "\xE4", "𠮷",  "１", "李", "欧"};
        std::string name;
        for (auto left = *rc::gen::inRange(0, 6); left > 0; --left)
            name += characters[*rc::gen::inRange(0, 12)];
        if (name.find('\xE4') == name.npos) agree(Type::chinese_name, name);
    });
}

TEST_CASE("numbers, dates and names as lists have them are read the short way") {
    for (auto const *cell : {"0", "1234567", "12345678", "431199100200", "1234567890123456"})
        CHECK_MESSAGE(is_read(Type::number, cell), cell);
    CHECK(plain_number("431199100200") == 431199100201);
    CHECK_FALSE(is_read(Type::number, "12345678901234567"));
    CHECK(plain_date("1990-01-31") == 19900131);
    CHECK(plain_date("19900131") == 19900131);
    CHECK_FALSE(is_read(Type::date, "1990-1-31"));
    for (auto const *cell : {"王", "王伟", "欧阳志强"}) CHECK(is_read(Type::chinese_name, cell));
    for (auto const *cell : {"a王", "王　伟", "王·", "阿卜杜热西提", "\xE4\xB8"})
        CHECK_FALSE(is_read(Type::chinese_name, cell));
}

TEST_CASE("of numbers with 18 characters just the valid ones are read the short way") {
    rc::check("made numbers", [] {
        auto text =
            "431199" + std::to_string(*rc::gen::inRange(1900, 2030)) + some_of("0123456789", 7);
        text.resize(17, '1');
        text += some_of("0123456789Xx:", 1);
        text.resize(18, 'X');
        auto const value = plain_identity(text);
        auto const valid = base::link_identity(text);
        RC_ASSERT((value != 0) == valid.has_value());
        if (valid) RC_ASSERT(identity_text(value) == *valid);
    });
    rc::check("right numbers", [] {
        auto const digits = "431199" + std::to_string(*rc::gen::inRange(1900, 2026)) + "0228" +
                            std::to_string(*rc::gen::inRange(100, 1000));
        auto const text = digits + base::check_character(digits);
        RC_ASSERT(plain_identity(text) != 0);
        RC_ASSERT(identity_text(plain_identity(text)) == text);
    });
}

TEST_CASE("cells end where the next separator or line end stands, wherever the search begins") {
    rc::check("any text", [] {
        auto const text = some_of("ab,;\n\"", 300);
        CellEnds ends(text.data(), text.data() + text.size(), ',');
        for (int i = 0; i < 40; ++i) { // on and back
            auto const at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
            auto const naive = std::min(text.find_first_of(",\n", at), text.size());
            RC_ASSERT(ends.from(text.data() + at) == text.data() + naive);
        }
    });
    rc::check("sixty-four bytes", [] {
        auto text = some_of(std::string_view("a,\n\x80\xAC\x8A\0", 7), 64);
        text.resize(64);
        RC_ASSERT(marks_of(text.data(), ',', '\n') == marks_by_words(text.data(), ',', '\n'));
    });
}
