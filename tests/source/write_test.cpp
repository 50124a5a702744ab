// What the writers put into files, and when they refuse.
#include "source/files.hpp"
#include "source/workbook.hpp"
#include "source/write.hpp"

#include <csignal>
#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace jingzhun;
using namespace jingzhun::source;
using namespace jingzhun::source::testing;
using Strings = std::vector<std::string>;

namespace {

std::string csv_of(Texts const &rows, CsvOptions const &options = {}) {
    ScratchFile const file("a.csv");
    auto const writer = write_csv(file.path(), options);
    for (auto const &row : rows) writer->row(row);
    writer->close();
    return file.bytes();
}

template <typename Call> base::Problem problem_in(Call call) {
    try {
        call();
    } catch (base::Error const &error) {
        return error.problem();
    }
    return {};
}

bool holds(std::string const &text, std::string_view wanted) {
    return text.find(wanted) != std::string::npos;
}

std::size_t files_in(std::filesystem::path const &folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder),
                                                  std::filesystem::directory_iterator()));
}

} // namespace

TEST_CASE("CSV files have CRLF line ends, quotes where needed, and a mark for Excel") {
    CHECK(csv_of({{"姓名", "a,b"}, {"c\"d", "e\nf", " g", ""}}) ==
          "\xEF\xBB\xBF姓名,\"a,b\"\r\n\"c\"\"d\",\"e\nf\",\" g\",\r\n");
    CsvOptions options;
    options.byte_order_mark = false;
    options.separator = '\t';
    CHECK(csv_of({{"a,b", "c\td"}}, options) == "a,b\t\"c\td\"\r\n");
    options.encoding = base::Encoding::gb18030;
    CHECK(csv_of({{"村"}}, options) == "\xB4\xE5\r\n");
    options.encoding = base::Encoding::utf16_le;
    CHECK(csv_of({{"a"}}, options) == std::string("\xFF\xFE"
                                                  "a\0\r\0\n\0",
                                                  8));
}

TEST_CASE("what a spreadsheet would compute is disarmed in CSV, plain numbers are not touched") {
    CsvOptions options;
    options.byte_order_mark = false;
    CHECK(csv_of({{"=1+1", "+86 1", "-5", "-5.5", "@a", "-a", "+7"}}, options) ==
          "'=1+1,'+86 1,-5,-5.5,'@a,'-a,+7\r\n");
    options.escape_formulas = false;
    CHECK(csv_of({{"=1+1"}}, options) == "=1+1\r\n");
}

TEST_CASE("a character that the encoding lacks is refused with its place, and no file appears") {
    ScratchFile const file("a.csv");
    auto const problem = problem_in([&] {
        auto const writer = write_csv(file.path(), {.encoding = base::Encoding::big5});
        writer->row(Strings{"姓名", "村"});
        writer->row(Strings{"王", "张三"});
        writer->close();
    });
    CHECK(problem.code == "character_unencodable");
    CHECK(problem.place.line == 2);
    CHECK(problem.place.column == 2);
    CHECK(files_in(file.folder()) == 0);
}

TEST_CASE("a CSV file has one sheet") {
    ScratchFile const file("a.csv");
    CHECK(problem_in([&] { write_csv(file.path())->sheet("b"); }).code == "csv_one_sheet");
}

TEST_CASE("workbooks keep identity numbers as text and numbers as numbers") {
    ScratchFile const file("a.xlsx");
    auto const writer = write_xlsx(file.path(), {.sheet = "户", .column_widths = {20, 8.5}});
    writer->row(Strings{"身份证号", "人均纯收入", "编号"});
    writer->row(std::vector<OutCell>{
        {"431199197001010007"}, {"6000.5", true}, {"431199197001010007", true}});
    writer->close();
    auto const book = open_book(file.path());
    CHECK(book->sheet_names() == Strings{"户"});
    auto const rows = rows_of(*book);
    REQUIRE(rows.size() == 2);
    CHECK(texts_of(rows)[1] == Strings{"431199197001010007", "6000.5", "431199197001010007"});
    CHECK(rows[1].cells[0].kind == CellKind::text);
    CHECK(rows[1].cells[1].kind == CellKind::number);
    CHECK(rows[1].cells[2].kind == CellKind::text);
    std::string const sheet = part_of(file.path(), "xl/worksheets/sheet1.xml");
    CHECK(holds(sheet, "state=\"frozen\""));
    CHECK(holds(sheet, "<col min=\"1\" max=\"1\""));
    CHECK(holds(part_of(file.path(), "xl/styles.xml"), "numFmtId=\"49\""));
    CHECK(holds(part_of(file.path(), "xl/workbook.xml"), "$1:$1"));
}

