// Clusters of one table: pairs of one entity vouch for each other.
//
// Links are taken best first. Two clusters join where their records are alike on the whole, those
// pairs counted that no block found; so that one chance likeness cannot chain strangers together.
// Every pair of a cluster then scores at least what its two parts joined with.
#include "link/resolve.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace jingzhun::link {
namespace {

constexpr std::size_t looked_at = 8; // records of each cluster that are compared
constexpr float most_said = 20;      // bits that one pair may add to, or take from, the mean

std::uint64_t word_of(RowNumber a, RowNumber b) {
    return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
}

class Clusters {
  public:
    Clusters(Model const &model, Comparer const &comparer, Scorer const &scorer, RowNumber rows)
        : model_(model), comparer_(comparer), scorer_(scorer), up_(rows) {
        std::iota(up_.begin(), up_.end(), RowNumber{0});
    }

    void take(Link const &link) {
        auto a = root(link.left), b = root(link.right);
        if (a == b) return;
        if (b < a) std::swap(a, b); // the first record names the cluster
        auto const of_a = members(a), of_b = members(b);
        if (of_a.size() + of_b.size() > model_.block_most) return;
        auto const alike = std::min(link.score, likeness(of_a, of_b));
        if (alike < static_cast<float>(model_.join)) return;
        for (auto const x : of_a)
            for (auto const y : of_b) raised_.push_back({word_of(x, y), alike});
        up_[b] = a;
        auto &joined = members_[a];
        if (joined.empty()) joined.push_back(a);
        joined.insert(joined.end(), of_b.begin(), of_b.end());
        members_.erase(b);
    }

    // Raises the links of clusters and adds those that were not there; in order of rows.
    void finish(Links &links) {
        std::ranges::sort(raised_, {}, &Raised::pair);
        auto const order = [](Link const &link) { return word_of(link.left, link.right); };
        std::ranges::sort(links, {}, order);
        std::vector<Link> added;
        auto next = links.begin();
        for (auto const &[pair, score] : raised_) {
            while (next != links.end() && order(*next) < pair) ++next;
            if (next != links.end() && order(*next) == pair) {
                next->score = std::max(next->score, score);
                continue;
            }
            Pair const rows{static_cast<RowNumber>(pair >> 32), static_cast<RowNumber>(pair)};
            added.push_back({.left = rows.left,
                             .right = rows.right,
                             .score = score,
                             .same = comparer_.identical(rows),
                             .pattern = comparer_.compare(rows)});
        }
        auto const middle = static_cast<std::ptrdiff_t>(links.size());
        links.insert(links.end(), added.begin(), added.end());
        std::ranges::inplace_merge(links, links.begin() + middle, {}, order);
    }

    std::vector<RowNumber> first_rows() {
        for (RowNumber row = 0; row < up_.size(); ++row) up_[row] = root(row);
        return up_;
    }

  private:
    struct Raised {
        std::uint64_t pair;
        float score;
    };

    RowNumber root(RowNumber row) {
        while (up_[row] != row) row = up_[row] = up_[up_[row]];
        return row;
    }

    std::vector<RowNumber> members(RowNumber first) const {
        auto const found = members_.find(first);
        return found == members_.end() ? std::vector<RowNumber>{first} : found->second;
    }

    float likeness(std::vector<RowNumber> const &a, std::vector<RowNumber> const &b) const {
        if (a.size() == 1 && b.size() == 1) return INFINITY; // the link itself says it
        auto const some_a = std::min(a.size(), looked_at), some_b = std::min(b.size(), looked_at);
        float sum = 0;
        for (std::size_t i = 0; i < some_a; ++i)
            for (std::size_t j = 0; j < some_b; ++j) {
                auto const x = a[i * a.size() / some_a], y = b[j * b.size() / some_b];
                Pair const pair{std::min(x, y), std::max(x, y)};
                sum +=
                    std::clamp(scorer_.score(pair, comparer_.compare(pair)), -most_said, most_said);
            }
        return sum / static_cast<float>(some_a * some_b);
    }

    Model const &model_;
    Comparer const &comparer_;
    Scorer const &scorer_;
    std::vector<RowNumber> up_;
    // Of clusters of more than one, by first record.
    std::unordered_map<RowNumber, std::vector<RowNumber>> members_;
    std::vector<Raised> raised_;
};

} // namespace

std::vector<RowNumber> cluster(Model const &model, Comparer const &comparer, Scorer const &scorer,
                               RowNumber rows, Links &links) {
    Clusters clusters(model, comparer, scorer, rows);
    std::vector<std::size_t> order(links.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](auto i) { return links[i].score; });
    for (auto const i : order) {
        if (links[i].score < static_cast<float>(model.join)) break;
        clusters.take(links[i]);
    }
    if (model.clusters) clusters.finish(links);
    return clusters.first_rows();
}

} // namespace jingzhun::link
