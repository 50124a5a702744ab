// One partner each.
#include "link/resolve.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace jingzhun::link {
namespace {

constexpr float tie_bits = 1;

// Scores that are no link any more, still in their order: review … link is narrow, so that all of
// them stand between the links and what is not worth looking at.
float beaten(Model const &model, float score) {
    auto const link = static_cast<float>(model.link);
    auto const width = static_cast<float>(model.link - model.review) / 4;
    auto const above = std::max(0.0F, score - link);
    return std::min(score, link - width / (1 + above / 16) * 0.5F - 0.01F);
}

} // namespace

void judge(Model const &model, std::vector<Link> &links) {
    for (auto &link : links)
        link.verdict = link.score >= static_cast<float>(model.link)     ? Verdict::link
                       : link.score >= static_cast<float>(model.review) ? Verdict::review
                                                                        : Verdict::no;
}

void take_best(Model const &model, std::vector<Link> &links) {
    if (model.one_to_one == OneToOne::no || links.empty()) return;
    auto const both = model.one_to_one == OneToOne::both;
    RowNumber rows_left = 0, rows_right = 0;
    for (auto const &link : links) {
        rows_left = std::max(rows_left, link.left);
        rows_right = std::max(rows_right, link.right);
    }
    std::vector<float> best_left(both ? rows_left + 1 : 0, -INFINITY);
    std::vector<float> best_right(rows_right + 1, -INFINITY);
    std::vector<std::size_t> order(links.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Links come best first for each right row; only where left rows compete too, order matters.
    if (both)
        std::ranges::stable_sort(order, std::ranges::greater{},
                                 [&](auto i) { return links[i].score; });
    for (auto const i : order) {
        auto &link = links[i];
        auto better = best_right[link.right];
        if (both) better = std::max(better, best_left[link.left]);
        if (better == -INFINITY) {
            best_right[link.right] = link.score;
            if (both) best_left[link.left] = link.score;
            continue;
        }
        if (link.verdict == Verdict::no) continue;
        link.verdict = better - link.score <= tie_bits ? Verdict::tie : Verdict::second;
        link.score = beaten(model, link.score);
    }
}

} // namespace jingzhun::link
