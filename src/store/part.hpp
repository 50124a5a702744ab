// One part of a table by batch as its seal's tree has it: the commitments of its rows in order of
// the primary key, of erased rows too. What proofs of single rows are made from.
#pragma once

#include "store/proof.hpp"
#include "store/seal.hpp"

namespace jingzhun::store {

// Of all rows of the part, as they stand now. Reads the whole table.
std::vector<Hash> commitments_of(Database &database, int county, SealedTable const &table,
                                 std::int64_t part);

// Where a row with that commitment stands among those of its part, from 0; nothing where the seal
// knows no such row. Reads the table only where the marks do not tell.
std::optional<std::uint64_t> place_in_part(Database &database, int county, SealedTable const &table,
                                           std::int64_t part, Hash const &commitment);

} // namespace jingzhun::store
