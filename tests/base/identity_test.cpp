// Identity numbers.
#include "base/identity.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <string>

using namespace jingzhun::base;

namespace {

// A number whose check character is right, for a county that does not exist.
std::string number(std::string const &birth, std::string const &sequence) {
    auto const digits = "431199" + birth + sequence;
    return digits + check_character(digits);
}

} // namespace

TEST_CASE("the check character is that of the standard") {
    CHECK(check_character("11010519491231002") == 'X'); // the example of GB 11643-1999
    CHECK(check_character("44052418800101001") == '4');
}

TEST_CASE("a number is cleaned of widths, blanks and hyphens, and of nothing else") {
    CHECK(clean_identity("　４３１１９９ 19900101-001x ") == "43119919900101001X");
    CHECK(clean_identity("431199—1990—0101—0014") == "431199199001010014");
    CHECK(clean_identity("\uFEFF431199199001010014\u200B") == "431199199001010014");
    CHECK(clean_identity("431199abc*") == "431199abc*");
    CHECK(clean_identity("") == "");
}

TEST_CASE("a right number links as itself however it was written") {
    auto const right = number("19900101", "001");
    CHECK(link_identity(right) == right);
    CHECK(link_identity(" " + right.substr(0, 6) + " " + right.substr(6) + "　") == right);
    CHECK(link_identity("11010519491231002x") == "11010519491231002X");
    CHECK(valid_identity(right));
}

TEST_CASE("fifteen digits are widened to eighteen") {
    CHECK(link_identity("110105491231002") == "11010519491231002X");
    CHECK(link_identity("431199900101001") == number("19900101", "001"));
    CHECK_FALSE(link_identity("431199900230001"));
    CHECK_FALSE(link_identity("43119990010100X"));
}

TEST_CASE("a disability card links by the identity number it begins with") {
    auto const right = number("19900101", "001");
    CHECK(link_identity(right + "43") == right);
    CHECK(link_identity(right + "43B1") == right);
    CHECK(link_identity("11010519491231002x43") == "11010519491231002X");
    CHECK_FALSE(link_identity(right + "4"));
    CHECK_FALSE(link_identity(right + "431"));
    CHECK_FALSE(link_identity("43119919900101001"
                              "543"));
}

TEST_CASE("a wrong number links to nobody") {
    CHECK_FALSE(link_identity(""));
    CHECK_FALSE(link_identity("431199"));
    CHECK_FALSE(link_identity("431199199001010015"));      // wrong check digit
    CHECK_FALSE(link_identity(number("19900229", "001"))); // no such day
    CHECK_FALSE(link_identity(number("19901301", "001"))); // no such month
    CHECK_FALSE(link_identity(number("20990101", "001"))); // after today
    CHECK_FALSE(link_identity("4311991990010100A4"));
    CHECK_FALSE(link_identity("X31199199001010014"));
    CHECK_FALSE(link_identity("四三一一九九一九九零零一零一零零一四"));
}

TEST_CASE("a child born today has a number, one born tomorrow has none") {
    auto const compact = [](Date date) {
        auto text = to_string(date);
        std::erase(text, '-');
        return text;
    };
    CHECK(valid_identity(number(compact(today()), "001")));
    CHECK_FALSE(valid_identity(number(compact(add_days(today(), 2)), "001")));
}

TEST_CASE("a number tells birth and sex, a wrong one tells nothing") {
    CHECK(birth_of(number("19900101", "001")) == make_date(1990, 1, 1));
    CHECK(sex_of(number("19900101", "001")) == Sex::male);
    CHECK(sex_of(number("19900101", "002")) == Sex::female);
    CHECK(birth_of("110105491231002") == make_date(1949, 12, 31));
    CHECK(sex_of("110105491231002") == Sex::female);
    CHECK_FALSE(birth_of("431199199001010015"));
    CHECK_FALSE(sex_of("431199199001010015"));
}

TEST_CASE("any day and sequence with its check character is valid, with another character is not") {
    CHECK(rc::check("check character", [] {
        auto const birth = Date{*rc::gen::inRange(-25567, 20000)};
        auto text = to_string(birth);
        std::erase(text, '-');
        auto const sequence = std::to_string(1000 + *rc::gen::inRange(0, 1000)).substr(1);
        auto const right = number(text, sequence);
        RC_ASSERT(link_identity(right) == right);
        RC_ASSERT(birth_of(right) == birth);
        RC_ASSERT(*sex_of(right) == ((sequence[2] - '0') % 2 == 1 ? Sex::male : Sex::female));
        auto wrong = right;
        auto const at = *rc::gen::inRange<std::size_t>(0, 18);
        wrong[at] = *rc::gen::elementOf(std::string("0123456789"));
        RC_ASSERT(valid_identity(wrong) == (wrong == right)); // every single wrong digit shows
    }));
}

TEST_CASE("the verdicts are those of two public validators where both agree") {
    auto const file = source_folder() + "/../shared/data/golden/id_numbers.csv";
    if (!std::filesystem::exists(file)) {
        MESSAGE("skipped: the public verdicts are not here");
        return;
    }
    auto const text = read_file(file);
    auto checked = 0;
    for (auto const line : split(text, '\n')) {
        auto const cells = split(line, ',');
        if (cells.size() < 7 || cells[0] == "number") continue;
        // Where they differ, the day of birth does not exist or lies ahead.
        auto const valid = cells[2] == "true" && cells[3] == "true";
        CHECK_MESSAGE(valid_identity(cells[0]) == valid, line);
        if (valid) {
            CHECK_MESSAGE(to_string(*birth_of(cells[0])) == trim(cells[6]), line);
            CHECK_MESSAGE((sex_of(cells[0]) == Sex::male) == (cells[5] == "M"), line);
        }
        ++checked;
    }
    CHECK(checked > 200);
}

TEST_CASE("numbers that a spreadsheet has rounded are known") {
    CHECK(has_lost_digits("4.31199E+17", false));
    CHECK(has_lost_digits("4.31199199001010E+17", true));
    CHECK(has_lost_digits("4.31199e17", false));
    CHECK(has_lost_digits("431199199001010000", true));
    CHECK_FALSE(has_lost_digits("431199199001010000", false));
    CHECK_FALSE(has_lost_digits("431199199001010014", true));
    CHECK_FALSE(has_lost_digits("43119919900101001X", false));
    CHECK_FALSE(has_lost_digits("E17", false));
    CHECK_FALSE(has_lost_digits("", true));
    CHECK_FALSE(has_lost_digits("12000", true));
}

TEST_CASE("a masked number shows the county and the last four characters, never what a card adds") {
    CHECK(mask_identity("431199199001011234") == "431199********1234");
    CHECK(mask_identity(" 43119919900101123x") == "431199********123X");
    CHECK(mask_identity("431199900101123") == "431199*****1123");
    CHECK(mask_identity("43119919900101123443") == "431199********1234**");
    CHECK(mask_identity("431199") == "******");
    CHECK(mask_identity("张三") == "**");
    CHECK(mask_identity("") == "");
}
