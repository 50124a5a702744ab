// What workbooks of many makers hold, part by part.
#include "source/workbook.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::source;
using namespace jingzhun::source::testing;

namespace {

std::vector<std::string> only_row(Parts const &parts) {
    auto const texts = texts_of(rows_of_parts(parts));
    REQUIRE(texts.size() == 1);
    return texts[0];
}

} // namespace

TEST_CASE("shared strings join rich text and leave phonetic guides out") {
    std::string const strings =
        shared_strings("<si><t>姓名</t></si><si><r><rPr><b/></rPr><t>王</t></r><r><t "
                       "xml:space=\"preserve\"> 小明</t></r>"
                       "<rPh sb=\"0\" eb=\"1\"><t>wáng</t></rPh><phoneticPr "
                       "fontId=\"1\"/></si><si/><si><t>a&lt;b&#10;c</t></si>");
    CHECK(only_row(workbook(
              "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
              "<c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c></row>",
              {{"xl/sharedStrings.xml", strings}})) ==
          std::vector<std::string>{"姓名", "王 小明", "", "a<b\nc"});
}

TEST_CASE("shared strings of every length come back") {
    std::string items;
    std::string cells;
    std::vector<std::string> expected;
    for (std::size_t length : {1, 254, 255, 256, 70'000, 200'000, 3}) {
        cells += "<c t=\"s\"><v>" + std::to_string(expected.size()) + "</v></c>";
        expected.emplace_back(length, 'x');
        items += "<si><t>" + expected.back() + "</t></si>";
    }
    CHECK(only_row(workbook("<row>" + cells + "</row>",
                            {{"xl/sharedStrings.xml", shared_strings(items)}})) == expected);
}

TEST_CASE("a shared string that is not there is damage, with its cell") {
    auto const problem =
        problem_of_parts(workbook("<row r=\"3\"><c r=\"B3\" t=\"s\"><v>1</v></c></row>",
                                  {{"xl/sharedStrings.xml", shared_strings("<si><t>a</t></si>")}}));
    CHECK(problem.code == "workbook_damaged");
    CHECK(problem.place.sheet == "户");
    CHECK(problem.place.line == 3);
    CHECK(problem.place.column == 2);
}

TEST_CASE("cells of every type give their text and kind") {
    auto const rows = rows_of_parts(
        workbook("<row><c><v>12.50</v></c><c t=\"n\"><v> 7 </v></c><c "
                 "t=\"inlineStr\"><is><r><t>行政</t></r><r><t>村</t></r>"
                 "<rPh><t>x</t></rPh></is></c><c "
                 "t=\"str\"><f>A1&amp;\"x\"</f><v>算_x000D_出</v></c><c t=\"b\"><v>1</v></c>"
                 "<c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c "
                 "t=\"d\"><v>2019-07-01T00:00:00.000</v></c>"
                 "<c t=\"d\"><v>2019-07-01T08:30:00</v></c><c><v>abc</v></c><c "
                 "s=\"99\"><v>43647</v></c></row>"));
    REQUIRE(rows.size() == 1);
    auto const &cells = rows[0].cells;
    std::vector<std::pair<std::string, CellKind>> const expected{
        {"12.5", CellKind::number},
        {"7", CellKind::number},
        {"行政村", CellKind::text},
        {"算\r出", CellKind::text},
        {"1", CellKind::boolean},
        {"0", CellKind::boolean},
        {"#N/A", CellKind::error},
        {"2019-07-01", CellKind::date},
        {"2019-07-01T08:30:00", CellKind::date},
        {"abc", CellKind::text},
        {"43647", CellKind::number}};
    REQUIRE(cells.size() == expected.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        CHECK(cells[i].text == expected[i].first);
        CHECK(cells[i].kind == expected[i].second);
    }
}

TEST_CASE("a formula gives its cached value; one that was never computed is an error, not empty") {
    auto const rows =
        rows_of_parts(workbook("<row><c><f>SUM(B1:C1)</f><v>3</v></c><c><f>A1*2</f></c><c "
                               "t=\"str\"><f>\"\"</f><v></v></c><c><v>1</v></c></row>"));
    auto const &cells = rows.at(0).cells;
    CHECK(cells[0].text == "3");
    CHECK(cells[1].text == "=A1*2");
    CHECK(cells[1].kind == CellKind::error);
    CHECK(cells[2].kind == CellKind::empty);
}

TEST_CASE("number formats decide what is a date") {
    Parts const parts = workbook(
        "<row><c s=\"0\"><v>43647</v></c><c s=\"1\"><v>43647</v></c><c s=\"2\"><v>43647</v></c>"
        "<c s=\"3\"><v>43647.25</v></c><c s=\"4\"><v>0.5</v></c><c s=\"1\"><v>0</v></c>"
        "<c s=\"1\"><v>4.31199198001011E+17</v></c></row>",
        {{"xl/styles.xml",
          styles({0, 14, 164, 165, 20}, {"yyyy&quot;年&quot;m&quot;月&quot;", "[Red]0.0"})}});
    auto const rows = rows_of_parts(parts);
    CHECK(texts_of(rows)[0] == std::vector<std::string>{"43647", "2019-07-01", "2019-07-01",
                                                        "43647.25", "12:00:00", "0",
                                                        "4.31199198001011E+17"});
    CHECK(rows[0].cells[2].kind == CellKind::date);
    CHECK(rows[0].cells[5].kind == CellKind::number);
}

