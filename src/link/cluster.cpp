// Clusters of one table.
#include "link/resolve.hpp"

#include <algorithm>
#include <numeric>

namespace jingzhun::link {
namespace {

RowNumber root(std::vector<RowNumber> &up, RowNumber row) {
    while (up[row] != row) row = up[row] = up[up[row]];
    return row;
}

} // namespace

std::vector<RowNumber> cluster(Model const &model, Comparer const &, Scorer const &, RowNumber rows,
                               std::vector<Link> &links) {
    std::vector<RowNumber> up(rows);
    std::iota(up.begin(), up.end(), RowNumber{0});
    for (auto const &link : links) {
        if (link.score < static_cast<float>(model.link)) continue;
        auto const a = root(up, link.left), b = root(up, link.right);
        up[std::max(a, b)] = std::min(a, b);
    }
    for (RowNumber row = 0; row < rows; ++row) up[row] = root(up, row);
    return up;
}

} // namespace jingzhun::link
