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

void judge(Model const &model, Links &links) {
    for (auto &link : links)
        link.verdict = link.score >= static_cast<float>(model.link)     ? Verdict::link
                       : link.score >= static_cast<float>(model.review) ? Verdict::review
                                                                        : Verdict::no;
}

namespace {

void take_second(Model const &model, Link &link, float better) {
    if (link.verdict == Verdict::no) return;
    link.verdict = better - link.score <= tie_bits ? Verdict::tie : Verdict::second;
    link.score = beaten(model, link.score);
}

// Right rows stand together, best first.
void take_best_of_right(Model const &model, Links &links) {
    float best = 0; // of the right row at hand
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (i == 0 || links[i].right != links[i - 1].right) best = links[i].score;
        else take_second(model, links[i], best);
    }
}

} // namespace

void take_best(Model const &model, Links &links) {
    if (model.one_to_one == OneToOne::no || links.empty()) return;
    if (model.one_to_one == OneToOne::right) return take_best_of_right(model, links);
    RowNumber rows_left = 0, rows_right = 0;
    for (auto const &link : links) {
        rows_left = std::max(rows_left, link.left);
        rows_right = std::max(rows_right, link.right);
    }
    std::vector<float> best_left(rows_left + 1, -INFINITY), best_right(rows_right + 1, -INFINITY);
    std::vector<std::size_t> order(links.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](auto i) { return links[i].score; });
    for (auto const i : order) {
        auto &link = links[i];
        auto const better = std::max(best_right[link.right], best_left[link.left]);
        if (better == -INFINITY) best_right[link.right] = best_left[link.left] = link.score;
        else take_second(model, link, better);
    }
}

} // namespace jingzhun::link
