// The user's own map from headers to columns, remembered per sender: whoever sends the same table
// every month says once what its columns mean.
#pragma once

#include "pack/model.hpp"
#include "store/ledger.hpp"

#include <string>
#include <utility>
#include <vector>

namespace jingzhun::intake {

// A header as it stands in the sender's files, and the column meant: any spelling the pack has.
using ColumnMap = std::vector<std::pair<std::string, std::string>>;

// "证件号=身份证号". Throws Error "column_map_malformed", and "column_unknown" with the nearest
// where no layout has such a column.
ColumnMap read_column_map(pack::Pack const &pack, std::vector<std::string> const &texts);

// What the sender said before; nothing for a sender who said nothing.
ColumnMap remembered_map(store::Database &database, int county, std::string const &sender);
// Adds to it, a later word about a header replacing the earlier. Requires: the write transaction is
// open, and an event follows in it.
void remember_map(store::Database &database, int county, std::string const &sender,
                  ColumnMap const &map);
// First those of `map`, then those of `more` about other headers.
ColumnMap join_maps(ColumnMap map, ColumnMap const &more);

} // namespace jingzhun::intake
