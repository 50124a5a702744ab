// Areas: codes, the tree, names as people write them.
#include "base/area.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

using namespace jingzhun::base;

namespace {

Date date(char const *text) { return *parse_iso_date(text); }

AreaTree sample() {
    return AreaTree({
        {"43", "湖南省"},
        {"4311", "永州市"},
        {"431128", "新田县"},
        {"431128001", "龙泉街道"},
        {"431128100", "龙泉镇", date_min, date("2017-01-01"), "431128001"},
        {"431128101", "金陵镇"},
        {"431128202", "门楼下瑶族乡"},
        {"431128101200", "潭田村委会"},
        {"431128101201", "大村村民委员会"},
        {"431128101202", "龙溪社区居民委员会"},
        {"431128101203", "龙溪村委会"},
        {"431128101204", "李家村"},
        {"431128101205", "上李家村委会", date_min, date("2016-05-01"), "431128101204"},
        {"431128202200", "潭田村委会"},
        {"431128202201", "旧村", date_min, date("2016-05-01"), ""},
        {"43112810120001", "第一村民小组"},
        {"43112810120002", "2组"},
        {"4331", "湘西土家族苗族自治州"},
    });
}

std::string code_of(std::string const &file) {
    try {
        read_areas(file, "");
    } catch (Error const &error) {
        return error.code() + ":" + std::to_string(error.problem().place.line);
    }
    return "";
}

} // namespace

TEST_CASE("the length of a code says its level") {
    CHECK(level_of("") == AreaLevel::nation);
    CHECK(level_of("43") == AreaLevel::province);
    CHECK(level_of("4311") == AreaLevel::prefecture);
    CHECK(level_of("431128") == AreaLevel::county);
    CHECK(level_of("431128100") == AreaLevel::township);
    CHECK(level_of("431128100200") == AreaLevel::village);
    CHECK(level_of("43112810020001") == AreaLevel::group);
    for (std::string_view const code :
         {"4", "431", "43112", "4311281", "43112810", "43112x", "新田"}) {
        CHECK_MESSAGE(!level_of(code), code);
    }
}

TEST_CASE("an area contains what its code begins") {
    CHECK(contains("", "431128"));
    CHECK(contains("4311", "431128"));
    CHECK(contains("431128", "431128"));
    CHECK_FALSE(contains("431128", "4311"));
    CHECK_FALSE(contains("431128", "431129001"));
    CHECK(county_of("431128100200") == 431128);
}

TEST_CASE("trailing zeros are cut down to a level") {
    CHECK(shorten("431128000000") == "431128");
    CHECK(shorten("431128100000") == "431128100");
    CHECK(shorten("430000000000") == "43");
    CHECK(shorten("431100000000") == "4311");
    CHECK(shorten("430000") == "43");
    CHECK(shorten("431100") == "4311");
    CHECK(shorten("431128") == "431128");
    CHECK(shorten("431128100200") == "431128100200");
    CHECK(shorten("000000000000") == "");
    CHECK(shorten("43100") == "43100");
    CHECK(shorten("新田") == "新田");
}

TEST_CASE("areas are found by code, with name, path and children") {
    auto const tree = sample();
    CHECK(tree.find("431128101")->name == "金陵镇");
    CHECK(tree.find("431129") == nullptr);
    CHECK(tree.name_of("431128") == "新田县");
    CHECK(tree.name_of("999999") == "999999");
    CHECK(tree.path_of("431128101200") == "新田县金陵镇潭田村");
    CHECK(tree.path_of("431128202") == "新田县门楼下瑶族乡");
    CHECK(tree.path_of("43112810120002") == "新田县金陵镇潭田村2组");
    CHECK(tree.path_of("4311") == "永州市");
    CHECK(tree.path_of("431128101999") == "新田县金陵镇431128101999");
    CHECK(tree.path_of("").empty());
    auto const townships = tree.children("431128");
    REQUIRE(townships.size() == 4);
    CHECK(townships[0]->code == "431128001");
    CHECK(tree.children("431128101").size() == 6);
    CHECK(tree.children("43").size() == 2);
    CHECK(tree.children("43112810120001").empty());
    CHECK(tree.children("no").empty());
}

TEST_CASE("of several names of one code the latest is its name, and each leads to it") {
    AreaTree const tree({{"431128001", "新名镇", date("2015-01-01")},
                         {"431128001", "旧名乡", date_min, date("2015-01-01")}});
    CHECK(tree.name_of("431128001") == "新名镇");
    CHECK(tree.all().size() == 2);
    CHECK(tree.children("431128").size() == 1);
    CHECK(tree.resolve("431128", AreaLevel::township, "旧名乡") == "431128001");
    CHECK(tree.resolve("431128", AreaLevel::township, "新名") == "431128001");
}

