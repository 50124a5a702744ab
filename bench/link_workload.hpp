// A register and a department's list of the same people, for link_bench: seeded, of any size.
//
// Families share surnames and villages, siblings a character, twins a birthday. The list has clean,
// mistyped, missing and strange identity numbers; the register has duplicates. County codes begin
// with 9, which no province has, so that no number can be a real person's.
#pragma once

#include "base/file.hpp"
#include "base/identity.hpp"
#include "base/text.hpp"
#include "demo/names.hpp"
#include "demo/random.hpp"
#include "link/dictionary.hpp"
#include "link/han.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace link_bench {

using namespace jingzhun;
using demo::Random;

struct Person {
    std::uint32_t household = 0, birth = 0;
    std::uint64_t village = 0;
    std::uint64_t id = 0; // the first 17 digits
    std::u16string name;
    bool male = true;
    std::uint8_t disabled = 0;
};

// Writes through a large buffer.
class Lines {
  public:
    explicit Lines(std::string const &file) : file_(std::fopen(file.c_str(), "wb")) {}
    ~Lines() {
        flush();
        std::fclose(file_);
    }
    Lines(Lines &&) = delete;
    template <class... Parts> void line(fmt::format_string<Parts...> form, Parts &&...parts) {
        fmt::format_to(std::back_inserter(text_), form, std::forward<Parts>(parts)...);
        text_ += '\n';
        if (text_.size() > 1 << 20) flush();
    }

  private:
    void flush() {
        std::fwrite(text_.data(), 1, text_.size(), file_);
        text_.clear();
    }
    std::FILE *file_;
    std::string text_;
};

inline std::string eighteen(std::uint64_t digits) {
    auto text = fmt::format("{:017}", digits);
    return text + base::check_character(text);
}

inline std::string utf8(std::u16string const &name) {
    std::u32string points(name.begin(), name.end());
    return base::to_utf8(points);
}

// Characters that a hand writes for others.
class Characters {
  public:
    Characters() {
        auto const text = base::read_file(base::shipped("data/han/common.inc"));
        for (auto const point : base::to_code_points(text)) {
            if (point < 0x4E00 || point > 0x9FFF) continue;
            auto const c = static_cast<char16_t>(point);
            common_.push_back(c);
            if (auto const syllable = link::han().reading[c]; syllable != 0)
                alike_[syllable].push_back(c);
        }
    }
    char16_t any(Random &random) const { return pick(common_, random); }
    char16_t alike(char16_t c, Random &random) const {
        auto const found = alike_.find(link::han().reading[c]);
        return found == alike_.end() ? c : pick(found->second, random);
    }

  private:
    static char16_t pick(std::vector<char16_t> const &from, Random &random) {
        return from[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(from.size())))];
    }
    std::vector<char16_t> common_;
    std::unordered_map<link::Syllable, std::vector<char16_t>> alike_;
};

class Workload {
  public:
    Workload(std::string folder, std::size_t size, std::uint64_t seed)
        : folder_(std::move(folder)), size_(size), random_(seed, 1, size) {}

    void write() {
        people();
        write_register();
        write_list();
    }

  private:
    static std::uint32_t date(int year, int month, int day) {
        return static_cast<std::uint32_t>(year * 10000 + month * 100 + day);
    }
    std::uint32_t some_birth(int from, int to) {
        return date(static_cast<int>(random_.between(from, to)),
                    static_cast<int>(random_.between(1, 12)),
                    static_cast<int>(random_.between(1, 28)));
    }

    static std::u16string narrow(std::string const &text) {
        std::u16string out;
        for (auto const point : base::to_code_points(text)) out += static_cast<char16_t>(point);
        return out;
    }

    std::u16string given(bool male, int year, std::u16string const &shared) {
        auto name =
            narrow(names_.given(male ? base::Sex::male : base::Sex::female, year, "", random_));
        // A tail of rarer characters, as among real names.
        for (auto &c : name)
            if (random_.chance(0.25)) c = characters_.any(random_);
        if (!shared.empty() && name.size() == 2) name[0] = shared[0];
        return name;
    }

    void number(Person &person) {
        auto const home = person.village / 1000000;
        for (;;) {
            auto const area = random_.chance(0.85)
                                  ? home
                                  : 900000 + static_cast<std::uint64_t>(random_.below(3000));
            auto const order =
                static_cast<std::uint64_t>(random_.below(500)) * 2 + (person.male ? 1 : 0);
            person.id = (area * 100000000 + person.birth) * 1000 + order;
            if (used_.insert(person.id).second) return;
        }
    }

