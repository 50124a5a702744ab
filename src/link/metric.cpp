// Jaro, Jaro-Winkler, edit distance, words in common, Soundex.
#include "link/metric.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <vector>

namespace jingzhun::link {
namespace {

constexpr std::size_t short_text = 64;

// Matches within the window, a's against b's; bit i of a mask is character i.
double jaro_short(std::u32string_view a, std::u32string_view b) {
    auto const longest = std::max(a.size(), b.size());
    auto const window = longest / 2 == 0 ? 0 : longest / 2 - 1;
    std::uint64_t of_a = 0, of_b = 0;
    std::size_t matches = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const end = std::min(b.size(), i + window + 1);
        for (auto j = i > window ? i - window : 0; j < end; ++j) {
            if ((of_b >> j & 1) != 0 || a[i] != b[j]) continue;
            of_a |= std::uint64_t{1} << i;
            of_b |= std::uint64_t{1} << j;
            ++matches;
            break;
        }
    }
    if (matches == 0) return 0;
    std::size_t out_of_order = 0;
    for (std::size_t i = 0, j = 0; i < a.size(); ++i) {
        if ((of_a >> i & 1) == 0) continue;
        while ((of_b >> j & 1) == 0) ++j;
        if (a[i] != b[j++]) ++out_of_order;
    }
    auto const m = static_cast<double>(matches);
    return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
            (m - static_cast<double>(out_of_order / 2)) / m) /
           3;
}

// Three rows of the table: a swap of neighbours looks two back.
std::size_t distance_in(std::u32string_view a, std::u32string_view b, std::size_t most,
                        std::size_t *before, std::size_t *last, std::size_t *row) {
    std::iota(last, last + b.size() + 1, std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto least = row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto cost = std::min(
                {last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U), last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost = std::min(cost, before[j - 2] + 1);
            row[j] = cost;
            least = std::min(least, cost);
        }
        if (least > most) return most + 1;
        std::swap(before, last);
        std::swap(last, row);
    }
    return std::min(last[b.size()], most + 1);
}

// Whether one change, swap, or character more makes two different texts equal. Requires: a is the
// shorter by at most one.
bool one_slip(std::u32string_view a, std::u32string_view b) {
    std::size_t at = 0;
    while (at < a.size() && a[at] == b[at]) ++at;
    if (a.size() < b.size()) return a.substr(at) == b.substr(at + 1);
    if (a.substr(at + 1) == b.substr(at + 1)) return true;
    return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
           a.substr(at + 2) == b.substr(at + 2);
}

std::vector<std::u32string_view> words_of(std::u32string_view text) {
    std::vector<std::u32string_view> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(U' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

} // namespace

double jaro(std::u32string_view a, std::u32string_view b) {
    if (a == b) return 1;
    if (a.empty() || b.empty()) return 0;
    // Matches are taken greedily, so that the order of the two could tell; it must not.
    if (a.size() > b.size() || (a.size() == b.size() && b < a)) std::swap(a, b);
    // A mask has 64 places; what is longer is told apart by its beginning.
    return jaro_short(a.substr(0, short_text), b.substr(0, short_text));
}

double jaro_winkler(std::u32string_view a, std::u32string_view b) {
    auto const plain = jaro(a, b);
    auto const most = std::min({a.size(), b.size(), std::size_t{4}});
    std::size_t common = 0;
    while (common < most && a[common] == b[common]) ++common;
    return plain + 0.1 * static_cast<double>(common) * (1 - plain);
}

std::size_t distance(std::u32string_view a, std::u32string_view b, std::size_t most) {
    if (a == b) return 0;
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > most) return most + 1;
    if (most == 1) return one_slip(a, b) ? 1 : 2;
    if (b.size() < short_text) {
        std::array<std::size_t, short_text> before, last, row;
        return distance_in(a, b, most, before.data(), last.data(), row.data());
    }
    std::vector<std::size_t> rows(3 * (b.size() + 1));
    auto *const start = rows.data();
    return distance_in(a, b, most, start, start + b.size() + 1, start + 2 * (b.size() + 1));
}

double common_words(std::u32string_view a, std::u32string_view b) {
    auto const of_a = words_of(a);
    auto of_b = words_of(b);
    auto const total = of_a.size() + of_b.size();
    if (total == 0) return 1;
    double common = 0;
    std::vector<std::u32string_view> rest;
    for (auto const &word : of_a) {
        auto const found = std::ranges::find(of_b, word);
        if (found == of_b.end()) {
            rest.push_back(word);
            continue;
        }
        of_b.erase(found);
        common += 1;
    }
    for (auto const &word : rest) {
        auto const found = std::ranges::find_if(
            of_b, [&](auto other) { return word.size() > 2 && distance(word, other, 1) <= 1; });
        if (found == of_b.end()) continue;
        of_b.erase(found);
        common += 0.5;
    }
    return 2 * common / static_cast<double>(total);
}

std::string soundex(std::string_view text) {
    //                              abcdefghijklmnopqrstuvwxyz   (- neither counts nor separates)
    constexpr std::string_view codes = "01230120022455012623010202";
    std::string code;
    char last = '0';
    for (auto c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c < 'a' || c > 'z') continue;
        auto const digit = codes[static_cast<std::size_t>(c - 'a')];
        if (code.empty()) {
            code = static_cast<char>(c - 'a' + 'A');
        } else if (c == 'h' || c == 'w') {
            continue; // consonants around them are one
        } else if (digit != '0' && digit != last) {
            code += digit;
        }
        last = digit;
        if (code.size() == 4) return code;
    }
    if (!code.empty()) code.append(4 - code.size(), '0');
    return code;
}

} // namespace jingzhun::link