TEST_CASE("a village is found under every name people give it") {
    auto const tree = sample();
    for (std::string_view const name :
         {"潭田村委会", "潭田村民委员会", "潭田村村民委员会", "潭田村村委会", "潭田行政村",
          "潭田村", "潭田", "潭田社区", " 潭 田 村 ", "潭田村委", "431128101200", "金陵镇潭田村",
          "新田县金陵镇潭田", "湖南省永州市新田县金陵镇潭田村"}) {
        CHECK_MESSAGE(tree.resolve("431128101", AreaLevel::village, name) == "431128101200", name);
    }
    CHECK(tree.resolve("431128", AreaLevel::village, "金陵潭田") == std::nullopt);
    CHECK(tree.resolve("431128", AreaLevel::village, "金陵镇潭田村") == "431128101200");
    CHECK(tree.resolve("431128", AreaLevel::village, "门楼下乡潭田村") == "431128202200");
}

TEST_CASE("a village whose own name ends in 村 is not taken for another") {
    auto const tree = sample();
    for (std::string_view const name :
         {"大村", "大村村", "大村村委会", "大村民委员会", "大村村民委员会", "大"}) {
        CHECK_MESSAGE(tree.resolve("431128101", AreaLevel::village, name) == "431128101201", name);
    }
}

TEST_CASE("村 and 社区 of one name are told apart, and without either the name is ambiguous") {
    auto const tree = sample();
    CHECK(tree.resolve("431128101", AreaLevel::village, "龙溪社区") == "431128101202");
    CHECK(tree.resolve("431128101", AreaLevel::village, "龙溪居委会") == "431128101202");
    CHECK(tree.resolve("431128101", AreaLevel::village, "龍溪村") == "431128101203");
    CHECK_FALSE(tree.resolve("431128101", AreaLevel::village, "龙溪"));
}

TEST_CASE("what two areas or none are called is not decided") {
    auto const tree = sample();
    CHECK_FALSE(tree.resolve("431128", AreaLevel::village, "潭田村"));
    CHECK_FALSE(tree.resolve("431128101", AreaLevel::village, "没有村"));
    CHECK_FALSE(tree.resolve("431128101", AreaLevel::village, ""));
    CHECK_FALSE(tree.resolve("431128101", AreaLevel::village, "村民委员会"));
    CHECK_FALSE(tree.resolve("431128101", AreaLevel::township, "潭田村"));
    CHECK_FALSE(tree.resolve("431128101", AreaLevel::village, "431128202200"));
}

TEST_CASE("townships, counties, prefectures and provinces have their short forms") {
    auto const tree = sample();
    for (std::string_view const name :
         {"金陵镇", "金陵", "金陵乡", "金陵镇人民政府", "金陵镇政府", "新田县金陵镇"}) {
        CHECK_MESSAGE(tree.resolve("431128", AreaLevel::township, name) == "431128101", name);
    }
    for (std::string_view const name : {"门楼下瑶族乡", "门楼下乡", "门楼下", "門樓下瑤族鄉"}) {
        CHECK_MESSAGE(tree.resolve("431128", AreaLevel::township, name) == "431128202", name);
    }
    CHECK(tree.resolve("431128", AreaLevel::township, "龙泉街道办事处") == "431128001");
    CHECK(tree.resolve("", AreaLevel::county, "新田") == "431128");
    CHECK(tree.resolve("43", AreaLevel::prefecture, "永州") == "4311");
    CHECK(tree.resolve("43", AreaLevel::prefecture, "湘西") == "4331");
    CHECK(tree.resolve("43", AreaLevel::prefecture, "湘西州") == "4331");
    CHECK(tree.resolve("", AreaLevel::province, "湖南") == "43");
}

TEST_CASE("groups are found however they are numbered") {
    auto const tree = sample();
    for (std::string_view const name :
         {"第一村民小组", "一组", "1组", "第1组", "1", "1小组", "第一小组"}) {
        CHECK_MESSAGE(tree.resolve("431128101200", AreaLevel::group, name) == "43112810120001",
                      name);
    }
    CHECK(tree.resolve("431128101200", AreaLevel::group, "二组") == "43112810120002");
    CHECK_FALSE(tree.resolve("431128101200", AreaLevel::group, "十二组"));
}

