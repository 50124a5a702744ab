// Likeness of Chinese characters, by tables that are part of the program.
#include "link/han.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <memory>
#include <vector>

namespace jingzhun::link {
namespace {

// Lines of a syllable and the characters read so; the second gives further readings.
constexpr std::string_view first_readings =
#include "../../data/han/pinyin.inc"
    ;
constexpr std::string_view second_readings =
#include "../../data/han/pinyin_second.inc"
    ;
// Pairs: a character, and the one that stands for its class.
constexpr std::string_view loose_pairs =
#include "../../data/han/loose.inc"
    ;

struct Tables {
    Han han;
    std::vector<std::string> syllables = {""};
};

std::size_t letters_of(std::string_view line) {
    std::size_t count = 0;
    while (count < line.size() && line[count] >= 'a' && line[count] <= 'z') ++count;
    return count;
}

Syllable number_of(std::vector<std::string> &syllables, std::string_view text) {
    for (std::size_t i = 1; i < syllables.size(); ++i)
        if (syllables[i] == text) return static_cast<Syllable>(i);
    syllables.emplace_back(text);
    return static_cast<Syllable>(syllables.size() - 1);
}

void read(Tables &tables, std::string_view lines, std::array<Syllable, 0x10000> &readings) {
    for (auto const line : base::split(lines, '\n')) {
        auto const letters = letters_of(line);
        if (letters == 0) continue;
        auto const number = number_of(tables.syllables, line.substr(0, letters));
        for (auto const point : base::to_code_points(line.substr(letters)))
            if (point < readings.size()) readings[point] = number;
    }
}

std::unique_ptr<Tables const> make_tables() {
    auto tables = std::make_unique<Tables>();
    auto &han = tables->han;
    han.reading.fill(0);
    han.second.fill(0);
    std::array<Syllable, 0x10000> first{}, second{};
    read(*tables, first_readings, first);
    read(*tables, second_readings, second);
    std::array<char16_t, 0x10000> loose;
    for (std::size_t i = 0; i < loose.size(); ++i) loose[i] = static_cast<char16_t>(i);
    auto const pairs = base::to_code_points(loose_pairs);
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
        if (pairs[i] < loose.size() && pairs[i + 1] < loose.size())
            loose[pairs[i]] = static_cast<char16_t>(pairs[i + 1]);
    for (std::size_t i = 0; i < loose.size(); ++i) {
        auto const simple = base::simplified(static_cast<char32_t>(i));
        han.simple[i] = static_cast<char16_t>(simple < loose.size() ? simple : i);
        han.loose[i] = loose[han.simple[i]];
        han.reading[i] = first[han.simple[i]];
        han.second[i] = second[han.simple[i]] != 0 ? second[han.simple[i]] : han.reading[i];
    }
    return tables;
}

Tables const &tables() {
    static auto const made = make_tables();
    return *made;
}

} // namespace

Han const &han() {
    static auto const &made = tables().han;
    return made;
}

std::string_view syllable_text(Syllable syllable) { return tables().syllables.at(syllable); }

std::string pinyin(std::string_view text) {
    std::string read;
    for (auto const point : base::to_code_points(text)) {
        auto const syllable = point < 0x10000 ? han().reading[point] : Syllable{0};
        if (syllable != 0) read += syllable_text(syllable);
        else read += base::to_utf8(std::u32string_view(&point, 1));
    }
    return read;
}

} // namespace jingzhun::link
