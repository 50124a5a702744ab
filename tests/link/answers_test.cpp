// The answers about a made register and list, as one sum: making the way to them faster must not
// change them. Also through CSV files, whose cells are read in other ways than those in memory.
#include "base/file.hpp"
#include "base/identity.hpp"
#include "link/csv_table.hpp"
#include "link/link.hpp"
#include "link/pairs_file.hpp"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::link;

namespace {

// Numbers that look random, the same on every machine.
class Numbers {
  public:
    explicit Numbers(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t most) {
        state_ += 0x9E3779B97F4A7C15ULL;
        return mix(state_) % most;
    }
    bool one_in(std::size_t count) { return below(count) == 0; }

  private:
    std::uint64_t state_;
};

struct Person {
    std::string name, number, sex, birth, village;
};

Person some_person(Numbers &numbers) {
    static std::string const surnames[] = {"王", "李", "张", "刘", "陈", "欧阳", "吴", "石"};
    static std::string const given[] = {"建", "国", "秀", "英", "伟", "芳", "志", "强", "桂", "兰"};
    Person person;
    person.name = surnames[numbers.below(8)] + given[numbers.below(10)];
    if (!numbers.one_in(3)) person.name += given[numbers.below(10)];
    char birth[16];
    std::snprintf(birth, sizeof birth, "%04zu%02zu%02zu", 1940 + numbers.below(70),
                  1 + numbers.below(12), 1 + numbers.below(28));
    person.birth = birth;
    auto const digits = "431199" + person.birth + std::to_string(100 + numbers.below(900));
    person.number = digits + base::check_character(digits);
    person.sex = numbers.one_in(2) ? "男" : "女";
    person.village = std::to_string(431199100200 + numbers.below(30));
    return person;
}

// As another office has it.
Person changed(Person person, Numbers &numbers) {
    auto &number = person.number;
    switch (numbers.below(20)) {
    case 0:
        number[numbers.below(17)] = static_cast<char>('0' + numbers.below(10));
        break;
    case 1:
        number.clear();
        break;
    case 2:
        number = " " + number + " ";
        break;
    case 3:
        number = number.substr(0, 6) + number.substr(8, 9);
        break;
    case 4:
        std::swap(number[10], number[11]);
        break;
    default:
        break;
    }
    if (numbers.one_in(25)) person.name = "王" + person.name.substr(3);
    if (numbers.one_in(30)) person.name.insert(3, "　");
    if (numbers.one_in(40)) person.birth = "";
    else if (numbers.one_in(2))
        person.birth = person.birth.substr(0, 4) + "-" + person.birth.substr(4, 2) + "-" +
                       person.birth.substr(6);
    if (numbers.one_in(50)) person.village = "431199100999";
    return person;
}

struct Files {
    Files() {
        folder = std::filesystem::temp_directory_path() /
                 ("jingzhun-answers-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder);
        left = (folder / "left.csv").string();
        right = (folder / "right.csv").string();
        Numbers numbers(5);
        std::ofstream register_file(left), list(right);
        register_file << "pid,name,id_no,sex,birth,village\n";
        list << "rec,name,id_no,remark,sex,birth,village\r\n";
        for (int i = 1; i <= 4000; ++i) {
            auto const person = some_person(numbers);
            write(register_file, "P" + std::to_string(i), person, "", "\n");
            if (numbers.one_in(60))
                write(register_file, "Q" + std::to_string(i), changed(person, numbers), "", "\n");
            if (!numbers.one_in(10))
                write(list, "R" + std::to_string(i), changed(person, numbers),
                      numbers.one_in(2) ? "\"a \"\"b\"\", c\"," : ",", "\r\n");
        }
    }
    ~Files() { std::filesystem::remove_all(folder); }
    Files(Files &&) = delete;

    static void write(std::ofstream &out, std::string const &id, Person const &person,
                      std::string const &remark, std::string const &end) {
        out << id << ',' << person.name << ',' << person.number << ',' << remark << person.sex
            << ',' << person.birth << ',' << person.village << end;
    }
    std::filesystem::path folder;
    std::string left, right;
};

// Independent of order within the file, with a hundredth of a bit of play.
std::uint64_t sum_of(Outcome const &outcome, Table const &left, Table const &right) {
    std::uint64_t sum = 0;
    for (auto const &one : outcome.links) {
        auto const text = std::string(left.id(one.left)) + "|" + std::string(right.id(one.right)) +
                          "|" + std::string(to_string(one.verdict));
        sum += hash_text(text) * static_cast<std::uint64_t>(1000 + std::lround(one.score * 10));
    }
    return sum;
}

std::uint64_t sum_of_file(std::string const &file) {
    std::uint64_t sum = 0;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) sum += hash_text(line);
    return sum;
}

} // namespace

TEST_CASE("the answers about a made register stay what they were") {
    Files const files;
    auto reading = read_model(base::read_file("models/person.toml"), "person.toml");
    REQUIRE(reading.faults.empty());
    for (unsigned const threads : {1U, 3U}) {
        Space space(reading.model);
        auto const left = read_csv(files.left, space, threads),
                   right = read_csv(files.right, space, threads);
        auto const links = link::link(space, left, right, {.threads = threads});
        CHECK(links.links.size() == 3655);
        CHECK(sum_of(links, left, right) == 3291523403340433535ULL);
        auto const conflicts = (files.folder / "conflicts.csv").string();
        CHECK(write_conflicts(conflicts, space, left, right, links) == 791);
        CHECK(sum_of_file(conflicts) == 12951996206412445433ULL);
        auto const duplicates = link::dedupe(space, left, {.threads = threads});
        CHECK(duplicates.links.size() == 71);
        CHECK(sum_of(duplicates, left, left) == 17065234437906636633ULL);
    }
}