TEST_CASE("an old name leads to the area that took over") {
    auto const tree = sample();
    CHECK(tree.resolve("431128", AreaLevel::township, "龙泉镇") == "431128001");
    CHECK(tree.resolve("431128", AreaLevel::township, "龙泉") == "431128001");
    CHECK(tree.resolve("431128101", AreaLevel::village, "上李家村") == "431128101204");
    CHECK(tree.resolve("431128", AreaLevel::township, "431128100") == "431128001");
    CHECK(tree.resolve("431128202", AreaLevel::village, "旧村") ==
          "431128202201"); // nobody took over
}

TEST_CASE("a table whose successions lead in circles does not hang") {
    AreaTree const tree({{"431128001", "甲镇", date_min, date("2015-01-01"), "431128002"},
                         {"431128002", "乙镇", date_min, date("2015-01-01"), "431128001"}});
    CHECK(tree.resolve("431128", AreaLevel::township, "甲镇"));
}

TEST_CASE("names near a wrong one are suggested, best first") {
    auto const tree = sample();
    CHECK(tree.suggestions("431128101", AreaLevel::village, "谭田村") ==
          std::vector<std::string>{"潭田村委会"});
    CHECK(tree.suggestions("431128", AreaLevel::township, "金凌镇") ==
          std::vector<std::string>{"金陵镇"});
    CHECK(tree.suggestions("431128101", AreaLevel::village, "完全不同的").empty());
}

TEST_CASE("a division table keeps what lies within an area or above it") {
    auto const file = (std::filesystem::temp_directory_path() / "jingzhun_area_test.csv").string();
    write_file(file, "\xEF\xBB\xBF"
                     "code,name,from,to,successor\r\n43,湖南省\n431128,\"新田县\",,,\n"
                     "431129,江华县\n431128100,龙泉镇,,2017-01-01,431128001\n\n");
    auto const areas = read_areas(file, "431128");
    REQUIRE(areas.size() == 3);
    CHECK(areas[1].name == "新田县");
    CHECK(areas[1].to == date_max);
    CHECK(areas[2].to == date("2017-01-01"));
    CHECK(areas[2].successor == "431128001");
    CHECK(read_areas(file, "").size() == 4);
    std::filesystem::remove(file);
}

TEST_CASE("a wrong row of a division table is refused with its line") {
    auto const file = (std::filesystem::temp_directory_path() / "jingzhun_area_wrong.csv").string();
    for (std::string_view const row :
         {"4311x,某", "431,某", "431128", "431128,", "431128,\"某", "431128,某,2019-02-30",
          "431128,某,,,x", "431128,某,,,,", "431128,\xD0\xC2"}) {
        write_file(file, "code,name\n43,湖南省\n" + std::string(row) + "\n");
        CHECK_MESSAGE(code_of(file) == "division_malformed:3", row);
    }
    std::filesystem::remove(file);
    CHECK(code_of("no/such/file") == "file_missing:0");
}

TEST_CASE("every shipped table can be read, and each of its names is found again") {
    auto const folder = source_folder() + "/data/divisions";
    auto const files = files_below(folder, ".csv");
    CHECK(files.size() == 11);
    for (auto const &file : files) {
        auto const county = std::filesystem::path(file).stem().string();
        AreaTree const tree(read_areas(file, county));
        REQUIRE(tree.find(county) != nullptr);
        CHECK(tree.children(county).size() > 10);
        for (auto const &area : tree.all()) {
            auto const level = *level_of(area.code);
            if (level == AreaLevel::village) CHECK(tree.find(area.code.substr(0, 9)) != nullptr);
            auto const within = area.code.substr(0, level == AreaLevel::village ? 9 : 0);
            auto const found = tree.resolve(within, level, area.name);
            if (found) CHECK_MESSAGE(*found == area.code, area.name);
            else MESSAGE("ambiguous: " << tree.path_of(area.code));
        }
    }
}

TEST_CASE("Xintian's villages are found as its offices write them") {
    AreaTree const tree(
        read_areas(source_folder() + "/data/divisions/431128.csv", "431128"));
    CHECK(tree.resolve("431128", AreaLevel::township, "龙泉") == "431128001");
    CHECK(tree.resolve("431128", AreaLevel::township, "龙泉镇") == "431128001");
    CHECK(tree.resolve("431128", AreaLevel::township, "门楼下乡") == "431128202");
    CHECK(tree.resolve("431128002", AreaLevel::village, "潭田村") == "431128002200");
    CHECK(tree.resolve("431128", AreaLevel::village, "潭田行政村") == "431128002200");
    CHECK(tree.path_of("431128002200") == "新田县中山街道潭田村");
}