    void people() {
        auto const villages = std::max<std::size_t>(size_ / 150, 1);
        auto const originals = size_ - size_ / 100;
        people_.reserve(size_);
        used_.reserve(size_ * 5 / 4);
        for (std::uint32_t household = 1; people_.size() < originals; ++household)
            family(household, villages, originals);
        used_ = {};
    }

    void family(std::uint32_t household, std::size_t villages, std::size_t most) {
        auto const village =
            static_cast<std::uint64_t>(random_.below(static_cast<std::int64_t>(villages)));
        auto const code = (900000 + village / 200) * 1000000 + (100 + village / 20 % 10) * 1000 +
                          200 + village % 20;
        auto const surname = narrow(names_.surname(random_));
        auto const members = random_.between(1, 6);
        std::u16string shared;
        if (random_.chance(0.3)) shared = characters_.any(random_);
        for (std::int64_t i = 0; i < members && people_.size() < most; ++i) {
            Person person;
            person.household = household;
            person.village = code;
            person.male = random_.chance(0.5);
            auto const child = i >= 2;
            person.birth = child ? some_birth(1985, 2019) : some_birth(1938, 1992);
            auto const own = random_.chance(0.65) ? surname : narrow(names_.surname(random_));
            person.name = own + given(person.male, static_cast<int>(person.birth / 10000),
                                      child ? shared : std::u16string());
            person.disabled = random_.chance(0.06) ? 1 : 0;
            number(person);
            people_.push_back(person);
            if (!random_.chance(0.008) || people_.size() >= most) continue;
            auto twin = person; // the same day, the same village
            twin.male = random_.chance(0.5);
            auto const common = random_.chance(0.5) ? person.name.substr(own.size(), 1) : shared;
            twin.name = own + given(twin.male, static_cast<int>(twin.birth / 10000), common);
            number(twin);
            people_.push_back(twin);
        }
    }

    std::u16string variant(std::u16string name) {
        auto const at = static_cast<std::size_t>(
            random_.between(1, static_cast<std::int64_t>(name.size()) - 1));
        switch (random_.below(10)) {
        case 0:
        case 1:
        case 2:
            return narrow(names_.traditional(utf8(name)));
        case 3:
        case 4:
        case 5:
            name[at] = characters_.alike(name[at], random_);
            return name;
        case 6:
        case 7:
            name[at] = characters_.any(random_);
            return name;
        case 8:
            if (name.size() > 2) name.erase(at, 1);
            return name;
        default:
            name.insert(1, u"　");
            return name;
        }
    }

    std::string mistyped(std::string id) {
        auto const last = static_cast<std::int64_t>(id.size()) - 2;
        auto const at = static_cast<std::size_t>(random_.between(0, last));
        auto const was = id[at];
        while (id[at] == was) id[at] = static_cast<char>('0' + random_.below(10));
        return id;
    }

    std::string village_of(Person const &person) {
        if (random_.chance(0.01)) return "";
        auto village = person.village;
        if (random_.chance(0.02))
            village = village / 1000 * 1000 + 200 + static_cast<std::uint64_t>(random_.below(20));
        else if (random_.chance(0.02))
            village = village / 1000000 * 1000000 +
                      (100 + static_cast<std::uint64_t>(random_.below(10))) * 1000 + 200;
        return std::to_string(village);
    }

    std::string birth_of(Person const &person) {
        if (random_.chance(0.005)) return "";
        auto birth = person.birth;
        if (random_.chance(0.01))
            birth = some_birth(static_cast<int>(birth / 10000), static_cast<int>(birth / 10000));
        return fmt::format("{}-{:02}-{:02}", birth / 10000, birth / 100 % 100, birth % 100);
    }

    void register_line(Lines &lines, std::size_t number, Person const &person,
                       std::u16string const &name, std::string const &id) {
        lines.line("P{:08},{},{},{},{}-{:02}-{:02},{},{},1{:010},汉族,{}", number, utf8(name), id,
                   person.male ? "男" : "女", person.birth / 10000, person.birth / 100 % 100,
                   person.birth % 100, person.village, person.household,
                   mixed(person.household) % 10000000000, person.disabled);
    }
    static std::uint64_t mixed(std::uint64_t value) { return link::mix(value); }

    // A record that stands before row `row` and is no copy.
    static std::uint32_t earlier(std::vector<std::uint32_t> const &rows, std::size_t row,
                                 std::size_t originals) {
        for (auto draw = link::mix(row + 1);; draw = link::mix(draw + 1))
            if (auto const of = rows[draw % std::max<std::size_t>(row, 1)]; of < originals)
                return of;
    }

