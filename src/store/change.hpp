// The log of changes: every change of a row that may change, before and after, by the event that
// made it.
//
// Table `change` is only added to: county, sequence (of the event), number (1, 2, 3 … in the
// event), table_name, row_key and `after` (both as lines, row_bytes.hpp; `after` NULL where the row
// was removed), salt. What stood before is in the row's previous change. Each event seals its part.
#pragma once

#include "base/error.hpp"
#include "store/seal.hpp"

#include <optional>
#include <span>

namespace jingzhun::store {

struct Change {
    std::string table, key;
    std::optional<std::string> after; // nothing: the row was removed
};

// What the rows that were touched have become since their last change in the log, in order of table
// and key. Rows that were changed behind the program's back before it touched them are told in
// `strange`. Rows of other counties are left in `touched`, of tables by batch too.
std::vector<Change> changes_of(Database &database, int county, std::vector<TouchedTable> &touched,
                               std::vector<base::Problem> &strange);

// Adds them to the log. Answers the seal; nothing where there are none.
std::optional<Seal> log_changes(Database &database, int county, std::int64_t sequence,
                                std::vector<Change> const &changes);

// How a row stood as the log last says.
struct LastChange {
    std::int64_t sequence = 0, number = 0;
    std::optional<std::string> after;
};
std::optional<LastChange> last_change(Database &database, int county, std::string_view table,
                                      std::string_view key);

} // namespace jingzhun::store