TEST_CASE("bad cells are red and carry their comment, also where they are empty") {
    ScratchFile const file("a.xlsx");
    auto const writer = write_xlsx(file.path());
    writer->row(Strings{"姓名", "身份证号"});
    writer->row(std::vector<OutCell>{{"王小明"}, {"", false, true, "缺少身份证号"}});
    writer->row(std::vector<OutCell>{{"李桂英"}, {"4311", false, true, "位数不对"}});
    writer->row(std::vector<OutCell>{{"张建国"}, {"12", true, true, "过小"}});
    writer->close();
    CHECK(read_texts(file.path()) ==
          Texts{{"姓名", "身份证号"}, {"王小明"}, {"李桂英", "4311"}, {"张建国", "12"}});
    std::string const comments = part_of(file.path(), "xl/comments1.xml");
    for (auto const text :
         {"ref=\"B2\"", "缺少身份证号", "ref=\"B3\"", "位数不对", "ref=\"B4\"", "过小"})
        CHECK_MESSAGE(holds(comments, text), text);
    CHECK(holds(part_of(file.path(), "xl/styles.xml"), "FFFFC7CE"));
    CHECK(holds(part_of(file.path(), "xl/worksheets/sheet1.xml"), "<legacyDrawing"));
}

TEST_CASE("a sheet that is full continues on another one, header first") {
    ScratchFile const file("a.xlsx");
    auto const writer = write_xlsx(file.path(), {.sheet = "防返贫监测对象名单", .rows_max = 3});
    writer->row(Strings{"编号"});
    for (int i = 1; i <= 5; ++i) writer->row(std::vector<OutCell>{{std::to_string(i), true}});
    writer->sheet("第二");
    writer->row(Strings{"x"});
    writer->close();
    auto const book = open_book(file.path());
    CHECK(book->sheet_names() == Strings{"防返贫监测对象名单", "防返贫监测对象名单 (2)",
                                         "防返贫监测对象名单 (3)", "第二"});
    CHECK(texts_of(rows_of(*book, 1)) == Texts{{"编号"}, {"3"}, {"4"}});
    CHECK(texts_of(rows_of(*book, 2)) == Texts{{"编号"}, {"5"}});
    CHECK(texts_of(rows_of(*book, 3)) == Texts{{"x"}});
}

TEST_CASE("sheet names that Excel refuses are refused") {
    ScratchFile const file("a.xlsx");
    for (std::string const name : {"", "a/b", "a[b]", "'a", "123456789012345678901234567890123"})
        CHECK(problem_in([&] { write_xlsx(file.path(), {.sheet = name}); }).code ==
              "sheet_name_invalid");
    CHECK(problem_in([&] { write_xlsx(file.path())->sheet("sheet1"); }).code ==
          "sheet_name_invalid");
    CHECK(files_in(file.folder()) == 0);
}

TEST_CASE("text longer than Excel holds is refused with its place") {
    ScratchFile const file("a.xlsx");
    std::string text;
    for (int i = 0; i < 32'767; ++i) text += "村";
    auto const writer = write_xlsx(file.path());
    writer->row(Strings{"a", text});
    auto const problem = problem_in([&] { writer->row(Strings{"a", text + "x"}); });
    CHECK(problem.code == "cell_too_long");
    CHECK(problem.place.line == 2);
    CHECK(problem.place.column == 2);
}

TEST_CASE("a file appears only when it is closed, and replaces the old one whole") {
    ScratchFile const file("a.csv", "old");
    for (bool const as_csv : {true, false}) {
        auto writer = as_csv ? write_csv(file.path()) : write_xlsx(file.path());
        writer->row(Strings{"a"});
        CHECK(file.bytes() == "old");
        writer.reset();
        CHECK(file.bytes() == "old");
        CHECK(files_in(file.folder()) == 1);
    }
}

TEST_CASE("writers and readers close what they opened, also when they are dropped") {
    ScratchFile const file("a.xlsx");
    auto const open_files = files_in("/proc/self/fd");
    for (bool const closed : {true, false}) {
        auto const writer = write_xlsx(file.path());
        writer->row(Strings{"a"});
        writer->sheet("b");
        writer->row(Strings{"a"});
        if (closed) writer->close();
    }
    read_texts(file.path());
    CHECK(files_in("/proc/self/fd") == open_files);
}

TEST_CASE("a place that cannot be written to is refused at once") {
    ScratchFile const file("a.csv");
    std::string const nowhere = file.path() + "/none/b";
    CHECK(problem_in([&] { write_csv(nowhere + ".csv"); }).code == "file_unwritable");
    CHECK(problem_in([&] { write_xlsx(nowhere + ".xlsx"); }).code == "file_unwritable");
}

TEST_CASE("a file that cannot grow further is refused and leaves nothing behind") {
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    auto const handler = std::signal(SIGXFSZ, SIG_IGN);
    for (bool const as_csv : {true, false}) {
        ScratchFile const file("a");
        rlimit const small{64 << 10, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        auto const problem = problem_in([&] {
            auto const writer = as_csv ? write_csv(file.path()) : write_xlsx(file.path());
            for (int i = 0; i < 30'000; ++i)
                writer->row(Strings{"王小明", std::to_string(i), "龙泉镇潭田村"});
            writer->close();
        });
        setrlimit(RLIMIT_FSIZE, &before);
        CHECK(problem.code == "file_unwritable");
        CHECK(files_in(file.folder()) == 0);
    }
    std::signal(SIGXFSZ, handler);
}
