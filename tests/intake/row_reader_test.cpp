// From a row of cells to what it states.
#include "intake/row_reader.hpp"

#include "intake/cell_text.hpp"
#include "intake/china.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace jingzhun;
using china::policy;
using china::row;

namespace {

// One row of a layout given by its header.
struct Reading {
    explicit Reading(std::vector<std::string> const &header)
        : layout(intake::recognise(policy(), {row(1, header)}).value()),
          areas(china::areas(), "431128"), reader(policy(), layout, areas) {}
    intake::RowStatement const &operator()(std::vector<std::string> const &cells) {
        return reader.read(row(2, cells));
    }
    base::Value value(intake::RowStatement const &statement, std::string const &place) const {
        auto const dot = place.find('.');
        auto const &names = layout.source->registers;
        auto const slot = std::ranges::find(names, place.substr(0, dot)) - names.begin();
        auto const &definition = *policy().find_register(place.substr(0, dot));
        return statement
            .values[static_cast<std::size_t>(slot)][definition.field_index(place.substr(dot + 1))];
    }
    std::string text(intake::RowStatement const &statement, std::string const &place) const {
        auto const read = value(statement, place);
        return base::is_missing(read) ? "" : base::as_text(read);
    }
    intake::Layout layout;
    intake::AreaReader areas;
    intake::RowReader reader;
};

std::string codes_of(intake::RowStatement const &statement) {
    std::string codes;
    for (auto const &problem : statement.problems) codes += problem.code + " ";
    return codes;
}

std::vector<std::string> const roster = {"行政村代码", "户编号",   "人编号",
                                         "姓名",       "身份证号", "与户主关系"};

} // namespace

TEST_CASE("a row states its registers, their area and the layout's constants") {
    Reading reading(roster);
    auto const &said = reading({"431128001001", "H1", "P1", "张三", "431199198001010011", "户主"});
    CHECK_FALSE(said.refused);
    CHECK(said.problems.empty());
    CHECK(reading.text(said, "household.village") == "431128001001");
    CHECK(reading.text(said, "household.household_no") == "H1");
    CHECK(reading.text(said, "person.household_no") == "H1");
    CHECK(reading.text(said, "person.relation") == "head");
    CHECK(reading.value(said, "household.listed_general") == base::Value(std::int64_t{1}));
    CHECK(said.name == "张三");
}

TEST_CASE("numbers by which records are found are read in any width, with blanks and marks") {
    Reading reading(roster);
    for (auto const *written : {"4311280000001", " 4311280000001 ", "４３１１２８０００００01",
                                "'4311280000001", "=\"4311280000001\"", "4311280000001.0"}) {
        CAPTURE(written);
        auto const &said = reading({"", written, "P1", "张三", "", ""});
        CHECK(reading.text(said, "household.household_no") == "4311280000001");
    }
}

TEST_CASE("a cell that cannot be read is left out with its place; the rest of the row stands") {
    Reading reading(roster);
    auto const &said = reading({"没有的村", "H1", "P1", "张三", "", "某某"});
    CHECK_FALSE(said.refused);
    CHECK(codes_of(said) == "value_not_a_code area_unknown ");
    CHECK(said.problems[0].place.line == 2);
    CHECK(said.problems[0].place.column == 6);
    CHECK(reading.text(said, "person.name") == "张三");
    CHECK(base::is_missing(reading.value(said, "household.village")));
}

TEST_CASE("a row is refused where nobody can tell whom it is about") {
    Reading reading(roster);
    CHECK(reading({"431128001001", "", "", "张三", "", "户主"}).refused);
    Reading deaths({"姓名", "身份证号", "死亡日期"});
    CHECK_FALSE(deaths({"张三", "", "2020-05-01"}).refused); // may be somebody; waits
    CHECK(deaths({"", "", "2020-05-01"}).refused);
    auto const &lost = deaths({"张三", "4.31199E+17", "2020-05-01"});
    CHECK(lost.refused);
    CHECK(codes_of(lost) == "identity_lost_digits ");
}

TEST_CASE("sums, signatures and printed headers are no rows") {
    Reading reading(roster);
    CHECK(codes_of(reading({"", "合计", "", "", "", ""})) == "row_is_footer ");
    CHECK(codes_of(reading({"", "填表人：王某 2020", "", "", "", ""})) == "row_is_footer ");
    CHECK(reading(roster).empty);
    CHECK(reading({"", "", "", "", "", ""}).empty);
    Reading deaths({"姓名", "身份证号", "死亡日期"});
    CHECK(deaths({"合计", "", ""}).refused);
    CHECK_FALSE(deaths({"合计", "431199198001010011", ""}).refused); // whoever is called so
    CHECK_FALSE(intake::is_footer_number("新田-0012"));
    CHECK(intake::is_footer_number("共12户"));
}

TEST_CASE("several places in one cell are read by name and by code") {
    Reading officials({"姓名", "身份证号", "职务类别", "联系村代码"});
    auto const &said =
        officials({"王五", "431199198001010011", "村干部", "431128001001、东溪社区居委会"});
    CHECK(said.problems.empty());
    CHECK(officials.text(said, "official.villages") == "431128001001 431128001007");
}

TEST_CASE("the date of a survey is the day from which its row holds") {
    Reading survey({"户编号", "核查日期", "工资性收入", "住房安全等级"});
    auto const &said = survey({"H1", "2020年10月1日", "1.2万元", "C级"});
    REQUIRE(said.valid_on.has_value());
    CHECK(base::to_string(*said.valid_on) == "2020-10-01");
    CHECK(survey.value(said, "household.wage_income") == base::Value(std::int64_t{1'200'000}));
    CHECK_FALSE(survey({"H1", "", "1", "A"}).valid_on.has_value());
}
