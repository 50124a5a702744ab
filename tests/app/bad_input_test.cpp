// What is wrong is refused with its place and what to do, or stored as given and found by a rule.
#include "app/program.hpp"
#include "app/table.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <sys/mount.h>
#include <unistd.h>

using namespace jingzhun::testing;
namespace fs = std::filesystem;

namespace {

constexpr auto roster_header = "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n";
constexpr auto good_row = "431128001001,H1,P1,张三,431199198001010011,户主\n";

std::string seen(std::string const &store) {
    return run({"summary", store, "--json"}).out + run({"batches", store, "--json"}).out;
}

std::string message(jingzhun::base::Json const &report, std::string &code) {
    for (auto const &batch : array_of(report, "batches"))
        for (auto const &error : array_of(batch, "errors")) {
            code = text_of(error, "code");
            return text_of(error, "message");
        }
    code.clear();
    return "";
}

bool has(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// A file that cannot be read: status 3, the code, its name in both languages, and the store as
// before.
void refuses_file(std::string const &store, std::string const &file, std::string const &code) {
    CAPTURE(file);
    auto const before = seen(store);
    for (auto const *language : {"zh", "en"}) {
        std::string said;
        auto const text = message(run_json({"import", store, file, "--lang", language}, 3), said);
        CHECK(said == code);
        CAPTURE(text);
        CHECK(has(text, fs::path(file).filename().string()));
        auto const chinese = has(text, "请") || has(text, "，");
        CHECK(chinese == (std::string_view(language) == "zh"));
    }
    CHECK(seen(store) == before);
}

std::string ole_workbook() {
    std::string bytes(4096, '\0');
    constexpr std::string_view signature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    bytes.replace(0, signature.size(), signature);
    std::string name; // EncryptedPackage in UTF-16
    for (auto const c : std::string("EncryptedPackage")) (name += c) += '\0';
    bytes.replace(1024, name.size(), name);
    return bytes;
}

} // namespace

TEST_CASE("files that cannot be read are named, with what to do, and nothing is written") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    write_bytes(folder / "header.csv", "甲,乙,丙\n1,2,3\n");
    refuses_file(store, folder / "header.csv", "header_unrecognised");
    write_bytes(folder / "short.csv", "户编号,人编号,姓名,身份证号\nH1,P1,张三,\n");
    refuses_file(store, folder / "short.csv", "header_incomplete");
    auto const workbook = read_bytes(county().files + "/财政供养人员.xlsx");
    write_bytes(folder / "cut.xlsx", workbook.substr(0, workbook.size() / 2));
    refuses_file(store, folder / "cut.xlsx", "workbook_truncated");
    write_bytes(folder / "secret.xlsx", ole_workbook());
    refuses_file(store, folder / "secret.xlsx", "workbook_encrypted");
    write_bytes(folder / "empty.csv", "");
    refuses_file(store, folder / "empty.csv", "file_empty");
    write_bytes(folder / "bytes.csv", std::string("姓名,身份证号\n\xFF\xFE\xFD\xC0\x80\x81,1\n"));
    refuses_file(store, folder / "bytes.csv", "encoding_unknown");
    refuses_file(store, folder / "nowhere.csv", "file_missing");
    write_bytes(folder / "page.csv", "<!DOCTYPE html><html><body>请登录</body></html>");
    refuses_file(store, folder / "page.csv", "file_not_a_table");
}

TEST_CASE("of several files the readable ones go on, and the status says that one did not") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    write_bytes(folder / "good.csv", std::string(roster_header) + good_row);
    write_bytes(folder / "bad.csv", "甲,乙\n1,2\n");
    run_json({"import", store, folder / "good.csv", folder / "bad.csv"}, 3);
    CHECK(number_of(run_json({"summary", store}), "persons") == 1);
    CHECK(number_of(run_json({"summary", store, "--known-at", "#1"}), "persons") == 0);
    CHECK(number_of(run_json({"summary", store, "--as-of", "2020-12-31"}), "persons") == 1);
}

TEST_CASE(
    "a place that does not exist is said with its row and the nearest name; the rest stands") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    auto const other = "县,乡(镇),行政村,户编号,人编号,姓名,脱贫属性\n"
                       "新田县,枧头镇,没有的村,H1,P1,张三,已脱贫\n"
                       "祁阳县,枧头镇,彭梓城村,H2,P2,李四,已脱贫\n";
    write_bytes(folder / "r.csv", other);
    auto const report = run_json({"import", store, folder / "r.csv"});
    auto const &errors = array_of(array_of(report, "batches").front(), "errors");
    REQUIRE(errors.size() == 2);
    CHECK(text_of(errors[0], "code") == "area_unknown");
    CHECK(number_of(errors[0], "row") == 2);
    CHECK(text_of(errors[0], "value") == "没有的村");
    CHECK(text_of(errors[1], "code") == "area_foreign");
    CHECK(number_of(errors[1], "row") == 3);
    CHECK(number_of(run_json({"summary", store}), "persons") == 2);
}

