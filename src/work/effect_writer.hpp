// What an act states, into the registers: a batch whose source is the case. Inside this folder
// only.
#pragma once

#include "store/ledger.hpp"
#include "work/case.hpp"

#include "pack/model.hpp"

namespace jingzhun::work {

// Answers the batch. Sets the case's record where the subject was new. Requires: a write
// transaction is open, its event is appended; the act states something.
std::int64_t write_effects(store::Database &database, pack::Pack const &pack, int county,
                           store::Actor const &actor, Case &one, Taken const &act);

} // namespace jingzhun::work
