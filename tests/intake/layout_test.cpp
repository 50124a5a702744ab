// Recognising layouts by their headers.
#include "intake/china.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using china::policy;
using china::row;

namespace {

std::string recognised(std::vector<source::Row> const &rows, std::string_view as = {}) {
    auto const layout = intake::recognise(policy(), rows, {std::string(as), {}});
    return layout ? layout->source->name : "";
}

} // namespace

TEST_CASE("a layout is told by its header in any order, with columns nobody knows kept aside") {
    auto const layout =
        intake::recognise(policy(), {row(1, {"备注", "死亡日期", "身份证号", "姓名"})});
    REQUIRE(layout.has_value());
    CHECK(layout->source->name == "deaths");
    CHECK(layout->header_row == 1);
    CHECK(layout->columns[0] == -1);
    CHECK(layout->aside == std::vector<std::string>{"备注"});
}

TEST_CASE("titles above the header are passed over") {
    CHECK(recognised({row(1, {"新田县死亡注销名单"}), row(2, {"填报单位：民政局", "2020年"}),
                      row(4, {"姓名", "身份证号", "死亡日期"}), row(5, {"张三", "", ""})}) ==
          "deaths");
}

TEST_CASE("headers are compared without widths, blanks, line breaks, stars, hints and units") {
    CHECK(recognised({row(1, {"* 姓　名", "身份\n证号（必填）", "死亡 日期："})}) == "deaths");
    auto const layout = intake::recognise(
        policy(), {row(1, {"户编号", "工资性收入（元/年）", "住房安全等级\n(A-D)"})});
    REQUIRE(layout.has_value());
    CHECK(layout->source->name == "household_survey");
    CHECK(layout->aside.empty());
    CHECK(recognised({row(1, {"姓名", "身份證號", "死亡日期"})}) == "deaths"); // traditional
}

TEST_CASE("a header that says a column exactly comes before one with a hint") {
    auto const layout =
        intake::recognise(policy(), {row(1, {"姓名(旧)", "姓名", "身份证号", "死亡日期"})});
    REQUIRE(layout.has_value());
    CHECK(layout->columns[0] == -1);
    CHECK(layout->columns[1] >= 0);
}

TEST_CASE("a required column decides between layouts that are alike") {
    CHECK(recognised({row(1, {"行政村代码", "户编号", "人编号", "姓名", "与户主关系"})}) ==
          "general_roster");
    CHECK(recognised({row(1, {"户编号", "人编号", "姓名", "与户主关系", "脱贫属性"})}) ==
          "national_roster");
    CHECK(recognised({row(1, {"姓名", "身份证号", "单位", "人员类别"})}) == "payroll");
    CHECK(recognised({row(1, {"姓名", "身份证号", "单位", "职务类别"})}) == "officials");
    CHECK(recognised({row(1, {"甲", "乙"})}).empty());
    CHECK(recognised({row(1, {"姓名", "身份证号", "单位", "职务类别"})}, "payroll").empty());
}

TEST_CASE("what is not recognised is explained by the nearest layout and what it lacks") {
    auto const near =
        intake::why_not(policy(), {row(3, {"户编号", "人编号", "姓名", "户属性"})}, "a.xlsx", "S");
    CHECK(near.code == "header_incomplete");
    CHECK(near.place.line == 3);
    CHECK(base::describe(near, base::Language::zh).find("脱贫属性") != std::string::npos);
    CHECK(intake::why_not(policy(), {row(1, {"甲", "乙"})}, "a.xlsx", "S").code ==
          "header_unrecognised");
}

TEST_CASE("layouts are taken in the order of what depends on what") {
    std::vector<intake::Layout> layouts(3);
    layouts[0].source = policy().find_source("visits");
    layouts[1].source = policy().find_source("officials");
    layouts[2].source = policy().find_source("national_roster");
    intake::order_layouts(policy(), layouts);
    CHECK(layouts[2].source->name == "visits");
}
