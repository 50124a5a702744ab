// Files made to do harm, one row each: what becomes of them, where, and why.
#include "source/workbook.hpp"
#include "source/write.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <functional>

using namespace jingzhun;
using namespace jingzhun::source;
using namespace jingzhun::source::testing;

namespace {

struct Bad {
    std::string name;
    std::function<void(ScratchFile const &)> make;
    std::string code; // of the refusal; empty where the file is read
    int line = 0, column = 0;
    std::string reason = {}; // that one of the arguments says
    std::string sheet = {};
};

void put_parts(ScratchFile const &file, Parts const &parts) { save(file, parts); }

std::function<void(ScratchFile const &)> sheet(std::string const &rows, Parts const &extra = {}) {
    return [=](ScratchFile const &file) { put_parts(file, workbook(rows, extra)); };
}
std::function<void(ScratchFile const &)> bytes(std::string const &text) {
    return [=](ScratchFile const &file) { file.put(text); };
}

std::string cell(std::string const &place, std::string const &inside) {
    return "<row r=\"3\"><c r=\"" + place + "\">" + inside + "</c></row>";
}

std::string part_with(std::string const &inside) {
    return "<worksheet><sheetData>" + inside + "</sheetData></worksheet>";
}

std::string bomb_of_entities() {
    std::string text = "<!DOCTYPE x [<!ENTITY e0 \"ha\">";
    for (int i = 1; i < 30; ++i) {
        auto const before = "&e" + std::to_string(i - 1) + ";";
        text += "<!ENTITY e" + std::to_string(i) + " \"" + before + before + "\">";
    }
    return text + "]>" + part_with(cell("A3", "<v>&e29;</v>"));
}

std::string repeated(std::string const &text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::vector<Bad> bad_files() {
    std::string const sheet1 = "xl/worksheets/sheet1.xml";
    std::string const relations = "xl/_rels/workbook.xml.rels";
    auto const relation = [](std::string const &target) {
        return "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"" +
               target + "\"/></Relationships>";
    };
    return {
        {"XML bomb", sheet("", {{sheet1, bomb_of_entities()}}), "workbook_damaged", 0, 0,
         "document type declaration"},
        {"XML that fetches a file",
         sheet("", {{sheet1, "<!DOCTYPE x SYSTEM \"file:///etc/hostname\"><x/>"}}),
         "workbook_damaged", 0, 0, "document type declaration"},
        {"XML without end", sheet(repeated("<a>", 1000)), "workbook_damaged", 0, 0,
         "elements nested too deeply"},
        {"a tag as long as a file", sheet("<row r=\"" + std::string(3 << 20, '1') + "\"/>"),
         "workbook_damaged", 0, 0, "tag too long"},
        {"zip bomb", sheet(std::string(40 << 20, ' ')), "workbook_bomb", 0, 0, "500:1"},
        {"a path out of the archive", sheet("", {{relations, relation("../../../etc/hostname")}}),
         "workbook_damaged", 0, 0, "missing"},
        {"a path from the root", sheet("", {{relations, relation("/etc/hostname")}}),
         "workbook_damaged", 0, 0, "missing"},
        {"a path of Windows", sheet("", {{relations, relation("C:\\\\boot.ini")}}),
         "workbook_damaged", 0, 0, "missing"},
        {"a sheet of a million columns", sheet(cell("BDWGN3", "<v>1</v>")), "row_too_wide", 3,
         1'000'000 /* BDWGN is column 1,481,176; letters beyond a million are not counted */, "",
         "户"},
        {"a CSV row of a million columns", bytes("a\n" + std::string(1'000'000, ',') + "b\n"),
         "row_too_wide", 2},
        {"a cell that fills the machine",
         sheet(cell("B3", "<v>" + std::string((1 << 20) + 1, '1') + "</v>")), "cell_too_long", 3, 2,
         "", "户"},
        {"a quotation mark that never closes", bytes("a,b\n1,\"2\n3,4\n"), "csv_quote_open", 2},
        {"NUL in a CSV file", bytes(std::string("a,b\n1,2\n3,\0\n", 12)), "csv_nul", 3},
        {"NUL in a workbook", sheet(cell("A3", std::string("<v>1\0</v>", 9))), "workbook_damaged",
         0, 0, "not well-formed"},
        {"another encoding in the middle",
         bytes(repeated("村,1\n", 1000) + "\xB4\xE5,1\n" + repeated("村,1\n", 1000)),
         "encoding_broken", 1001},
    };
}

std::size_t peak_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmHWM:") {
            std::size_t size = 0;
            status >> size;
            return size;
        }
    return 0;
}

