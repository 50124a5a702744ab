// What linkage found, as CSV files in UTF-8.
#pragma once

#include "link/link.hpp"

#include <optional>
#include <span>
#include <string>

namespace jingzhun::link {

// One row a pair: the two ids (under the headers of their files, with _l and _r where these are the
// same), score, verdict; of one table the cluster, named by the id of its first record. With a
// scorer the parts of the score follow: for each comparison the outcome and its bits, then the
// prior and the adjustments. `right` is `left` for one table.
void write_pairs(std::string const &file, Model const &model, Table const &left, Table const &right,
                 Outcome const &outcome, std::optional<Scorer> const &explain);

// One row a record of a cluster of two or more: the cluster, named by its
// earliest record's id, and the record's id.
void write_clusters(std::string const &file, Table const &table,
                    std::span<RowNumber const> clusters);

// One row for each field in which the two records of a link differ: ids, field, both values as
// they were read, and how they differ (the level that holds, "different", "missing left",
// "missing right"). Fields that only one of the files has are left out. Answers how many rows.
std::size_t write_conflicts(std::string const &file, Space const &space, Table const &left,
                            Table const &right, Outcome const &outcome);

} // namespace jingzhun::link