    // Who is registered twice was there before: a copy stands after what it repeats.
    void write_register() {
        Lines lines(folder_ + "/registry.csv"), truth(folder_ + "/truth_dup.csv");
        lines.line("pid,name,id_no,sex,birth,village,hh,phone,eth,disab");
        auto const originals = people_.size();
        auto const copies = size_ - originals;
        std::vector<std::uint32_t> rows(size_);
        for (std::size_t i = 0; i < size_; ++i) rows[i] = static_cast<std::uint32_t>(i);
        for (std::size_t i = 0; i < copies; ++i) // copy i stands among the others
            std::swap(rows[originals + i], rows[static_cast<std::size_t>(random_.below(
                                               static_cast<std::int64_t>(originals)))]);
        number_.resize(originals);
        for (std::size_t i = 0; i < size_; ++i)
            if (rows[i] < originals) number_[rows[i]] = static_cast<std::uint32_t>(i + 1);
        for (std::size_t i = 0; i < size_; ++i) {
            if (rows[i] < originals) {
                auto const &person = people_[rows[i]];
                register_line(lines, i + 1, person, person.name, eighteen(person.id));
            } else {
                auto const of = earlier(rows, i, originals);
                copy(lines, i + 1, people_[of]);
                truth.line("P{:08},P{:08}", number_[of], i + 1);
            }
        }
    }

    void copy(Lines &lines, std::size_t number_of_row, Person person) {
        auto const name = random_.chance(0.1) ? variant(person.name) : person.name;
        auto id = eighteen(person.id);
        auto const kind = random_.below(100);
        if (kind >= 92) { // another valid number
            person.id = person.id / 1000 * 1000 + static_cast<std::uint64_t>(random_.below(1000));
            id = eighteen(person.id);
        } else if (kind >= 80) {
            id = "";
        } else if (kind >= 70 && person.birth < 20000000) {
            id = id.substr(0, 6) + id.substr(8, 9);
        } else if (kind >= 40) {
            id = mistyped(id);
        }
        register_line(lines, number_of_row, person, name, id);
    }

    void write_list() {
        Lines lines(folder_ + "/dept.csv"), truth(folder_ + "/truth_dept.csv"),
            typos(folder_ + "/truth_typo.csv");
        lines.line("rec,name,id_no,sex,birth,village,disab,attr");
        std::vector<std::uint32_t> order(people_.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1],
                      order[static_cast<std::size_t>(random_.below(static_cast<std::int64_t>(i)))]);
        for (std::size_t i = 0; i < size_; ++i) {
            auto person = people_[order[i % order.size()]];
            auto const kind = random_.below(100);
            auto id = eighteen(person.id);
            if (kind < 2) { // nobody of the register
                person.birth = some_birth(1938, 2019);
                person.name = narrow(names_.surname(random_)) +
                              given(person.male, static_cast<int>(person.birth / 10000), u"");
                person.id =
                    ((900000 + static_cast<std::uint64_t>(random_.below(3000))) * 100000000 +
                     person.birth) *
                        1000 +
                    static_cast<std::uint64_t>(random_.below(1000));
                id = eighteen(person.id);
            } else {
                truth.line("R{:08},P{:08}", i + 1, number_[order[i % order.size()]]);
                if (kind < 5) id = "";
                else if (kind < 10) id = mistyped(id);
                else if (kind < 12) id += " ";
                else if (kind < 13 && id.back() == 'X') id.back() = 'x';
                if (kind >= 5 && kind < 10)
                    typos.line("R{:08},P{:08}", i + 1, number_[order[i % order.size()]]);
            }
            auto const name = random_.chance(0.03) ? variant(person.name) : person.name;
            auto const male = random_.chance(0.002) ? !person.male : person.male;
            auto const disabled = random_.chance(0.03) ? 1 - person.disabled : person.disabled;
            auto const birth = birth_of(person), village = village_of(person);
            lines.line("R{:08},{},{},{},{},{},{},{}", i + 1, utf8(name), id, male ? "男" : "女",
                       birth, village, disabled, random_.below(100));
        }
    }

    std::string folder_;
    std::size_t size_;
    Random random_;
    demo::NameBook names_;
    Characters characters_;
    std::vector<Person> people_;
    std::vector<std::uint32_t> number_; // of the register's row, by person
    std::unordered_set<std::uint64_t> used_;
};

} // namespace link_bench
