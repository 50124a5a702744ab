// Linking and finding duplicates in memory: what is found, what is not, and what does not matter.
#include "link/link.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>
#include <set>

using namespace jingzhun;
using namespace jingzhun::link;

namespace {

constexpr auto persons = R"(id = "no"
one_to_one = "right"
[field]
name = { type = "chinese_name" }
id_no = { type = "identity" }
birth = { type = "date" }
village = { type = "number" }
[[compare]]
field = "id_no"
levels = ["exact", "edit 1", "both_valid"]
[[compare]]
field = "name"
levels = ["exact", "variant", "homophone", "one_character"]
[[compare]]
field = "birth"
levels = ["exact", "edit 1"]
[[compare]]
field = "village"
levels = ["exact"]
[exact]
field = "id_no"
agree = ["name", "birth", "village"]
[[block]]
key = ["id_no one_out"]
[[block]]
key = ["birth", "village"]
)";

Model model_of(std::string const &text) {
    auto reading = read_model(text, "m.toml");
    REQUIRE(reading.faults.empty());
    return reading.model;
}

using Record = std::vector<std::string>; // id, name, id_no, birth, village

// Fifty people who differ in everything, by number.
Record person(unsigned i) {
    static std::string const surnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵"};
    static std::string const given[] = {"建国", "秀英", "伟", "芳", "志强", "桂兰", "海燕", "平"};
    auto const birth =
        std::to_string(1950 + i) + "0" + std::to_string(1 + i % 9) + "1" + std::to_string(i % 10);
    // The check character is found by trying, as the test has no other way to be sure of it.
    Dictionary dictionary;
    std::string number;
    for (auto const check : {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X"}) {
        number = "431199" + birth + std::to_string(100 + i) + check;
        if (identity_state(encode(Type::identity, number, dictionary)) == IdentityState::valid)
            break;
    }
    return {"P" + std::to_string(i), surnames[i % 7] + given[i % 8], number, birth,
            std::to_string(431199100200 + i % 5)};
}

Table table_of(Space &space, std::vector<Record> const &records) {
    Table table(*space.model);
    for (auto const &record : records) {
        std::vector<std::string_view> cells(record.begin() + 1, record.end());
        table.add(space, record.front(), cells);
    }
    return table;
}

std::vector<Record> people(unsigned count) {
    std::vector<Record> all;
    for (unsigned i = 0; i < count; ++i) all.push_back(person(i));
    return all;
}

struct Answer {
    std::string left, right;
    Verdict verdict;
    float score;
    auto operator<=>(Answer const &) const = default;
};

std::vector<Answer> linked(std::vector<Record> const &left, std::vector<Record> const &right,
                           std::string const &text = persons, unsigned threads = 1) {
    auto const model = model_of(text);
    Space space(model);
    auto const a = table_of(space, left), b = table_of(space, right);
    std::vector<Answer> answers;
    for (auto const &one : link::link(space, a, b, {.threads = threads}).links)
        answers.push_back(
            {std::string(a.id(one.left)), std::string(b.id(one.right)), one.verdict, one.score});
    std::ranges::sort(answers);
    return answers;
}

std::string partner(std::vector<Answer> const &answers, std::string const &right) {
    for (auto const &answer : answers)
        if (answer.right == right && answer.verdict == Verdict::link) return answer.left;
    return "";
}

} // namespace

TEST_CASE("an equal number links, a mistyped one is repaired, a missing one is "
          "found by day and "
          "village") {
    auto list = people(40);
    for (auto &record : list) record[0][0] = 'R';
    list[3][2][8] = list[3][2][8] == '9' ? '1' : '9'; // mistyped
    std::swap(list[4][2][15], list[4][2][16]);        // swapped
    list[5][2].erase(7, 1);                           // one left out
    list[6][2] = "";                                  // missing
    list[7][1] = "王秀英";                            // another name, the same number
    auto const answers = linked(people(50), list);
    for (unsigned i : {0U, 3U, 4U, 5U, 6U, 7U})
        CHECK(partner(answers, "R" + std::to_string(i)) == "P" + std::to_string(i));
}

