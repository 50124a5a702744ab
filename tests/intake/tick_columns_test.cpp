// How a file says no.
#include "intake/tick_columns.hpp"

#include "intake/china.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

// Whether the column 水量达标 of a survey with these cells is one of ticks.
bool is_ticked(std::vector<std::string> const &cells) {
    Scratch const scratch;
    std::string text = "户编号,工资性收入,住房安全等级,水量达标\n";
    for (auto const &cell : cells) text += "H1,1,A," + cell + "\n";
    write_bytes(scratch / "s.csv", text);
    auto const book = source::open_book(scratch / "s.csv");
    auto const layouts = intake::recognise_book(china::policy(), *book).layouts;
    return intake::tick_columns(china::policy(), layouts.at(0), *book).at(3);
}

} // namespace

TEST_CASE("in a column of ticks a blank says no; with another word for it a blank is blank") {
    CHECK(is_ticked({"√", "", "√"}));
    CHECK(is_ticked({"☑", "✓", ""}));
    CHECK_FALSE(is_ticked({"√", "×", ""}));
    CHECK_FALSE(is_ticked({"是", "", "否"}));
    CHECK_FALSE(is_ticked({"", "", ""}));
    CHECK_FALSE(is_ticked({"1", ""}));
}

TEST_CASE("a header printed again and a footer say nothing about ticks") {
    CHECK(is_ticked({"√", "水量达标", "", "填表人：王某"}));
}

TEST_CASE("a yes that comes late is found") {
    std::vector<std::string> cells(6000);
    cells.back() = "√";
    CHECK(is_ticked(cells));
    cells.back() = "是";
    CHECK_FALSE(is_ticked(cells));
}
