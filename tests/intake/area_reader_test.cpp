// Areas by names and codes, whatever the column asks for.
#include "intake/area_reader.hpp"

#include "intake/china.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using china::code_of;

namespace {

std::string read(intake::AreaPieces const &pieces) {
    intake::AreaReader reader(china::areas(), "431128");
    return code_of(reader.read(pieces));
}

} // namespace

TEST_CASE("names of county, township and village give the village's code, with or without kinds") {
    CHECK(read({"新田县", "龙泉街道", "双碧社区居委会", ""}) == "431128001001");
    CHECK(read({"新田", "龙泉", "双碧社区", ""}) == "431128001001");
    CHECK(read({"湖南省永州市新田县", "新田县龙泉街道", "双碧", ""}) == "431128001001");
    CHECK(read({"", "龙泉街道", "", ""}) == "431128001");
    CHECK(read({"新田县", "", "", ""}) == "431128");
}

TEST_CASE("codes may stand where names belong, long or short") {
    CHECK(read({"431128", "431128001", "431128001001", ""}) == "431128001001");
    CHECK(read({"431128000000", "431128001000", "431128001001.0", ""}) == "431128001001");
}

TEST_CASE("names may stand where codes belong") {
    CHECK(read({"", "", "", "431128001001"}) == "431128001001");
    CHECK(read({"", "", "", "４３１１２８００１００１"}) == "431128001001");
    CHECK(read({"", "", "", "双碧社区居委会"}) == "431128001001");
    CHECK(read({"", "", "", "新田县龙泉街道双碧社区"}) == "431128001001");
}

TEST_CASE("a township of a nationality is known without its kind too") {
    auto const full = read({"", "门楼下瑶族乡", "", ""});
    CHECK(full.starts_with("431128"));
    CHECK(read({"", "门楼下瑶族", "", ""}) == full);
    CHECK(read({"", "门楼下乡", "", ""}) == full);
    CHECK(read({"", "门楼下", "", ""}) == full);
}

TEST_CASE("what is wrong is said: not there, another county's, no code, two of that name") {
    CHECK(read({"", "没有的镇", "", ""}) == "area_unknown");
    CHECK(read({"祁阳县", "", "", ""}) == "area_foreign");
    CHECK(read({"", "", "", "110101001001"}) == "area_foreign");
    CHECK(read({"", "", "", "431128999999"}) == "area_unknown");
    CHECK(read({"", "", "", "4311281"}) == "area_unknown");
    CHECK(read({"", "", "", "田心村"}) == "area_unknown"); // two villages are called so
    intake::AreaReader reader(china::areas(), "431128");
    auto const near = reader.read({"", "龙泉街到", "", ""});
    REQUIRE(std::holds_alternative<base::Problem>(near));
    CHECK(base::describe(std::get<base::Problem>(near), base::Language::zh).find("龙泉街道") !=
          std::string::npos);
}

TEST_CASE(
    "old codes and names lead to what took over: townships that were dissolved, counties that "
    "were renumbered") {
    base::AreaTree const tree(
        {{"431128", "新田县"},
         {"431128001", "龙泉街道"},
         {"431128001001", "双碧社区"},
         {"431128108", "大坪塘乡", base::date_min, base::make_date(2015, 1, 1).value(),
          "431128001"},
         {"431199", "新田老县", base::date_min, base::make_date(2010, 1, 1).value(), "431128"}});
    intake::AreaReader reader(tree, "431128");
    auto const read = [&](intake::AreaPieces const &pieces) {
        return code_of(reader.read(pieces));
    };
    CHECK(read({"新田县", "大坪塘乡", "", ""}) == "431128001");
    CHECK(read({"", "", "", "431128108000"}) == "431128001");
    CHECK(read({"新田县", "大坪塘乡", "双碧社区", ""}) == "431128001001");
    CHECK(read({"", "", "", "431199001001"}) == "431128001001");
    CHECK(read({"新田老县", "龙泉街道", "双碧", ""}) == "431128001001");
    CHECK(read({"431199", "431199001", "", ""}) == "431128001");
    CHECK(read({"", "", "", "430100001001"}) == "area_foreign");
}
