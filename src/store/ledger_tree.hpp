// The tree over a county's events: its leaves are the rows of `event` in order of sequence, each
// with the seals it carries, as bytes that docs/ledger.md describes.
//
// A checkpoint is signed at every event, after its root has been built anew from the rows as they
// stand in the store. Where they no longer give the root that was signed before, nothing more is
// signed.
#pragma once

#include "store/checkpoint.hpp"
#include "store/ledger.hpp"
#include "store/seal.hpp"

#include <functional>

namespace jingzhun::store {

std::string leaf_of(LoggedEvent const &event, std::vector<Seal> const &seals);
// In order of sequence.
void for_each_leaf(Database &database, int county,
                   std::function<void(std::int64_t sequence, std::string_view leaf)> const &take);

struct StoredCheckpoint {
    std::int64_t size = 0;
    std::string note, public_key;
};
std::vector<StoredCheckpoint> stored_checkpoints(Database &database, int county);

// What an event is completed with, in its own transaction: its seals, and a checkpoint. Throws what
// `own_signing_key` throws.
void seal_event(Database &database, int county, std::int64_t sequence);

// Signs the ledger as it stands; false where the rows do not give the root of the newest
// checkpoint.
bool sign_ledger(Database &database, int county);

} // namespace jingzhun::store
