// Workbooks that are damaged, cut off, protected or malicious.
#include "source/workbook.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::source;
using namespace jingzhun::source::testing;

namespace {

constexpr std::string_view one_row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

std::string reason_of(base::Problem const &problem) {
    REQUIRE(problem.code == "workbook_damaged");
    return problem.arguments.at(1).second;
}

std::string sheet_with(std::string const &inside) {
    return "<worksheet>" + inside + "</worksheet>";
}

} // namespace

TEST_CASE("a workbook cut off anywhere is refused and never half read as whole") {
    ScratchFile const file("a.xlsx");
    save(file, workbook(std::string(one_row)));
    std::string const whole = file.bytes();
    for (std::size_t size = 4; size < whole.size(); size += 7) {
        file.put(std::string_view(whole).substr(0, size));
        auto const problem = problem_of(file.path());
        CHECK_MESSAGE((problem.code == "workbook_truncated" || problem.code == "workbook_damaged"),
                      size);
    }
    file.put(std::string_view(whole).substr(0, whole.size() / 2));
    CHECK(problem_of(file.path()).code == "workbook_truncated");
}

TEST_CASE("a changed byte in a packed part is noticed") {
    ScratchFile const file("a.xlsx");
    std::string rows;
    for (int i = 1; i < 5000; ++i)
        rows += "<row><c><v>" + std::to_string(i * 7919) + "</v></c></row>";
    save(file, workbook(rows));
    std::string bytes = file.bytes();
    bytes[bytes.find("xl/worksheets/sheet1.xml") + 4000] ^= 0x10;
    file.put(bytes);
    CHECK(problem_of(file.path()).code == "workbook_damaged");
}

TEST_CASE("parts protected by a password are refused as such") {
    ScratchFile const file("a.xlsx");
    save(file, workbook(std::string(one_row)), "1234");
    CHECK(problem_of(file.path()).code == "workbook_encrypted");
}

