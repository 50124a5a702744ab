// CSV files as offices export them, and what is wrong with some.
#include "source/dialect.hpp"
#include "source/files.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::source;
using namespace jingzhun::source::testing;
using namespace std::string_literals;

namespace {

Texts read_csv_text(std::string_view bytes) {
    ScratchFile const file("名单.csv", bytes);
    return read_texts(file.path());
}

base::Problem csv_problem(std::string_view bytes, Limits const &limits = {}) {
    ScratchFile const file("名单.csv", bytes);
    return problem_of(file.path(), limits);
}

} // namespace

TEST_CASE("a CSV file is one sheet that bears the file's name") {
    ScratchFile const file("残疾人名单.csv", "姓名,等级\n王小明,1\n");
    auto const book = open_book(file.path());
    CHECK(book->sheet_names() == std::vector<std::string>{"残疾人名单.csv"});
    CHECK(book->description() == "csv, UTF-8, comma");
    CHECK(book->file() == file.path());
    CHECK(book->open(0)->name() == "残疾人名单.csv");
    CHECK(read_texts(file.path()) == Texts{{"姓名", "等级"}, {"王小明", "1"}});
}

TEST_CASE("lines may end with CRLF, LF or CR, and the last one with nothing") {
    for (std::string const end : {"\r\n", "\n", "\r"}) {
        CHECK(read_csv_text("a,b" + end + "1,2" + end) == Texts{{"a", "b"}, {"1", "2"}});
        CHECK(read_csv_text("a,b" + end + "1,") == Texts{{"a", "b"}, {"1", ""}});
    }
}

TEST_CASE("quoted fields hold separators, doubled quotation marks and line ends") {
    CHECK(read_csv_text("a,\"b,c\",\"d\"\"e\"\n\"x\ny\",\"\r\n\",\"\"\n") ==
          Texts{{"a", "b,c", "d\"e"}, {"x\ny", "\r\n", ""}});
}

TEST_CASE(
    "a quotation mark inside an unquoted field and text after a closing one stand as they are") {
    CHECK(read_csv_text("a\"b,c\n\"d\"e,\"f\" \n") == Texts{{"a\"b", "c"}, {"de", "f "}});
}

TEST_CASE("rows bear the line they begin on; blank rows are left out") {
    ScratchFile const file("a.csv", "a,b\n\n\"x\r\ny\",1\r\n,\r\nz,2");
    auto const rows = rows_of(*open_book(file.path()));
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].number == 1);
    CHECK(rows[1].number == 3);
    CHECK(rows[2].number == 6);
    CHECK(rows[2].cells[1].kind == CellKind::text);
}

TEST_CASE("a cell without text is empty, every other one is text") {
    ScratchFile const file("a.csv", "a,,1\n");
    auto const rows = rows_of(*open_book(file.path()));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].cells[0].kind == CellKind::text);
    CHECK(rows[0].cells[1].kind == CellKind::empty);
    CHECK(rows[0].cells[2].kind == CellKind::text);
}

TEST_CASE("the separator is the one that divides the lines evenly") {
    CHECK(guess_separator("a,b,c\n1,2,3\n") == ',');
    CHECK(guess_separator("a\tb\tc\n1,5\t2\t3\n") == '\t');
    CHECK(guess_separator("a;b;c\n1,5;2,5;3\n4,5;1;2\n") == ';');
    CHECK(guess_separator("a,b\n\"1;2;3;4\",x\n") == ',');
    CHECK(guess_separator("一般农户花名册, 2020;\na;b;c\n1;2;3\n4;5;6\n") == ';');
    CHECK(guess_separator("姓名\n王小明\n") == ',');
}

TEST_CASE("a first line sep=; declares the separator and is no row") {
    CHECK(read_csv_text("sep=;\r\na;b\r\n1,5;2\r\n") == Texts{{"a", "b"}, {"1,5", "2"}});
    ScratchFile const file("a.csv", "sep=|\na|b,c\n");
    CHECK(rows_of(*open_book(file.path()))[0].number == 2);
    CHECK(read_texts(file.path()) == Texts{{"a", "b,c"}});
}

TEST_CASE("a second reading of the same book gives the same rows") {
    ScratchFile const file("a.csv", "a,b\n1,2\n");
    auto const book = open_book(file.path());
    CHECK(texts_of(rows_of(*book)) == texts_of(rows_of(*book)));
}

TEST_CASE("a row that shrinks leaves nothing of the one before") {
    CHECK(read_csv_text("a,b,c\n1\n2,3\n") == Texts{{"a", "b", "c"}, {"1"}, {"2", "3"}});
}

TEST_CASE("fields longer than a piece of the file come out whole") {
    std::string const long_text(700'000, 'x');
    std::string const chinese = [] {
        std::string text;
        for (int i = 0; i < 100'000; ++i) text += "村";
        return text;
    }();
    CHECK(read_csv_text("a," + long_text + "\n\"" + chinese + "\",b\n") ==
          Texts{{"a", long_text}, {chinese, "b"}});
}

TEST_CASE("a NUL character is refused with its line") {
    auto const problem = csv_problem("a,b\n1,2\n3,\0\n"s);
    CHECK(problem.code == "csv_nul");
    CHECK(problem.place.line == 3);
    CHECK(problem.place.column == 2);
}

TEST_CASE("a quotation mark that never closes is refused with the line it opens on") {
    auto const at_end = csv_problem("a,b\n1,\"2\n3,4\n");
    CHECK(at_end.code == "csv_quote_open");
    CHECK(at_end.place.line == 2);
    CHECK(at_end.place.column == 2);
    auto const closed_by_another = csv_problem("a,b\n1,\"2\n3,\"4\"\n");
    CHECK(closed_by_another.code == "csv_quote_open");
    CHECK(closed_by_another.place.line == 2);
    Limits limits;
    limits.cell_bytes_max = 1000;
    CHECK(csv_problem("a\n\"b\n" + std::string(2'000'000, '\n'), limits).code == "csv_quote_open");
}

TEST_CASE("rows and cells beyond the limits are refused") {
    Limits limits;
    limits.columns_max = 3;
    limits.cell_bytes_max = 10;
    auto const wide = csv_problem("a,b,c\n1,2,3,4\n", limits);
    CHECK(wide.code == "row_too_wide");
    CHECK(wide.place.line == 2);
    auto const tall = csv_problem("a,b\n1," + std::string(1'000'000, 'x') + "\n", limits);
    CHECK(tall.code == "cell_too_long");
    CHECK(tall.place.line == 2);
    CHECK(tall.place.column == 2);
}