TEST_CASE("numbers that lost their digits refuse the row; a name does not replace them") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    write_bytes(folder / "deaths.csv",
                "姓名,身份证号,死亡日期\n张三,4.31199E+17,2020-05-01\n李四,,2020-05-02\n");
    auto const report = run_json({"import", store, folder / "deaths.csv"});
    auto const &batch = array_of(report, "batches").front();
    CHECK(number_of(batch, "rejected") == 1);
    CHECK(number_of(batch, "accepted") == 1);
    CHECK(text_of(array_of(batch, "errors").front(), "code") == "identity_lost_digits");
    CHECK(number_of(array_of(batch, "errors").front(), "row") == 2);
}

TEST_CASE("what is wrong but readable is stored as given and becomes a finding") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    write_bytes(folder / "r.csv", std::string(roster_header) + good_row +
                                      "431128001001,H1,P2,李四,431199198001010012,户主\n"
                                      "431128001001,H2,P3,张三,４３１１９９ 19800101 0011,户主\n");
    auto const report = run_json({"import", store, folder / "r.csv"});
    CHECK(number_of(array_of(report, "batches").front(), "accepted") == 3);
    CHECK(run({"check", store, "--as-of", as_of}).status == 0);
    auto const subjects = [&](std::string const &rule) {
        std::string joined;
        auto const found = run_json({"findings", store, "--rule", rule});
        for (auto const &one : *found.array()) joined += text_of(one, "subject") + " ";
        return joined;
    };
    CHECK(subjects("identity_number_invalid") == "P2 ");
    CHECK(subjects("duplicate_person") == "P1 P3 ");
    CHECK(subjects("more_than_one_head") == "H1 ");
    CHECK(has(run({"show", store, "person", "P2", "--json"}).out, "431199198001010012"));
    CHECK(run({"check", store, "--as-of", as_of, "--fail-on", "duplicate_person"}).status == 1);
}

TEST_CASE("footers and printed headers are no households") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    write_bytes(folder / "r.csv", "户编号,人编号,姓名,行政村代码,与户主关系\n"
                                  "H1,P1,张三,431128001001,户主\n"
                                  "户编号,人编号,姓名,行政村代码,与户主关系\n"
                                  "合计,,1,,\n填表人：王某 2020,,,,\n");
    auto const report = run_json({"import", store, folder / "r.csv"});
    auto const &batch = array_of(report, "batches").front();
    CHECK(number_of(batch, "rows") == 3);
    CHECK(number_of(batch, "rejected") == 2);
    CHECK(text_of(array_of(batch, "errors").front(), "code") == "row_is_footer");
    CHECK(number_of(run_json({"summary", store}), "households") == 1);
}

TEST_CASE("a sheet that nearly fits is named when the others are taken; explanations are not") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    Table const note{"", "说明", {"本表按月填报，请核对身份证号"}, {}, {}, {}};
    Table const good{
        "", "名单", {"姓名", "身份证号", "死亡日期"}, {{{"张三"}, {""}, {"2020-05-01"}}}, {}, {}};
    Table const near{
        "", "学生", {"姓名", "身份证号", "学校", "年级"}, {{{"李四"}, {""}, {""}, {""}}}, {}, {}};
    write_workbook({note, good, near}, folder / "two.xlsx");
    auto const report = run_json({"import", store, folder / "two.xlsx"});
    CHECK(array_of(report, "batches").size() == 1);
    auto const &passed = array_of(report, "passed_over");
    REQUIRE(passed.size() == 1);
    CHECK(text_of(passed[0], "sheet") == "学生");
    CHECK(has(text_of(passed[0], "message"), "学籍状态"));
    CHECK(has(run({"import", store, folder / "two.xlsx"}).out, "工作表未导入"));
    run_json({"import", store, folder / "two.xlsx", "--all-or-nothing"}, 3);
}

TEST_CASE("a zip bomb is refused before it fills the machine") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    auto const bomb = folder / "bomb.xlsx";
    // A workbook whose sheet is hundreds of megabytes of blanks; made by zip where it is there.
    auto const command = fmt::format(
        "cd {} && mkdir -p xl/worksheets xl/_rels _rels && unzip -q -o '{}' -d . && "
        "(printf '<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
        "<sheetData>'; head -c 400000000 /dev/zero | tr '\\0' ' '; printf "
        "'</sheetData></worksheet>')"
        " > xl/worksheets/sheet1.xml && zip -q -r -9 bomb.xlsx '[Content_Types].xml' _rels xl "
        "docProps "
        "&& rm -rf xl/worksheets",
        folder.path(), county().files + "/财政供养人员.xlsx");
    if (std::system("command -v zip unzip > /dev/null") != 0 || std::system(command.c_str()) != 0) {
        MESSAGE("skipped: zip and unzip are not installed");
        return;
    }
    refuses_file(store, bomb, "workbook_bomb");
}

