// The user's own workbook, given back with its faults marked.
#include "intake/returned_workbook.hpp"

#include "source/workbook.hpp"
#include "source/write.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using source::testing::ScratchFile;

namespace {

using Texts = std::vector<std::string>;

std::vector<std::pair<int, Texts>> rows_of(std::string const &file, std::size_t sheet) {
    auto const book = source::open_book(file);
    auto const reader = book->open(sheet);
    std::vector<std::pair<int, Texts>> rows;
    source::Row row;
    while (reader->next(row)) {
        auto &texts = rows.emplace_back(row.number, Texts()).second;
        for (auto const &cell : row.cells) texts.push_back(cell.text);
    }
    return rows;
}

void write_sheet(source::TableWriter &writer, std::vector<Texts> const &rows) {
    for (auto const &row : rows) writer.row(std::span<std::string const>(row));
}

base::Problem fault(int column, std::string const &value) {
    return {"area_unknown",
            {"名单.xlsx", 4, column, "名单"},
            {{"value", value}, {"within", "新田县"}, {"nearest", "龙泉街道"}}};
}

intake::BatchReport report_of(std::string const &file, std::string const &sheet, int header_row) {
    intake::BatchReport report;
    report.path = file;
    report.batch.sheet = sheet;
    report.headers = {"姓名", "乡镇"};
    report.header_row = header_row;
    return report;
}

} // namespace

TEST_CASE("a returned workbook keeps sheets, rows and places, and says what is wrong at the end of "
          "the row") {
    ScratchFile const sent_file("名单.xlsx"), out_file("退回.xlsx");
    auto const &sent = sent_file.path(), &out = out_file.path();
    auto const writer = source::write_xlsx(sent, {.sheet = "说明"});
    write_sheet(*writer, {{"请如实填写"}});
    writer->sheet("名单");
    write_sheet(
        *writer,
        {{"新田县名单"}, {}, {"姓名", "乡镇"}, {"张三", "龙全街"}, {"李四", "龙泉街道", "备注"}});
    writer->close();
    auto report = report_of(sent, "名单", 3);
    report.doubtful.push_back({1, 4, false, {fault(2, "龙全街")}, {"张三", "龙全街"}, "", ""});
    intake::write_returned_workbook(out, sent, {&report}, base::Language::zh);

    CHECK(rows_of(out, 0) == std::vector<std::pair<int, Texts>>{{1, {"请如实填写"}}});
    auto const rows = rows_of(out, 1);
    REQUIRE(rows.size() == 4);
    CHECK(rows[1] == std::pair<int, Texts>{3, {"姓名", "乡镇", "错误说明"}});
    CHECK(rows[2].first == 4);
    REQUIRE(rows[2].second.size() == 3);
    CHECK(rows[2].second[1] == "龙全街");
    CHECK(rows[2].second[2].find("龙泉街道") != std::string::npos);
    CHECK(rows[3] == std::pair<int, Texts>{5, {"李四", "龙泉街道", "备注"}});
    auto const comments = source::testing::part_of(out, "xl/comments2.xml");
    CHECK(comments.find("B4") != std::string::npos);
    CHECK(comments.find("B5") == std::string::npos);
}

TEST_CASE("only files with faults come back, each under its own name") {
    ScratchFile const good_file("好.csv", "姓名,乡镇\n李四,龙泉街道\n"),
        bad_file("坏.csv", "姓名,乡镇\n张三,龙全街\n");
    auto const &good = good_file.path(), &bad = bad_file.path();
    intake::ImportReport report;
    report.batches.push_back(report_of(good, "好.csv", 1));
    report.batches.push_back(report_of(bad, "坏.csv", 1));
    report.batches[1].doubtful.push_back(
        {2, 2, false, {fault(2, "龙全街")}, {"张三", "龙全街"}, "", ""});
    auto const folder = (bad_file.folder() / "退回").string();
    auto const written = intake::write_returned_workbooks(folder, report, base::Language::en);
    REQUIRE(written.size() == 1);
    CHECK(written[0] == folder + "/坏.xlsx");
    auto const rows = rows_of(written[0], 0);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].second.back() == "what is wrong");
    CHECK(rows[1].second.front() == "张三");
}