TEST_CASE("a stranger links to nobody, and blanks never meet") {
    auto list = people(45);
    for (auto &record : list) record[0][0] = 'R';
    list.erase(list.begin() + 5, list.end());
    list.push_back({"R90", "孙悟空", "", "", ""});
    list.push_back({"R91", "", "", "", ""});
    auto left = people(50);
    left.push_back({"P90", "", "", "", ""});
    auto const answers = linked(left, list);
    for (auto const &answer : answers) {
        CHECK(answer.right != "R90");
        CHECK(answer.right != "R91");
        CHECK(answer.left != "P90");
    }
    CHECK(partner(answers, "R2") == "P2");
}

TEST_CASE("one-to-one: the first of two equal partners is taken, the other is "
          "told as a tie") {
    auto left = people(50);
    left.push_back(left[9]);
    left.back()[0] = "P99";
    auto list = people(20);
    for (auto &record : list) record[0][0] = 'R';
    auto const answers = linked(left, list);
    CHECK(partner(answers, "R9") == "P9");
    auto const tie = std::ranges::find_if(
        answers, [](Answer const &answer) { return answer.left == "P99" && answer.right == "R9"; });
    REQUIRE(tie != answers.end());
    CHECK(tie->verdict == Verdict::tie);
}

TEST_CASE("the answers do not depend on the order of rows or the number of threads") {
    auto list = people(40);
    for (auto &record : list) record[0][0] = 'R';
    list[3][2][8] = list[3][2][8] == '9' ? '1' : '9';
    list[6][2] = "";
    auto const expected = linked(people(50), list);
    REQUIRE(expected.size() >= 40);
    CHECK(linked(people(50), list, persons, 3) == expected);
    rc::check([&](std::vector<unsigned> const &keys) {
        auto left = people(50), right = list;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            std::swap(left[i % left.size()], left[keys[i] % left.size()]);
            std::swap(right[i % right.size()], right[keys[i] % right.size()]);
        }
        auto const answers = linked(left, right);
        RC_ASSERT(answers.size() == expected.size());
        for (std::size_t i = 0; i < answers.size(); ++i) {
            RC_ASSERT(answers[i].left == expected[i].left);
            RC_ASSERT(answers[i].right == expected[i].right);
            RC_ASSERT(answers[i].verdict == expected[i].verdict);
        }
    });
}

TEST_CASE("duplicates within a table come as pairs and clusters named by their "
          "first record") {
    auto records = people(50);
    auto again = person(8);
    again[0] = "P80";
    records.push_back(again);
    again[0] = "P81";
    again[2] = "";
    records.push_back(again);
    auto const model = model_of(std::string(persons) + "[score]\nlink = 4\n");
    Space space(model);
    auto const table = table_of(space, records);
    auto const outcome = dedupe(space, table);
    std::set<std::pair<std::string, std::string>> pairs;
    for (auto const &one : outcome.links)
        if (one.verdict == Verdict::link) pairs.emplace(table.id(one.left), table.id(one.right));
    CHECK(pairs == std::set<std::pair<std::string, std::string>>{
                       {"P8", "P80"}, {"P8", "P81"}, {"P80", "P81"}});
    REQUIRE(outcome.clusters.size() == records.size());
    CHECK(outcome.clusters[51] == 8);
    CHECK(outcome.clusters[50] == 8);
    CHECK(outcome.clusters[9] == 9);
}

TEST_CASE("a key that too many records have is passed over and told") {
    auto records = people(40);
    for (auto &record : records) record[3] = "19500101", record[4] = "431199100200";
    auto const model = model_of("block_most = 10\n" + std::string(persons));
    Space space(model);
    auto const table = table_of(space, records);
    auto const outcome = dedupe(space, table);
    REQUIRE(outcome.capped.size() == 1);
    CHECK(outcome.capped.front().block == 1);
    CHECK(outcome.capped.front().records == 40);
    CHECK(outcome.capped.front().key.find("1950-01-01") != std::string::npos);
}

TEST_CASE("the terms of a score add up to it") {
    auto const model = model_of(persons);
    Space space(model);
    auto const left = table_of(space, people(50)), right = table_of(space, people(30));
    auto const outcome = link::link(space, left, right);
    Scorer const scorer(space, right, outcome.parameters);
    REQUIRE(outcome.links.size() >= 30);
    for (auto const &one : outcome.links) {
        if (one.verdict != Verdict::link) continue;
        double sum = 0;
        for (auto const &term : scorer.terms(one.pair(), one.pattern)) sum += term.bits;
        CHECK(sum == doctest::Approx(one.score).epsilon(1e-4));
    }
}