#ifdef __SANITIZE_ADDRESS__
constexpr bool memory_is_ours = false; // the sanitizer keeps what was freed
#else
constexpr bool memory_is_ours = true;
#endif

} // namespace

TEST_CASE("files made to do harm are refused with place and reason, and leave nothing behind") {
    for (auto const &bad : bad_files()) {
        CAPTURE(bad.name);
        ScratchFile const file("bad");
        bad.make(file);
        auto const problem = problem_of(file.path());
        CHECK(problem.code == bad.code);
        CHECK(problem.place.file == file.path());
        if (bad.line != 0) CHECK(problem.place.line == bad.line);
        if (bad.column != 0 && bad.column < 1'000'000) CHECK(problem.place.column == bad.column);
        if (!bad.sheet.empty()) CHECK(problem.place.sheet == bad.sheet);
        auto const says = [&](auto const &argument) { return argument.second == bad.reason; };
        if (!bad.reason.empty()) CHECK(std::ranges::any_of(problem.arguments, says));
        CHECK(std::distance(std::filesystem::directory_iterator(file.folder()), {}) == 1);
    }
}

TEST_CASE("formulas, links to other files and macros are not run: what was last shown is read") {
    Parts const extra = {
        {"xl/vbaProject.bin", std::string("\xD0\xCF\x11\xE0 Auto_Open", 14)},
        {"xl/externalLinks/externalLink1.xml", "<externalLink/>"},
        {"xl/connections.xml", "<connections><connection odcFile=\"http://x/\"/></connections>"},
        {"[Content_Types].xml",
         "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel."
         "sheet.macroEnabled.main+xml\"/></Types>"}};
    auto const rows =
        rows_of_parts(workbook("<row><c><f>HYPERLINK(\"http://x/\",\"看\")</f><v>2</v></c>"
                               "<c t=\"str\"><f>[1]表!$A$1</f><v>旧值</v></c>"
                               "<c><f>WEBSERVICE(\"http://x/\")</f></c>"
                               "<c t=\"inlineStr\"><is><t>=cmd|' /C calc'!A0</t></is></c></row>",
                               extra));
    REQUIRE(rows.size() == 1);
    CHECK(texts_of(rows)[0] == std::vector<std::string>{"2", "旧值", "=WEBSERVICE(\"http://x/\")",
                                                        "=cmd|' /C calc'!A0"});
    CHECK(rows[0].cells[2].kind == CellKind::error); // never computed, not empty
    CHECK(rows[0].cells[3].kind == CellKind::text);
}

TEST_CASE("what looks like a formula is written back as text") {
    std::vector<std::string> const cells = {"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1"};
    ScratchFile const book("a.xlsx"), list("a.csv");
    auto const workbook_writer = write_xlsx(book.path(), {.header_rows = 0});
    auto const list_writer = write_csv(list.path());
    workbook_writer->row(cells);
    list_writer->row(cells);
    workbook_writer->close();
    list_writer->close();
    CHECK(read_texts(book.path())[0] == cells);
    CHECK(part_of(book.path(), "xl/worksheets/sheet1.xml").find("<f>") == std::string::npos);
    auto const lines = read_texts(list.path());
    for (auto const &text : lines[0]) CHECK(text[0] == '\'');
}

TEST_CASE("a file of any size is read in the same memory") {
    ScratchFile const small("small.csv"), large("large.csv");
    std::string const line = "431199199001010017,王小明,龙泉镇潭田村第四村民小组九十九号,1234.50\n";
    small.put(repeated(line, 1000));
    auto const thousands = repeated(line, 10'000);
    std::ofstream out(large.path(), std::ios::binary);
    for (int i = 0; i < 100; ++i) out << thousands;
    out.close();
    auto const count = [](std::string const &file) {
        auto const book = open_book(file);
        auto const reader = book->open(0);
        std::size_t rows = 0;
        for (Row row; reader->next(row);) ++rows;
        return rows;
    };
    CHECK(count(small.path()) == 1000);
    auto const before = peak_kilobytes();
    CHECK(count(large.path()) == 1'000'000);
    if (memory_is_ours) CHECK(peak_kilobytes() - before < 8 << 10);
}
