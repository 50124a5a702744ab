// An index answers as the table it keeps, however it grew.
#include "link/csv_table.hpp"
#include "link/index.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <tuple>

using namespace jingzhun;
using namespace jingzhun::link;

namespace {

// A folder that is gone with the test.
struct Folder {
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "link-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string operator/(std::string const &name) const { return path + "/" + name; }
    std::string path;
};

// People of ten villages; every seventh has no number, every fifth is written
// otherwise.
std::string people(unsigned from, unsigned to, char letter) {
    std::string const surnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵"};
    std::string const given[] = {"建国", "秀英", "伟", "芳", "志强", "桂兰", "海燕", "平"};
    std::string text = "pid,name,id_no,sex,birth,village\n";
    for (unsigned i = from; i < to; ++i)
        text += letter + std::to_string(i) + "," + surnames[i % 7] + given[i / 7 % 8] + ",,男," +
                std::to_string(1950 + i % 60) + "-0" + std::to_string(1 + i % 9) + "-1" +
                std::to_string(i % 10) + ",43119910020" + std::to_string(i / 11 % 10) + "\n";
    return text;
}

using Answers = std::set<std::tuple<std::string, std::string, Verdict, int>>;

Answers answers(Table const &left, Table const &right, Outcome const &outcome) {
    Answers all;
    for (auto const &one : outcome.links)
        all.emplace(left.id(one.left), right.id(one.right), one.verdict,
                    static_cast<int>(one.score * 100));
    return all;
}

Answers by_index(std::string const &file, std::string const &list, Model const &model) {
    Space space(model);
    Index const index(file, space);
    auto const right = read_csv(list, space, 1);
    return answers(index.table(), right, link::link(space, index, right));
}

void make_index(std::string const &file, std::string const &csv, Model const &model) {
    Space space(model);
    auto const table = read_csv(csv, space, 1);
    auto const outcome = dedupe(space, table);
    write_index(file, space, table, outcome.parameters, outcome.clusters);
}

Model person() { return load_model(source_folder() + "/models/person.toml"); }

} // namespace

TEST_CASE("linking against an index gives what linking against its table gives") {
    Folder const folder;
    auto const model = person();
    base::write_file(folder / "register.csv", people(0, 400, 'P'));
    base::write_file(folder / "list.csv", people(100, 300, 'R'));
    make_index(folder / "register.jzi", folder / "register.csv", model);
    CHECK(is_index(folder / "register.jzi"));
    CHECK_FALSE(is_index(folder / "register.csv"));

    Space space(model);
    auto const left = read_csv(folder / "register.csv", space, 1);
    auto const right = read_csv(folder / "list.csv", space, 1);
    auto const learned = for_lists(model, dedupe(space, left).parameters, left.size());
    auto const batch =
        answers(left, right, link::link(space, left, right, {.parameters = learned}));
    CHECK(batch.size() >= 200);
    CHECK(by_index(folder / "register.jzi", folder / "list.csv", model) == batch);
}

TEST_CASE("a list in two parts links as the whole does") {
    Folder const folder;
    auto const model = person();
    base::write_file(folder / "register.csv", people(0, 400, 'P'));
    base::write_file(folder / "list.csv", people(100, 300, 'R'));
    base::write_file(folder / "first.csv", people(100, 180, 'R'));
    base::write_file(folder / "second.csv", people(180, 300, 'R'));
    make_index(folder / "register.jzi", folder / "register.csv", model);
    auto const whole = by_index(folder / "register.jzi", folder / "list.csv", model);
    auto parts = by_index(folder / "register.jzi", folder / "first.csv", model);
    parts.merge(by_index(folder / "register.jzi", folder / "second.csv", model));
    CHECK(parts == whole);
}

TEST_CASE("a grown index keeps the names of its clusters and knows the new records") {
    Folder const folder;
    auto const model = person();
    auto const again = people(0, 60, 'Q');
    base::write_file(folder / "first.csv",
                     people(0, 300, 'P') + again.substr(again.find('\n') + 1));
    base::write_file(folder / "second.csv", people(0, 5, 'S'));
    make_index(folder / "first.jzi", folder / "first.csv", model);

    Space space(model);
    Index const old(folder / "first.jzi", space);
    Table table(model);
    table.append(old.table());
    table.append(read_csv(folder / "second.csv", space, 1));
    auto const grown = dedupe(space, table, {.parameters = old.parameters()});
    REQUIRE(grown.clusters.size() == old.clusters().size() + 5);
    CHECK(old.clusters()[300] == 0); // Q0 is P0
    for (RowNumber row = 0; row < old.clusters().size(); ++row)
        CHECK(grown.clusters[row] == old.clusters()[row]);
    CHECK(grown.clusters[360] == 0); // S0 is P0 too
    CHECK(grown.clusters[362] == 2);
}

TEST_CASE("what is no index of this model is told") {
    Folder const folder;
    auto const model = person();
    base::write_file(folder / "register.csv", people(0, 100, 'P'));
    make_index(folder / "register.jzi", folder / "register.csv", model);
    auto const code = [&](std::string const &file, Model const &of) -> std::string {
        Space space(of);
        try {
            Index const index(file, space);
        } catch (base::Error const &error) {
            return error.code();
        }
        return "";
    };
    CHECK(code(folder / "register.jzi", model).empty());
    auto other = model;
    other.digest[0] = other.digest[0] == '0' ? '1' : '0';
    CHECK(code(folder / "register.jzi", other) == "link_index_model");
    auto const bytes = base::read_file(folder / "register.jzi");
    for (auto const length :
         {std::size_t{4}, std::size_t{100}, bytes.size() / 2, bytes.size() - 16}) {
        base::write_file(folder / "cut.jzi", bytes.substr(0, length));
        CHECK(code(folder / "cut.jzi", model) == "link_index_bad");
    }
}
