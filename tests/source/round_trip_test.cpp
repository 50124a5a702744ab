// Any table comes back as it was written.
#include "source/files.hpp"
#include "source/write.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;
using namespace jingzhun::source;
using namespace jingzhun::source::testing;

namespace {

rc::Gen<std::string> any_text() {
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                            "a", "王", "𠮷", "䶮", "431199", ",", ";", "\t", "\"", "\n", "'", " ",
                            "<", "&", "]]>", "=", "_x0041_", "\r", "\x01", "é", "　")),
                        [](std::vector<std::string> const &pieces) {
                            std::string text;
                            for (auto const &piece : pieces) text += piece;
                            return text;
                        });
}

rc::Gen<Texts> any_table() {
    return rc::gen::container<Texts>(
        rc::gen::scale(0.3, rc::gen::container<std::vector<std::string>>(any_text())));
}

// A header that shows the separator, then the rows; rows without text are left out by readers, and
// trailing empty cells by workbooks.
Texts expected_of(Texts table) {
    for (auto &row : table)
        while (!row.empty() && row.back().empty()) row.pop_back();
    std::erase_if(table, [](auto const &row) { return row.empty(); });
    return table;
}

Texts with_header(Texts table) {
    table.insert(table.begin(), 3, {"姓名", "证件", "村名", "户号", "备注", "组名"});
    return table;
}

void write(TableWriter &writer, Texts const &table) {
    for (auto const &row : table) writer.row(row);
    writer.close();
}

} // namespace

TEST_CASE("any table comes back from a workbook as it was written") {
    CHECK(rc::check("xlsx", [] {
        Texts const table = with_header(*any_table());
        ScratchFile const file("a.xlsx");
        write(*write_xlsx(file.path()), table);
        RC_ASSERT(expected_of(read_texts(file.path())) == expected_of(table));
    }));
}

TEST_CASE(
    "any table comes back from CSV as it was written, in every encoding and with every separator") {
    CHECK(rc::check("csv", [] {
        CsvOptions options;
        options.encoding = *rc::gen::element(base::Encoding::utf8, base::Encoding::gb18030,
                                             base::Encoding::utf16_le, base::Encoding::utf16_be);
        options.separator = *rc::gen::element(',', '\t', ';');
        options.escape_formulas = false;
        Texts table = *any_table();
        // Many control characters would show the file to be no text.
        for (auto &row : table)
            for (auto &text : row) std::erase(text, '\x01');
        // The guess goes by the first 50 lines, so enough plain ones stand before the wild ones.
        table = with_header(table);
        table.insert(table.begin(), 60, table.front());
        ScratchFile const file("a.csv");
        write(*write_csv(file.path(), options), table);
        RC_ASSERT(expected_of(read_texts(file.path())) == expected_of(table));
    }));
}

TEST_CASE("any integer or decimal of up to fifteen digits comes back from a workbook") {
    CHECK(rc::check("numbers", [] {
        auto const digits =
            *rc::gen::inRange<std::int64_t>(-999'999'999'999'999, 1'000'000'000'000'000);
        std::string const integer = std::to_string(digits);
        std::string const decimal = std::to_string(digits % 1'000'000'000) + ".25";
        ScratchFile const file("a.xlsx");
        auto const writer = write_xlsx(file.path(), {.header_rows = 0});
        writer->row(std::vector<OutCell>{{integer, true}, {decimal, true}});
        writer->close();
        RC_ASSERT(read_texts(file.path()) == (Texts{{integer, decimal}}));
    }));
}
