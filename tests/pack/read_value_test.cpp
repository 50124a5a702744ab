// Cells as people write them, read by the type of their field and written back.
#include "pack/read_value.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using pack::FieldType;

namespace {

pack::Pack small_pack() {
    pack::Pack made;
    pack::CodeList health{"health", {"健康状况", "Health"}, {}, {}};
    health.codes = {{"healthy", {"健康", "healthy"}, {"良好"}, {}},
                    {"chronic", {"长期慢性病", "chronic illness"}, {"慢性病"}, {}},
                    {"disabled", {"残疾", "disabled"}, {}, {}}};
    health.index_words();
    made.code_lists.push_back(health);
    return made;
}

pack::Field field_of(FieldType type) {
    pack::Field field;
    field.title = {"东西", "Thing"};
    field.type = type;
    if (type == FieldType::code || type == FieldType::codes) field.codes = "health";
    return field;
}

std::string show(base::Value const &value) {
    if (base::is_missing(value)) return "nothing";
    if (auto const *text = std::get_if<std::string>(&value)) return "'" + *text + "'";
    if (auto const *whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    return "real " + std::to_string(std::get<double>(value));
}

// The value read, or "code(value)" of the problem.
std::string read(FieldType type, std::string_view text, bool is_number = false) {
    static auto const pack = small_pack();
    auto const result = pack::read_cell(pack, field_of(type), text, {is_number, false});
    if (auto const *value = std::get_if<base::Value>(&result)) return show(*value);
    auto const &problem = std::get<base::Problem>(result);
    return problem.code + "(" + problem.arguments.at(1).second + ")";
}

std::string write(FieldType type, base::Value const &value,
                  base::Language language = base::Language::zh) {
    return pack::write_cell(small_pack(), field_of(type), value, language);
}

} // namespace

TEST_CASE("A cell of blanks is a missing value whatever the field's type") {
    for (int type = 0; type <= static_cast<int>(FieldType::areas); ++type) {
        CHECK(read(static_cast<FieldType>(type), " \t\u3000") == "nothing");
    }
}

TEST_CASE("Text is kept as it is, without the blanks around it") {
    CHECK(read(FieldType::text, "  张 三\u3000") == "'张 三'");
}

TEST_CASE("A code is read by its title, a synonym or itself") {
    CHECK(read(FieldType::code, "长期慢性病") == "'chronic'");
    CHECK(read(FieldType::code, " 慢 性 病 ") == "'chronic'");
    CHECK(read(FieldType::code, "良好") == "'healthy'");
    CHECK(read(FieldType::code, "Disabled") == "'disabled'");
    CHECK(read(FieldType::code, "殘疾") == "'disabled'");
}

TEST_CASE("A word that is no code names what is allowed and the nearest") {
    auto const result = pack::read_cell(small_pack(), field_of(FieldType::code), "健廉");
    auto const &problem = std::get<base::Problem>(result);
    CHECK(problem.code == "value_not_a_code");
    CHECK(describe(problem, base::Language::zh) ==
          "“东西”不能是“健廉”；可以是：健康、长期慢性病、残疾；最接近的是：健康");
}

TEST_CASE("Several codes are kept once each, in the order of their list") {
    CHECK(read(FieldType::codes, "残疾、慢性病，残疾") == "'chronic disabled'");
    CHECK(read(FieldType::codes, "健康") == "'healthy'");
    CHECK(read(FieldType::codes, "残疾、聋哑") == "value_not_a_code(聋哑)");
    CHECK(read(FieldType::codes, "、") == "value_not_a_code(、)");
}

TEST_CASE("Yes and no are read in every way offices write them") {
    for (auto const *yes : {"是", "√", "1", "Y", "y", "有", "TRUE", "yes", "Ｙ"})
        CHECK(read(FieldType::boolean, yes) == "1");
    for (auto const *no : {"否", "×", "0", "N", "无", "false", "No"})
        CHECK(read(FieldType::boolean, no) == "0");
    CHECK(read(FieldType::boolean, "也许") == "value_not_true_or_false(也许)");
}

TEST_CASE("Numbers may be full width, with separators, or as a spreadsheet leaves them") {
    CHECK(read(FieldType::integer, "１２") == "12");
    CHECK(read(FieldType::integer, "1,234") == "1234");
    CHECK(read(FieldType::integer, "3.0", true) == "3");
    CHECK(read(FieldType::integer, "2.9999999999999996", true) == "3");
    CHECK(read(FieldType::integer, "3.5") == "value_not_an_integer(3.5)");
    CHECK(read(FieldType::integer, "99999999999999999999") ==
          "value_not_an_integer(99999999999999999999)");
    CHECK(read(FieldType::number, "111.98") == "real 111.980000");
    CHECK(read(FieldType::number, "一百") == "value_not_a_number(一百)");
    CHECK(read(FieldType::number, "inf") == "value_not_a_number(inf)");
}

TEST_CASE("Money is exact fen and dates are days") {
    CHECK(read(FieldType::money, "12,000.50") == "1200050");
    CHECK(read(FieldType::money, "很多") == "value_not_money(很多)");
    CHECK(read(FieldType::date, "2019年7月1日") ==
          std::to_string(base::make_date(2019, 7, 1)->days));
    CHECK(read(FieldType::date, "2019-02-29") == "value_not_a_date(2019-02-29)");
}

TEST_CASE("A time of day is read from a clock, a moment or a part of a day") {
    CHECK(read(FieldType::time, "8:05") == "'08:05'");
    CHECK(read(FieldType::time, "08：05：59") == "'08:05'");
    CHECK(read(FieldType::time, "2020-10-01 17:30") == "'17:30'");
    CHECK(read(FieldType::time, "下午3:05") == "'15:05'");
    CHECK(read(FieldType::time, "0.354166666666667", true) == "'08:30'");
    CHECK(read(FieldType::time, "25:00") == "value_not_a_time(25:00)");
    CHECK(read(FieldType::time, "8:05x") == "value_not_a_time(8:05x)");
}

TEST_CASE("Identity numbers are cleaned, never guessed") {
    CHECK(read(FieldType::identity, " 431199 19800101 123x ") == "'43119919800101123X'");
    CHECK(read(FieldType::identity, "4.31199E+17", true) == "identity_lost_digits(4.31199E+17)");
    CHECK(read(FieldType::identity, "12345") == "'12345'");
}

TEST_CASE("Phones keep their digits and areas their code") {
    CHECK(read(FieldType::phone, "0746-471 1234") == "'07464711234'");
    CHECK(read(FieldType::phone, "没有") == "value_not_a_phone(没有)");
    CHECK(read(FieldType::area, "431128100200") == "'431128100200'");
    CHECK(read(FieldType::area, "431128000000") == "'431128'");
    CHECK(read(FieldType::area, "43112") == "value_not_an_area(43112)");
    CHECK(read(FieldType::areas, "431128100201、431128100200") == "'431128100200 431128100201'");
    CHECK(read(FieldType::areas, "431128100201、龙泉") == "value_not_an_area(龙泉)");
}

TEST_CASE("What is written can be read again") {
    CHECK(write(FieldType::codes, "chronic disabled") == "长期慢性病、残疾");
    CHECK(write(FieldType::codes, "chronic disabled", base::Language::en) ==
          "chronic illness, disabled");
    CHECK(write(FieldType::code, "gone") == "gone");
    CHECK(write(FieldType::boolean, std::int64_t{1}) == "是");
    CHECK(write(FieldType::boolean, std::int64_t{0}, base::Language::en) == "no");
    CHECK(write(FieldType::money, std::int64_t{1200050}) == "12000.50");
    CHECK(write(FieldType::date, std::int64_t{base::make_date(2019, 7, 1)->days}) == "2019-07-01");
    CHECK(write(FieldType::number, 111.98) == "111.98");
    CHECK(write(FieldType::areas, "431128100200 431128100201") == "431128100200、431128100201");
    CHECK(write(FieldType::text, base::Value{}).empty());
    for (auto const *text : {"长期慢性病、残疾", "健康"}) {
        auto const result = pack::read_cell(small_pack(), field_of(FieldType::codes), text);
        CHECK(write(FieldType::codes, std::get<base::Value>(result)) == text);
    }
}
