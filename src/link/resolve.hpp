// From the scores of pairs by themselves to answers that fit together: one partner each, or
// clusters. Inside this folder only.
#pragma once

#include "link/link.hpp"

#include <vector>

namespace jingzhun::link {

// One-to-one. The best pair of a record keeps its score; the others never score as high as a link:
// they fall below `review` … `link`, in their order. Of pairs that score the same the one whose
// left row comes first is taken; those within a bit of it are ties.
void take_best(Model const &model, Links &links);

// Clusters of one table. Adds the pairs of a cluster that no block found.
std::vector<RowNumber> cluster(Model const &model, Comparer const &comparer, Scorer const &scorer,
                               RowNumber rows, Links &links);

// By score alone, where nothing else was decided.
void judge(Model const &model, Links &links);

} // namespace jingzhun::link
