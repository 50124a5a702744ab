// The characters of names from data/names, and how they are put together.
#include "demo/names.hpp"

#include "base/file.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace jingzhun::demo {
namespace {

// Rows of a small shipped table without its header; nothing in it is quoted.
std::vector<std::vector<std::string>> table(std::string_view path) {
    auto const text = base::read_file(base::shipped(path));
    std::vector<std::vector<std::string>> rows;
    bool header = true;
    for (auto line : base::split(text, '\n')) {
        line = base::trim(line);
        if (line.empty() || std::exchange(header, false)) continue;
        auto const cells = base::split(line, ',');
        rows.emplace_back(cells.begin(), cells.end());
    }
    return rows;
}

int era_of(int birth_year) { return birth_year < 1965 ? 0 : birth_year < 1995 ? 1 : 2; }

// Bytes of the character that starts at `at`.
std::size_t character_size(std::string_view text, std::size_t at) {
    auto const lead = static_cast<unsigned char>(text[at]);
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

} // namespace

void NameBook::Weighted::add(std::string text, std::int64_t weight) {
    texts.push_back(std::move(text));
    sums.push_back((sums.empty() ? 0 : sums.back()) + weight);
}

std::string const &NameBook::Weighted::draw(Random &random) const {
    auto const at = std::upper_bound(sums.begin(), sums.end(), random.below(sums.back()));
    return texts[static_cast<std::size_t>(at - sums.begin())];
}

NameBook::NameBook() {
    for (auto const &row : table("data/names/surnames.csv")) {
        if (base::fold(row[0]) == row[0]) surnames_.add(row[0], std::stoll(row[1]));
    }
    for (auto const &row : table("data/names/given.csv")) {
        given_[row[1] == "m" ? 0 : 1][static_cast<std::size_t>(std::stoi(row[2]) - 1)].add(
            row[0], std::stoll(row[3]));
    }
    for (auto const &row : table("data/names/traditional.csv"))
        traditional_.emplace(row[0], row[1]);
}

std::string const &NameBook::surname(Random &random) const { return surnames_.draw(random); }

std::string NameBook::given(base::Sex sex, int birth_year, std::string_view shared,
                            Random &random) const {
    int const era = era_of(birth_year);
    auto const &choices = characters(sex, era);
    if (shared.empty() && random.chance(era == 1 ? 0.35 : 0.12)) return choices.draw(random);
    auto text = shared.empty() ? choices.draw(random) : std::string(shared);
    auto second = choices.draw(random);
    if (second == text && era != 2) second = choices.draw(random); // 子子 is rare, 欣欣 is not
    return text + second;
}

std::string const &NameBook::generation_character(std::uint64_t lineage, int generation,
                                                  base::Sex sex, int birth_year) const {
    Random random(lineage, 21,
                  static_cast<std::uint64_t>(generation) * 2 + (sex == base::Sex::male ? 0 : 1));
    return characters(sex, era_of(birth_year)).draw(random);
}

std::string NameBook::traditional(std::string_view name) const {
    std::string text;
    for (std::size_t at = 0; at < name.size();) {
        auto const size = std::min(character_size(name, at), name.size() - at);
        auto const character = name.substr(at, size);
        auto const found = traditional_.find(character);
        text += found == traditional_.end() ? character : std::string_view(found->second);
        at += size;
    }
    return text;
}

} // namespace jingzhun::demo