TEST_CASE("wrong names of rules, registers, keys and layouts are said, with the nearest") {
    auto const &store = county().store;
    CHECK(run({"check", store, "--rule", "unsafe_hous"}).status == 2);
    CHECK(has(run({"check", store, "--rule", "unsafe_hous"}).err, "unsafe_house"));
    CHECK(run({"check", store, "--fail-on", "unsafe_hous"}).status == 2);
    CHECK(has(run({"show", store, "househol", "1"}).err, "household"));
    CHECK(run({"show", store, "household", "no-such"}).status == 2);
    CHECK(run({"explain", store, "household", "no-such"}).status == 2);
    CHECK(has(run({"import", store, "x.csv", "--as", "deths"}).err + // the file is not even there
                  run({"import", store, "x.csv", "--as", "deths"}).out,
              "x.csv"));
    CHECK(run({"findings", store, "--state", "open,closed"}).status == 2);
    CHECK(run({"findings", store, "--rule", "unsafe_hous"}).status == 2);
    CHECK(run({"what-if", store, "--set", "lin[purpose=exit]=4000"}).status == 2);
    CHECK(run({"what-if", store, "--set", "line=four"}).status == 2);
    CHECK(run({"no-such-command"}).status == 2);
    CHECK(run({"check", store, "--as-of", "2020-13-01"}).status == 2);
    CHECK(run({"check", store, "--area", "110101"}).status == 2);
}

TEST_CASE("what is no store, or another version's, is left alone") {
    Folder const folder;
    CHECK(run({"check", folder / "nowhere.db"}).status != 0);
    CHECK_FALSE(fs::exists(folder / "nowhere.db"));
    auto const foreign = folder / "letter.db";
    write_bytes(foreign, "Dear colleagues, this is a letter and no database at all.\n");
    auto const refused = run({"summary", foreign, "--lang", "en"});
    CHECK(refused.status == 3);
    CHECK(has(refused.err, "letter.db"));
    CHECK(run({"init", foreign, "--pack", source_folder() + "/packs/china", "--area",
               "431128"})
              .status != 0);
    CHECK(has(read_bytes(foreign), "Dear colleagues"));
    // SQLite keeps what the application calls its version at byte 60 of the file.
    auto const newer = folder / "newer.db";
    make_store(newer);
    auto bytes = read_bytes(newer);
    bytes.replace(60, 4, std::string("\0\0\x03\xE7", 4));
    write_bytes(newer, bytes);
    auto const version = run({"summary", newer});
    CHECK(version.status == 4);
    CHECK(has(version.err, "999"));
}

TEST_CASE("init refuses a place that is no county, a pack with faults, and a store that exists") {
    Folder const folder;
    auto const pack = source_folder() + "/packs/china";
    CHECK(run({"init", folder / "a.db", "--pack", pack, "--area", "43"}).status == 2);
    CHECK(run({"init", folder / "a.db", "--pack", pack, "--area", "999999"}).status == 2);
    fs::create_directories(folder / "pack");
    write_bytes(folder / "pack/pack.toml", "[pack]\nname = \n");
    auto const faulty =
        run({"init", folder / "a.db", "--pack", folder / "pack", "--area", "431128"});
    CHECK(faulty.status == 3);
    CHECK(has(faulty.err, "pack.toml:2"));
    CHECK_FALSE(fs::exists(folder / "a.db"));
    CHECK(run({"pack", "lint", folder / "pack"}).status == 1);
    make_store(folder / "a.db");
    auto const before = read_bytes(folder / "a.db");
    CHECK(run({"init", folder / "a.db", "--pack", pack, "--area", "431128"}).status != 0);
    CHECK(seen(folder / "a.db").size() > 10);
    CHECK(read_bytes(folder / "a.db") == before);
}

TEST_CASE("on a full disk an import says so and the store stays as it was") {
    Folder const folder;
    auto const small = folder / "small";
    fs::create_directories(small);
    if (::geteuid() != 0 || ::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=8m") != 0) {
        MESSAGE("skipped: no small file system can be mounted here");
        return;
    }
    auto const store = small + "/s.db";
    make_store(store);
    auto const before = seen(store);
    auto const full = run({"import", store, county().files + "/建档立卡人口信息.xlsx",
                           county().files + "/一般农户花名册.xlsx"});
    CHECK(full.status == 4);
    CHECK(has(full.err, "磁盘"));
    CHECK(seen(store) == before);
    ::umount2(small.c_str(), MNT_DETACH);
}
