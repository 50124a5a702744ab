// Header matching and guessing.
#include "intake/header_match.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace jingzhun::intake {
namespace {

// 工资性收入(元) as 工资性收入: what stands in brackets at the end is mostly a unit or a hint.
std::string without_hint(std::string const &key) {
    auto const open = key.rfind('(');
    return key.ends_with(')') && open != std::string::npos && open > 0 ? key.substr(0, open) : key;
}

using Known = std::unordered_map<std::string, int>;

Known headers_of(pack::Source const &source) {
    Known known;
    for (std::size_t i = 0; i < source.columns.size(); ++i)
        for (auto const &header : source.columns[i].headers)
            known.emplace(header_key(header), static_cast<int>(i));
    return known;
}

// How near two names are, 0 the same; nothing where they are not near at all. One name within the
// other counts as near: 证件号 and 证件号码.
std::optional<std::size_t> nearness(std::string const &a, std::string const &b) {
    auto const length = std::max(base::to_code_points(a).size(), base::to_code_points(b).size());
    auto const shorter = std::min(base::to_code_points(a).size(), base::to_code_points(b).size());
    if (shorter < 2) return std::nullopt;
    auto const distance = base::edit_distance(a, b);
    auto const within = a.find(b) != std::string::npos || b.find(a) != std::string::npos;
    if (distance * 3 <= length || (within && shorter >= 3 && distance <= 3)) return distance;
    return std::nullopt;
}

// The column not yet given that is nearest; nothing where two are equally near.
std::optional<std::size_t> nearest_column(pack::Source const &source, std::string const &key,
                                          std::vector<bool> const &taken) {
    std::optional<std::size_t> best, best_distance;
    bool tied = false;
    for (std::size_t i = 0; i < source.columns.size(); ++i) {
        if (taken[i]) continue;
        std::optional<std::size_t> distance;
        for (auto const &header : source.columns[i].headers)
            if (auto const one = nearness(key, header_key(header));
                one && (!distance || *one < *distance))
                distance = one;
        if (!distance || (best_distance && *distance > *best_distance)) continue;
        tied = best_distance && *distance == *best_distance;
        best = i;
        best_distance = distance;
    }
    return tied ? std::nullopt : best;
}

} // namespace

std::string header_key(std::string_view header) {
    auto key = base::fold(header);
    while (!key.empty() && (key.front() == '*' || key.back() == '*'))
        key = key.front() == '*' ? key.substr(1) : key.substr(0, key.size() - 1);
    for (std::string_view mark : {"(必填)", "(选填)"})
        if (key.ends_with(mark)) key.resize(key.size() - mark.size());
    if (key.ends_with(':')) key.pop_back();
    return key;
}

HeaderMatch match_header(pack::Source const &source, source::Row const &row, ColumnMap const &map) {
    auto const known = headers_of(source);
    HeaderMatch result;
    std::vector<bool> seen(source.columns.size());
    result.columns.assign(row.cells.size(), -1);
    auto const claim = [&](std::size_t place, std::string const &key) {
        auto const found = known.find(key);
        if (found == known.end() || seen[static_cast<std::size_t>(found->second)]) return;
        seen[static_cast<std::size_t>(found->second)] = true;
        result.columns[place] = found->second;
        ++result.matched;
    };
    std::vector<std::string> keys;
    for (auto const &cell : row.cells) keys.push_back(header_key(cell.text));
    for (std::size_t i = 0; i < keys.size(); ++i)
        for (auto const &[header, column] : map)
            if (!keys[i].empty() && header_key(header) == keys[i]) claim(i, header_key(column));
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (result.columns[i] < 0) claim(i, keys[i]);
    for (std::size_t i = 0; i < keys.size(); ++i) // only what no other header says exactly
        if (result.columns[i] < 0) claim(i, without_hint(keys[i]));
    for (std::size_t i = 0; i < source.columns.size(); ++i)
        if (source.columns[i].required && !seen[i])
            result.missing.push_back(source.columns[i].headers.front());
    return result;
}

std::vector<ColumnGuess> guess_columns(pack::Source const &source, source::Row const &row,
                                       HeaderMatch const &match) {
    std::vector<bool> taken(source.columns.size());
    for (auto const column : match.columns)
        if (column >= 0) taken[static_cast<std::size_t>(column)] = true;
    std::vector<ColumnGuess> guesses;
    for (std::size_t i = 0; i < match.columns.size(); ++i) {
        if (match.columns[i] >= 0) continue;
        auto const column = nearest_column(source, header_key(row.cells[i].text), taken);
        if (!column) continue;
        taken[*column] = true;
        guesses.push_back(
            {std::string(base::trim(row.cells[i].text)), source.columns[*column].headers.front()});
    }
    return guesses;
}

} // namespace jingzhun::intake
