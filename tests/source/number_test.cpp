// Numbers, dates and number formats of workbooks.
#include "source/number.hpp"

#include "base/date.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;
using namespace jingzhun::source;

namespace {

std::string text_of(std::string_view stored) {
    return number_text(stored, parse_number(stored).value());
}

std::string date_of(double serial, bool epoch_1904 = false) {
    return serial_text(serial, NumberStyle::date, epoch_1904).value_or("none");
}

} // namespace

TEST_CASE("a number is the shortest decimal that reads back, an integer without exponent") {
    CHECK(text_of("0.10000000000000001") == "0.1");
    CHECK(text_of("1.0000000000000001E-2") == "0.01");
    CHECK(text_of("3.3333333333333335") == "3.3333333333333335");
    CHECK(text_of("12345678901") == "12345678901");
    CHECK(text_of("1.2345678901E10") == "12345678901");
    CHECK(text_of("1E+3") == "1000");
    CHECK(text_of("007.50") == "7.5");
    CHECK(text_of("-0") == "0");
    CHECK(text_of("123456789012345") == "123456789012345");
    CHECK(text_of("1.5E-9") == "1.5e-09");
}

TEST_CASE("from 1e15 on a number stands as stored, so that lost digits show") {
    CHECK(text_of("4.31199198001011E+17") == "4.31199198001011E+17");
    CHECK(text_of("431199198001011234") == "431199198001011234");
    CHECK(text_of("1E+15") == "1E+15");
}

TEST_CASE("what is no number is not taken for one") {
    for (auto const text : {"", "abc", "1,5", "inf", "nan", "0x10", "1 2", "1e999", "--1", "1.2.3"})
        CHECK_MESSAGE(!parse_number(text), text);
    CHECK(parse_number("-1.5e3") == -1500.0);
    CHECK(is_plain_integer("-12"));
    CHECK(is_plain_integer("0"));
    CHECK(!is_plain_integer("012"));
    CHECK(!is_plain_integer("1234567890123456"));
    CHECK(!is_plain_integer("-"));
}

TEST_CASE("serial numbers count from 1900 with the day that Excel invented, or from 1904") {
    CHECK(date_of(1) == "1900-01-01");
    CHECK(date_of(59) == "1900-02-28");
    CHECK(date_of(60) == "none");
    CHECK(date_of(61) == "1900-03-01");
    CHECK(date_of(25569) == "1970-01-01");
    CHECK(date_of(43647) == "2019-07-01");
    CHECK(date_of(2958465) == "9999-12-31");
    CHECK(date_of(2958466) == "none");
    CHECK(date_of(0) == "none");
    CHECK(date_of(-1) == "none");
    CHECK(date_of(1e300) == "none");
    CHECK(date_of(0, true) == "1904-01-01");
    CHECK(date_of(42185, true) == "2019-07-01");
}

TEST_CASE("parts of a day are times, rounded to seconds") {
    CHECK(date_of(43647.5) == "2019-07-01T12:00:00");
    CHECK(date_of(43647.999999999) == "2019-07-02");
    CHECK(date_of(43647.0000001) == "2019-07-01");
    CHECK(date_of(0.75) == "18:00:00");
    CHECK(serial_text(0.354166666666667, NumberStyle::time, false) == "08:30:00");
    CHECK(serial_text(0, NumberStyle::time, false) == "00:00:00");
    CHECK(serial_text(1.25, NumberStyle::time, false) == "1900-01-01T06:00:00");
}

TEST_CASE("every day comes out as the day its serial number means") {
    CHECK(rc::check("serial to date", [] {
        int const serial = *rc::gen::inRange(61, 2'958'466);
        RC_ASSERT(date_of(serial) == base::to_string(base::Date{serial - 25569}));
        RC_ASSERT(base::read_date(date_of(serial)) == base::Date{serial - 25569});
    }));
}

TEST_CASE("built-in formats 14 to 22, 27 to 36, 45 to 47 and 50 to 58 show dates or times") {
    for (int id = 0; id < 100; ++id) {
        bool const shows = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
                           (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
        CHECK_MESSAGE((style_of_builtin(id) != NumberStyle::plain) == shows, id);
    }
    CHECK(style_of_builtin(20) == NumberStyle::time);
    CHECK(style_of_builtin(31) == NumberStyle::date);
}

TEST_CASE("custom formats show a date by y, m, d, a time by h, s, outside quotes and brackets") {
    for (auto const code :
         {"yyyy\"年\"m\"月\"d\"日\"", "yyyy-mm-dd", "[$-804]yyyy\"年\"m\"月\";@", "m/d", "mmm",
          "yyyy/m/d h:mm", "YYYY年M月D日", "[DBNum1]yyyy\"年\"", "aaaa", "[Red]d"})
        CHECK_MESSAGE(style_of_code(code) == NumberStyle::date, code);
    for (auto const code :
         {"h:mm", "[h]:mm:ss", "mm:ss.0", "上午/下午h\"时\"mm\"分\"", "[mm]:ss", "[ss]"})
        CHECK_MESSAGE(style_of_code(code) == NumberStyle::time, code);
    for (auto const code :
         {"General", "0.00", "#,##0", "@", "0\"人/d\"", "0\\d", "0_d", "*y0", "[Red]0", "0.00E+00",
          "[Yellow]0", "0;yyyy", "\"元", "[Magenta", "", "General\"m\""})
        CHECK_MESSAGE(style_of_code(code) == NumberStyle::plain, code);
}

TEST_CASE("escaped characters of a workbook's text are put back") {
    CHECK(unescape("a_x000D_b_x0041_") == "a\rbA");
    CHECK(unescape("_x005F_x000D_") == "_x000D_");
    CHECK(unescape("_xD842__xDFB7_") == "𠮷");
    CHECK(unescape("_xD842_ _xDFB7_") == "_xD842_ _xDFB7_");
    CHECK(unescape("_x0000_ _x00_ _xZZZZ_ _x0041") == "_x0000_ _x00_ _xZZZZ_ _x0041");
    CHECK(rc::check("escape is undone", [] {
        auto const pieces = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("_x", "0041", "_", "D842", "村", "x005F"));
        std::string text;
        for (auto const &piece : pieces) text += piece;
        RC_ASSERT(unescape(escape(text)) == text);
    }));
}
