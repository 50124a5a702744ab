// Files are told by their content; what is no table is refused with its kind.
#include "source/files.hpp"
#include "source/workbook.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::source;
using namespace jingzhun::source::testing;
using namespace std::string_literals;

namespace {

base::Problem problem_of_bytes(std::string_view bytes) {
    ScratchFile const file("文件.xlsx", bytes);
    return problem_of(file.path());
}

std::string kind_of(std::string_view bytes) {
    auto const problem = problem_of_bytes(bytes);
    REQUIRE(problem.code == "file_not_a_table");
    return problem.arguments.at(0).second;
}

// A compound file with one stream of that name in its directory.
std::string compound(std::string_view stream) {
    std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(2'000'000, '\1');
    for (char character : stream) (bytes += character) += '\0';
    return bytes + std::string(64, '\0');
}

} // namespace

TEST_CASE("a missing file, a folder and an empty file are told") {
    ScratchFile const file("a.csv");
    CHECK(problem_of(file.path()).code == "file_missing");
    CHECK(problem_of(file.folder().string()).code == "file_unreadable");
    std::ofstream(file.path()).flush();
    CHECK(problem_of(file.path()).code == "file_empty");
    CHECK(problem_of_bytes("\xEF\xBB\xBF").code == "file_empty");
    CHECK(problem_of_bytes(" \r\n\r\n").code == "file_empty");
}

TEST_CASE("a file's ending does not matter") {
    ScratchFile const text("名单.xlsx", "a\tb\n1\t2\n");
    CHECK(open_book(text.path())->description() == "csv, UTF-8, tab");
    ScratchFile const book("名单.csv");
    save(book, workbook("<row><c><v>1</v></c></row>"));
    CHECK(open_book(book.path())->description() == "xlsx, 1 sheet");
}

TEST_CASE("encrypted workbooks and those of before 2007 are refused with advice") {
    CHECK(problem_of_bytes(compound("EncryptedPackage")).code == "workbook_encrypted");
    CHECK(problem_of_bytes(compound("Workbook")).code == "workbook_old_format");
    CHECK(problem_of_bytes(compound("Book\0"s)).code == "workbook_old_format");
    CHECK(kind_of(compound("WordDocument")).starts_with("OLE"));
    CHECK(problem_of_bytes("\x09\x08\x10\0\0\x06\x05\0"s).code == "workbook_old_format");
    ScratchFile const file("a.xlsx");
    save(file, {{"xl/workbook.bin", "x"}});
    CHECK(problem_of(file.path()).code == "workbook_old_format");
}

TEST_CASE("pictures, documents, archives and pages are no tables") {
    CHECK(kind_of("%PDF-1.7\n%\xE2\xE3\xCF\xD3") == "PDF");
    CHECK(kind_of("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"s) == "PNG");
    CHECK(kind_of("\xFF\xD8\xFF\xE0") == "JPEG");
    CHECK(kind_of("Rar!\x1A\x07\0"s) == "RAR");
    CHECK(kind_of("{\\rtf1 x}") == "RTF");
    CHECK(kind_of("\r\n<HTML><table><tr><td>姓名") == "HTML");
    CHECK(kind_of("<?xml version=\"1.0\"?><Workbook/>") == "XML");
    CHECK(kind_of("[{\"姓名\": \"王小明\"}]") == "JSON");
    std::string noise;
    for (int i = 0; i < 4000; ++i) noise += static_cast<char>(i * 7919 >> 4);
    CHECK(kind_of(noise).starts_with("binary"));
}

TEST_CASE("other archives are refused with their kind") {
    ScratchFile const file("a.xlsx");
    auto const kind = [&](Parts const &parts) {
        save(file, parts);
        auto const problem = problem_of(file.path());
        return problem.code + " " + (problem.arguments.empty() ? "" : problem.arguments[0].second);
    };
    CHECK(kind({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                {"content.xml", "x"}}) == "file_not_a_table ODS (OpenDocument)");
    CHECK(kind({{"mimetype", "application/vnd.oasis.opendocument.text"}}) ==
          "file_not_a_table OpenDocument");
    CHECK(kind({{"word/document.xml", "x"}}) == "file_not_a_table Word");
    CHECK(kind({{"ppt/presentation.xml", "x"}}) == "file_not_a_table PowerPoint");
    CHECK(kind({{"照片/1.jpg", "x"}}) == "file_not_a_table ZIP");
}

TEST_CASE("bytes in no known encoding are refused") {
    std::string bytes = "a,b\n";
    for (int i = 0; i < 3000; ++i) bytes += "\x81\x20\xFF\x9F\x80,\x81\x7F\n";
    CHECK(problem_of_bytes(bytes).code == "encoding_unknown");
}
