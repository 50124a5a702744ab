// Which rows a write transaction has touched, of the tables that seals cover (seal.hpp): what the
// next event looks at, so that its cost is that of what changed and not of what there is.
//
// It is a hint that may name too much (rows that were put back as they were, rows of a savepoint
// that was undone): what stands in the store is read again before it is logged. It never names too
// little.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::store {

using Fingerprint = std::array<unsigned char, 16>;
Fingerprint fingerprint_of(std::string_view lines); // the first half of their SHA-256

struct TouchedRow {
    std::int64_t county = 0; // 0 where the table has none
    std::string key;         // its primary key but for the county, as lines (row_bytes.hpp)
    // Of the other columns' lines as they stood before; nothing where there was no such row, and
    // for tables by batch, whose rows are only added.
    std::optional<Fingerprint> before;
};

struct TouchedTable {
    std::string name;
    // Not every row is named: the table was made just now, or more rows were added than are kept.
    bool whole = false;
    std::int64_t inserted = 0;
    bool only_inserted = true; // then `inserted` is how many rows the table has more
    std::vector<TouchedRow> rows;
};

} // namespace jingzhun::store
