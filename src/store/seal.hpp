// Seals: what an event found in a part of a table, as the root of a hash tree over its rows.
//
// The rows of a batch in a table by batch are sealed once and for ever, by the first event after
// they were written; rows of any other table are logged in the table `change` when they change, and
// the event seals its part of that. Seals are part of the event's leaf (event_leaf.hpp), so that
// the ledger's root covers every row. `marks` only help to say which row was changed; they prove
// nothing.
#pragma once

#include "base/error.hpp"
#include "store/sealed_row.hpp"
#include "store/touched.hpp"

#include <optional>
#include <span>

namespace jingzhun::store {

struct Seal {
    std::int64_t sequence = 0; // of the event that carries it
    std::string table;
    std::int64_t part = 0; // the batch; of table `change` the event itself
    std::int64_t rows = 0;
    Hash root{};       // over the rows in order of their primary key
    std::string marks; // of each row the first six bytes of its commitment
};

constexpr std::size_t mark_bytes = 6;
inline std::string_view mark_of(Hash const &commitment) {
    return bytes_of(commitment).substr(0, mark_bytes);
}

// Of the batches that are not sealed yet, in order of table and batch: the rows of them that were
// touched, read again. What stands there besides is added to `strange`.
std::vector<Seal> batch_seals(Database &database, int county, std::span<TouchedTable const> touched,
                              std::vector<base::Problem> &strange);
void keep_seals(Database &database, int county, std::int64_t sequence, std::span<Seal const> seals);

// Every county that has events, or had: one of which a checkpoint is signed.
std::vector<int> sealed_counties(Database &database);
// Of a table by batch, in order of the batches.
std::vector<Seal> seals_of(Database &database, int county, std::string_view table);
std::optional<Seal> seal_of(Database &database, int county, std::string_view table,
                            std::int64_t part);
// Of every table by batch, by the events that carry them, after `sequence` and up to `until`;
// without their marks.
std::vector<Seal> seals_after(Database &database, int county, std::int64_t sequence,
                              std::int64_t until = INT64_MAX);

} // namespace jingzhun::store
