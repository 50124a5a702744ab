// Taking a batch back, or accepting a staged one: its statements stay, they only stop or start to
// count.
#pragma once

#include "register/batch.hpp"

namespace jingzhun::registry {

// One transaction with its event ("rollback"). Throws Error "batch_unknown", "batch_rolled_back"
// (it was already). Answers the batch as it is now.
Batch roll_back(store::Database &database, store::Actor const &actor, int county, std::int64_t id);

// One transaction with its event ("accept"). Throws Error "batch_unknown", "batch_not_staged".
Batch accept(store::Database &database, store::Actor const &actor, int county, std::int64_t id);

} // namespace jingzhun::registry
