// Taking a batch back, or accepting a staged one: its statements stay, they only stop or start to
// count.
#pragma once

#include "pack/model.hpp"
#include "register/batch.hpp"

namespace jingzhun::registry {

// One transaction with its event ("rollback"). Throws Error "batch_unknown", "batch_rolled_back"
// (it was already), "batch_needed" (a later batch of the same source left out what this one had
// said already: taking this one back would lose that; the later one goes first). Answers the batch
// as it is now.
Batch roll_back(store::Database &database, store::Actor const &actor, int county, std::int64_t id);

// One transaction with its event ("accept"). Throws Error "batch_unknown", "batch_not_staged",
// "batch_outdated" (another batch of its source was accepted or taken back since it was staged:
// what is unchanged in it may not be any more), "batch_needs_another" (held, and `actor` brought
// it).
Batch accept(store::Database &database, store::Actor const &actor, int county, std::int64_t id);

// The same, and in the same transaction the rows of its registers are linked anew (link_rows.hpp).
Batch roll_back(store::Database &database, pack::Pack const &pack, store::Actor const &actor,
                int county, std::int64_t id);
Batch accept(store::Database &database, pack::Pack const &pack, store::Actor const &actor,
             int county, std::int64_t id);

} // namespace jingzhun::registry
