// Guesses the separator by how evenly each candidate divides the first lines.
#include "source/dialect.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace jingzhun::source {

namespace {

constexpr std::string_view candidates = ",\t;";
constexpr int lines_max = 50;
constexpr std::size_t text_max = std::size_t{64} << 10;

using Counts = std::array<int, candidates.size()>;

// Candidates in the record at the front of `text`, outside quotes; the record is removed from it.
Counts count_record(std::string_view &text) {
    Counts counts{};
    bool quoted = false;
    bool at_start = true;
    while (!text.empty()) {
        char const character = text.front();
        text.remove_prefix(1);
        std::size_t const candidate = candidates.find(character);
        if (character == '"' && (quoted || at_start)) {
            quoted = !quoted;
            at_start = false;
            continue;
        }
        if (quoted) continue;
        if (character == '\n' || character == '\r') break;
        at_start = candidate != std::string_view::npos;
        if (at_start) ++counts[candidate];
    }
    return counts;
}

} // namespace

char guess_separator(std::string_view text) {
    text = text.substr(0, text_max);
    std::array<std::map<int, int>, candidates.size()> lines_by_count;
    for (int line = 0; line < lines_max && !text.empty(); ++line) {
        Counts const counts = count_record(text);
        for (std::size_t i = 0; i < candidates.size(); ++i)
            if (counts[i] > 0) ++lines_by_count[i][counts[i]];
    }
    std::size_t best = 0;
    int best_score = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        for (auto const &[count, lines] : lines_by_count[i])
            if (count * lines > best_score) {
                best_score = count * lines;
                best = i;
            }
    return candidates[best];
}

std::string_view separator_name(char separator) {
    switch (separator) {
    case ',':
        return "comma";
    case '\t':
        return "tab";
    case ';':
        return "semicolon";
    default:
        return "declared separator";
    }
}

} // namespace jingzhun::source
