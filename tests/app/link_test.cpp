// jingzhun link and dedupe as a user meets them.
#include "app/program.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

using namespace jingzhun::testing;

namespace {

std::string model() { return source_folder() + "/models/person.toml"; }

// Enough people for the estimate, all in one village.
std::string people(char letter, std::string const &extra) {
    std::string text = "编号,姓名,身份证号,性别,出生日期,村代码\n";
    std::string const names[] = {"王建国", "李秀英", "张伟", "刘芳", "陈志强", "杨桂兰"};
    for (int i = 10; i < 40; ++i)
        text += letter + std::to_string(i) + "," + names[i % 6] + ",,男,19" +
                std::to_string(i + 40) + "-0" + std::to_string(1 + i % 9) + "-1" +
                std::to_string(i % 10) + ",43119910020" + std::to_string(i % 10) + "\n";
    return text + extra;
}

} // namespace

TEST_CASE("link writes pairs with ids, score and verdict, and what differs") {
    Folder const folder;
    write_bytes(folder / "left.csv", people('P', ""));
    auto right = people('R', "R90,孙悟空,,男,2001-01-01,431199100207\n");
    right.replace(right.find("张伟"), std::string("张伟").size(), "張偉");
    write_bytes(folder / "right.csv", right);
    auto const answer =
        run_json({"link", folder / "left.csv", folder / "right.csv", "--model", model(), "--out",
                  folder / "pairs.csv", "--conflicts", folder / "conflicts.csv"});
    CHECK(number_of(answer, "left") == 30);
    CHECK(number_of(answer, "right") == 31);
    CHECK(number_of(answer, "link") == 30);
    CHECK(number_of(answer, "conflicts") == 1);
    auto const pairs = read_bytes(folder / "pairs.csv");
    CHECK(pairs.starts_with("编号_l,编号_r,score,verdict\n"));
    CHECK(pairs.find("P10,R10,") != pairs.npos);
    CHECK(pairs.find("R90") == pairs.npos);
    auto const conflicts = read_bytes(folder / "conflicts.csv");
    CHECK(conflicts.find(",name,张伟,張偉,variant\n") != conflicts.npos);
}

TEST_CASE("dedupe with --explain writes the parts of each score and the cluster") {
    Folder const folder;
    write_bytes(folder / "file.csv", people('P', "Q10,陈志强,,男,1950-02-10,431199100200\n"));
    auto const outcome = run({"dedupe", folder / "file.csv", "--model", model(), "--out",
                              folder / "pairs.csv", "--explain"});
    REQUIRE_MESSAGE(outcome.status == 0, outcome.err);
    auto const pairs = read_bytes(folder / "pairs.csv");
    CHECK(pairs.starts_with("编号_l,编号_r,score,verdict,cluster,id_no,id_no_bits,name,name_bits"));
    CHECK(pairs.find("P10,Q10,") != pairs.npos);
    CHECK(pairs.find(",link,P10,missing,0.000,exact,") != pairs.npos);
}

TEST_CASE("what cannot be linked is told in the user's language, with the place") {
    Folder const folder;
    auto const fails = [&](std::string const &content, std::string const &with,
                           std::string const &language = "en") {
        write_bytes(folder / "bad.csv", content);
        auto const outcome = run({"dedupe", folder / "bad.csv", "--model", model(), "--out",
                                  folder / "pairs.csv", "--lang", language});
        CHECK(outcome.status == 3);
        CHECK_MESSAGE(outcome.err.find(with) != std::string::npos, outcome.err);
    };
    fails("", "the file is empty");
    fails("编号,姓名\n", "a header and no records");
    fails("编号,姓名\n", "只有表头，没有记录", "zh");
    fails("姓名,性别\n张伟,男\n", "is missing; the file has: 姓名, 性别");
    fails("编号,color\n1,red\n", "none of the model's columns is there");
    fails("编号,姓名\n1,张伟\n1,王伟\n", "the id \"1\" occurs twice (records 1 and 2)");
    fails("编号,姓名\n1,张伟\n,王伟\n", "record 2 has no id");
    fails("编号,姓名\n1,\"张伟\n", "never closed");
    auto const missing = run({"dedupe", folder / "none.csv", "--model", model(), "--out",
                              folder / "pairs.csv", "--lang", "en"});
    CHECK(missing.status == 3);
    write_bytes(folder / "m.toml", "id = \"no\"\n[field]\nname = { type = \"txet\" }\n");
    auto const faulty = run({"dedupe", folder / "bad.csv", "--model", folder / "m.toml", "--out",
                             folder / "pairs.csv", "--lang", "en"});
    CHECK(faulty.status == 3);
    CHECK(faulty.err.find("m.toml:3:17: there is no type \"txet\"; did you mean: text") !=
          std::string::npos);
}

TEST_CASE("files in other encodings and with other separators link as well") {
    Folder const folder;
    // 编号;姓名;出生日期 in GB18030
    auto const gb =
        std::string("\xB1\xE0\xBA\xC5;\xD0\xD5\xC3\xFB;\xB3\xF6\xC9\xFA\xC8\xD5\xC6\xDA\n"
                    "1;\xD5\xC5\xCE\xB0;1990-01-02\n2;\xC0\xEE\xD0\xE3\xD3\xA2;1991-01-02\n");
    write_bytes(folder / "gb.csv", gb);
    auto const answer = run_json({"link", folder / "gb.csv", folder / "gb.csv", "--model", model(),
                                  "--out", folder / "pairs.csv"});
    CHECK(number_of(answer, "left") == 2);
}