TEST_CASE("a custom format may take the number of a built-in one") {
    std::string sheet_styles = styles({14}, {"0.00"});
    sheet_styles.replace(sheet_styles.find("numFmtId=\"164\""), 14, "numFmtId=\"14\"");
    CHECK(only_row(workbook("<row><c s=\"0\"><v>43647</v></c></row>",
                            {{"xl/styles.xml", sheet_styles}}))[0] == "43647");
}

TEST_CASE("a workbook may count its days from 1904") {
    CHECK(only_row(workbook("<row><c s=\"0\"><v>42185</v></c></row>",
                            {{"xl/styles.xml", styles({14})},
                             {"xl/workbook.xml",
                              "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" "
                              "r:id=\"rId1\" xmlns:r=\"r\"/></sheets></workbook>"}}))[0] ==
          "2019-07-01");
}

TEST_CASE("gaps between cells and rows are kept, references may be missing or out of order") {
    auto const rows =
        rows_of_parts(workbook("<row r=\"2\"><c r=\"B2\"><v>1</v></c><c "
                               "r=\"D2\"><v>2</v></c><c><v>3</v></c><c r=\"a2\"><v>0</v></c></row>"
                               "<row r=\"3\"/><row r=\"4\"><c r=\"A4\" s=\"1\"/><c r=\"XFD4\" "
                               "s=\"1\"/></row><row><c/><c><v>5</v></c></row>"
                               "<row r=\"9\"><c r=\"AB9\"><v>28</v></c></row>"));
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].number == 2);
    CHECK(texts_of(rows)[0] == std::vector<std::string>{"0", "1", "", "2", "3"});
    CHECK(rows[0].cells[2].kind == CellKind::empty);
    CHECK(rows[1].number == 5);
    CHECK(texts_of(rows)[1] == std::vector<std::string>{"", "5"});
    CHECK(rows[2].number == 9);
    CHECK(rows[2].cells.size() == 28);
}

TEST_CASE("sheets are found by relationship, visible ones first, without charts") {
    ScratchFile const file("a.xlsx");
    auto const sheet = [](std::string const &value) {
        return "<worksheet><sheetData><row><c><v>" + value +
               "</v></c></row></sheetData></worksheet>";
    };
    save(file,
         workbook(
             "",
             {{"xl/workbook.xml",
               "<workbook xmlns:r=\"r\"><sheets><sheet name=\"隐\" state=\"hidden\" r:id=\"a\"/>"
               "<sheet name=\"深\" state=\"veryHidden\" r:id=\"b\"/><sheet name=\"图\" r:id=\"d\"/>"
               "<sheet name=\"户\" r:id=\"c\"/></sheets></workbook>"},
              {"xl/_rels/workbook.xml.rels",
               "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" "
               "Target=\"worksheets/one.xml\"/>"
               "<Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"/xl/Two.XML\"/>"
               "<Relationship Id=\"c\" Type=\"x/worksheet\" Target=\"../three.xml\"/>"
               "<Relationship Id=\"d\" Type=\"x/chartsheet\" "
               "Target=\"chart.xml\"/></Relationships>"},
              {"xl/worksheets/one.xml", sheet("1")},
              {"xl/two.xml", sheet("2")},
              {"three.xml", sheet("3")}}));
    auto const book = open_book(file.path());
    CHECK(book->sheet_names() == std::vector<std::string>{"户", "隐", "深"});
    CHECK(book->description() == "xlsx, 3 sheets");
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(texts_of(rows_of(*book, i))[0][0] == std::vector<std::string>{"3", "1", "2"}[i]);
}

TEST_CASE("elements may carry a prefix, and what stands outside the rows is not read") {
    CHECK(texts_of(rows_of_parts(workbook(
              "",
              {{"xl/worksheets/sheet1.xml",
                "<x:worksheet "
                "xmlns:x=\"m\"><x:cols><x:col/></x:cols><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>"
                "</x:row></x:sheetData><x:mergeCells><x:mergeCell "
                "ref=\"A1:B1\"/></x:mergeCells><x:extLst>"
                "<x:row><x:c><x:v>2</x:v></x:c></x:row></x:extLst></x:worksheet>"}}))) ==
          Texts{{"1"}});
}

TEST_CASE("parts in UTF-16 are read, and names with backslashes are found") {
    Parts parts = workbook("");
    std::string sheet = "\xFF\xFE";
    for (char character :
         std::string("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"))
        (sheet += character) += '\0';
    parts.erase("xl/worksheets/sheet1.xml");
    parts["xl\\worksheets\\sheet1.xml"] = sheet;
    CHECK(texts_of(rows_of_parts(parts)) == Texts{{"1"}});
}

TEST_CASE("two readers of one book do not disturb each other") {
    ScratchFile const file("a.xlsx");
    save(file, workbook("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"));
    auto const book = open_book(file.path());
    auto const first = book->open(0);
    auto const second = book->open(0);
    Row one;
    Row two;
    CHECK(first->next(one));
    CHECK(second->next(two));
    CHECK(first->next(one));
    CHECK(one.number == 2);
    CHECK(two.number == 1);
    CHECK(!first->next(one));
    CHECK(!first->next(one));
    CHECK(second->next(two));
}
