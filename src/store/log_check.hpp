// The tables whose rows may change against the log of their changes (change.hpp).
#pragma once

#include "store/change.hpp"

namespace jingzhun::store {

// A row that does not stand as the log last says.
struct Difference {
    enum class How { changed, added, removed };
    How how = How::changed;
    std::string table, key; // key: as lines
};
base::Problem problem_of(Difference const &difference); // seal_row_changed, …_added, …_removed

// All of them, at most `most`. Reads the log and the tables once, in bounded memory: rows are
// compared by fingerprints that nobody can foresee.
std::vector<Difference> differences_from_log(Database &database, int county,
                                             std::size_t most = SIZE_MAX);
// The same, of a long log only the rows that changed last: in a moment, whatever its length.
std::vector<Difference> recent_differences_from_log(Database &database, int county);

// What has become of those rows, to be logged.
std::vector<Change> changes_of(Database &database, int county,
                               std::vector<Difference> const &differences);

} // namespace jingzhun::store
