// Batches: one import of one sheet of one file, and whether its statements count.
#pragma once

#include "base/date.hpp"
#include "base/error.hpp"
#include "store/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::registry {

// Only accepted ones count. A held one waits for a second person; one that is
// loading is being read in, or its reading broke off (load.hpp).
enum class BatchState { accepted, staged, rolled_back, held, loading };
std::string_view to_string(BatchState state);

struct Batch {
    std::int64_t id = 0;
    int county = 0;
    std::string file, sheet, source, file_hash;
    std::string actor, reason;
    base::Instant recorded_at = 0;
    base::Instant accepted_at =
        0; // 0: never; an accepted batch without it was accepted when recorded
    base::Instant rolled_back_at = 0; // 0: never
    // The ledger's last event before it was accepted, and before it was taken back: the order of
    // knowing that no clock can change. insert_batch, accept and roll_back see to them.
    std::int64_t accepted_after = 0, rolled_back_after = 0;
    BatchState state = BatchState::accepted;
    // A large file is read in parts, each of them a batch in the store: the first
    // of them, whose number stands for all. 0: this one is no further part.
    std::int64_t part_of = 0;
    bool correction = false; // what it says replaces what was wrong, from the same day
    base::Date valid_from = base::date_min; // for rows that carry no date of their own
    std::int64_t rows = 0, accepted = 0, rejected = 0, created = 0, updated = 0, unchanged = 0,
                 linked = 0, conflicts = 0;
};

// What was known: at a time, and when the ledger had that many events. A time is what people ask
// for; an event's number stays true when a clock was set back.
struct Known {
    base::Instant at = INT64_MAX;
    std::int64_t position = INT64_MAX;
};

// Do its statements count for who knew what was known then? From its acceptance to its rollback.
bool counts(Batch const &batch, Known const &known = {});
// The number of the ledger's last event; 0 where there is none.
std::int64_t ledger_position(store::Database &database, int county);

// The number that stands for the batch: of a further part that of its first.
inline std::int64_t whole_of(Batch const &batch) {
    return batch.part_of == 0 ? batch.id : batch.part_of;
}
// The batch and its further parts, ascending.
std::vector<std::int64_t> parts_of(store::Database &database, int county, std::int64_t id);

// Answers its id, 1, 2, 3 … in each county; `batch.id` is not looked at.
std::int64_t insert_batch(store::Database &database, Batch const &batch);
// Everything but id and county: counts, state, times.
void update_batch(store::Database &database, Batch const &batch);
// The same, and state and times of its further parts.
void update_whole(store::Database &database, Batch const &batch);
std::vector<Batch> list_batches(store::Database &database, int county);
std::optional<Batch> find_batch(store::Database &database, int county, std::int64_t id);

// A row that was refused or is doubtful, kept with its cells so that nothing is lost.
struct RefusedRow {
    std::int64_t batch = 0;
    int row = 0;
    bool refused = true; // false: accepted with a remark
    std::vector<base::Problem> problems;
    std::vector<std::string> cells; // as read
    std::string name, identity;     // what could be read of them, for "could it be this person?"
};
// In the order of calls, whatever the row. Requires: the batch is there.
void insert_refused(store::Database &database, int county, RefusedRow const &row);
std::vector<RefusedRow> list_refused(store::Database &database, int county, std::int64_t batch);

} // namespace jingzhun::registry
