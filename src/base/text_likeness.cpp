// How far apart two words are, and which of several is meant.
#include "base/text.hpp"

#include <algorithm>

namespace jingzhun::base {
namespace {

std::size_t distance(std::u32string_view a, std::u32string_view b) {
    // Three rows of the table are enough: a swap of neighbours looks two back.
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
            auto const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    return distance(to_code_points(a), to_code_points(b));
}

std::optional<std::string> nearest(std::string_view word, std::span<std::string const> candidates) {
    auto const wanted = to_code_points(fold(word));
    std::string const *best = nullptr;
    // One slip in three characters; a word in which everything differs is another word.
    auto limit = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    for (auto const &candidate : candidates) {
        auto const folded = to_code_points(fold(candidate));
        auto const far = distance(wanted, folded);
        if (far >= limit || far >= std::max(wanted.size(), folded.size())) continue;
        limit = far;
        best = &candidate;
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

} // namespace jingzhun::base
