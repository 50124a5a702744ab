// What a batch says that is new: row by row, against what stood before it.
//
// For a batch that waits, "before" is now; for one that counts, the moment before it was accepted.
#pragma once

#include "pack/model.hpp"
#include "register/records.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace jingzhun::intake {

enum class RowKind { created, changed, conflicting, refused, ended };
std::string_view to_string(RowKind kind); // "new" "changed" "conflicting" "refused" "ended"

struct FieldChange {
    std::size_t field = 0;     // index of the register's fields
    base::Value before, after; // missing: was not known, is not said any more
    // Set where another source says otherwise and is the one the county believes now.
    std::optional<registry::Origin> other;
};

// One statement of the batch, or one refused row. Rows that repeat what the source had said are not
// kept and so not here: Batch::unchanged counts them.
struct PreviewRow {
    RowKind kind = RowKind::created;
    int row = 0;                                // in the file; 0 of what it does not hold any more
    pack::Register const *definition = nullptr; // null: refused
    std::string key;
    std::vector<FieldChange> changes;    // of a new record: all it states
    std::vector<base::Problem> problems; // of a refused row
};

// Gives the rows in order of register and row until `take` answers false. A row that changes
// something and disagrees with another source is conflicting. Throws Error "batch_unknown".
void preview(store::Database &database, pack::Pack const &pack, int county, std::int64_t batch,
             std::function<bool(PreviewRow const &)> const &take);

} // namespace jingzhun::intake