TEST_CASE("document type declarations and entities are refused") {
    std::string const laughs = "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>";
    for (std::string const part :
         {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"}) {
        Parts parts = workbook(std::string(one_row));
        parts[part] = laughs + "<x>&b;</x>";
        CHECK(reason_of(problem_of_parts(parts)) == "document type declaration");
    }
    Parts external = workbook("");
    external["xl/worksheets/sheet1.xml"] =
        "<!DOCTYPE x SYSTEM \"file:///etc/hostname\">" + sheet_with("<sheetData/>");
    CHECK(reason_of(problem_of_parts(external)) == "document type declaration");
    CHECK(reason_of(problem_of_parts(workbook("<row><c><v>&b;</v></c></row>"))) ==
          "undefined entity");
}

TEST_CASE("a part that unpacks out of proportion or beyond all bounds is a bomb") {
    std::string const bomb(std::size_t{40} << 20, ' ');
    Limits limits;
    auto const by_ratio = problem_of_parts(workbook(bomb), limits);
    CHECK(by_ratio.code == "workbook_bomb");
    CHECK(by_ratio.arguments[0].second == "500:1");
    limits.unpacked_ratio_max = 10'000;
    CHECK(problem_of_parts(workbook(bomb), limits).code == "");
    limits.unpacked_bytes_max = std::size_t{30} << 20;
    CHECK(problem_of_parts(workbook(bomb), limits).code == "workbook_bomb");
}

TEST_CASE("a second pass over a sheet is not counted again, several sheets are counted together") {
    ScratchFile const file("a.xlsx");
    std::string rows;
    for (int i = 1; i < 20'000; ++i)
        rows += "<row><c><v>" + std::to_string(i * 7919) + "</v></c></row>";
    save(file, workbook(rows));
    Limits limits;
    limits.unpacked_bytes_max = rows.size() + 5000;
    auto const book = open_book(file.path(), limits);
    for (int pass = 0; pass < 3; ++pass) CHECK(rows_of(*book).size() == 19'999);
}

TEST_CASE("shared strings beyond their limit are a bomb") {
    Limits limits;
    limits.shared_strings_bytes_max = 1'000'000;
    limits.cell_bytes_max = 10'000;
    std::string items;
    for (int i = 0; i < 20'000; ++i)
        items += "<si><t>龙泉镇潭田村第四村民小组九十九号" + std::to_string(i) + "</t></si>";
    Parts const parts =
        workbook(std::string(one_row), {{"xl/sharedStrings.xml", shared_strings(items)}});
    CHECK(problem_of_parts(parts, limits).code == "workbook_bomb");
    limits.shared_strings_bytes_max = 10'000'000;
    CHECK(problem_of_parts(parts, limits).code == "");
}

TEST_CASE(
    "cells and rows beyond the limits are refused with their place; empty ones do not count") {
    Limits limits;
    limits.columns_max = 10;
    limits.cell_bytes_max = 100;
    auto const wide =
        problem_of_parts(workbook("<row r=\"7\"><c r=\"K7\"><v>1</v></c></row>"), limits);
    CHECK(wide.code == "row_too_wide");
    CHECK(wide.place.line == 7);
    CHECK(problem_of_parts(workbook("<row r=\"7\"><c r=\"XFD7\" s=\"1\"/></row>"), limits).code ==
          "");
    CHECK(problem_of_parts(workbook("<row r=\"7\"><c r=\"ZZZZZZZZ7\"><v>1</v></c></row>")).code ==
          "row_too_wide");
    auto const tall = problem_of_parts(workbook("<row><c/><c t=\"inlineStr\"><is><t>" +
                                                std::string(200, 'x') + "</t></is></c></row>"),
                                       limits);
    CHECK(tall.code == "cell_too_long");
    CHECK(tall.place.column == 2);
    CHECK(problem_of_parts(workbook("<row r=\"-1\"/>")).code == "workbook_damaged");
    CHECK(problem_of_parts(workbook("<row r=\"99999999999\"/><row/>")).code == "");
}

TEST_CASE("XML made to exhaust memory is refused") {
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    CHECK(reason_of(problem_of_parts(workbook(deep))) == "elements nested too deeply");
    std::string const value(std::size_t{3} << 20, 'x');
    CHECK(reason_of(problem_of_parts(workbook("<row><c r=\"" + value + "\"/></row>"))) ==
          "tag too long");
    std::string names;
    for (int i = 0; i < 1'500'000; ++i) names += "<n" + std::to_string(i) + "/>";
    CHECK(problem_of_parts(workbook(names)).code == ""); // no name is remembered
    // The parser of other encodings remembers them all.
    Parts wide = workbook("");
    wide["xl/worksheets/sheet1.xml"] =
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + sheet_with(names);
    CHECK(reason_of(problem_of_parts(wide)) == "out of memory");
}

TEST_CASE("what a workbook lacks is named") {
    Parts no_sheet = workbook("");
    no_sheet.erase("xl/worksheets/sheet1.xml");
    auto const missing = problem_of_parts(no_sheet);
    CHECK(reason_of(missing) == "missing");
    CHECK(missing.arguments[0].second == "xl/worksheets/sheet1.xml");
    Parts no_list = workbook("");
    no_list["xl/workbook.xml"] = "<workbook><sheets/></workbook>";
    CHECK(reason_of(problem_of_parts(no_list)) == "no sheet");
    Parts no_relationship = workbook("");
    no_relationship["xl/_rels/workbook.xml.rels"] = "<Relationships/>";
    CHECK(reason_of(problem_of_parts(no_relationship)).starts_with("sheet 户"));
    Parts unfinished = workbook("");
    unfinished["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row>";
    CHECK(reason_of(problem_of_parts(unfinished)) == "no element found");
    CHECK(reason_of(problem_of_parts(workbook("</row>"))) == "mismatched tag");
}

TEST_CASE("names that point out of the archive do no harm") {
    Parts parts = workbook("");
    parts["xl/_rels/workbook.xml.rels"] =
        "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" "
        "Target=\"../../../../etc/hostname\"/>"
        "</Relationships>";
    CHECK(reason_of(problem_of_parts(parts)) == "missing");
}
