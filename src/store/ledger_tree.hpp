// The tree over a county's events (event_leaf.hpp), in order of sequence, and the checkpoints that
// are signed over it.
//
// One checkpoint is signed at each commit: the tree kept in memory is extended by the events as
// they are read again from the store, so that no root is signed that the rows do not give. When a
// store is opened or another connection wrote to it, the tree is built anew: from all rows where
// they are few, else from the tiles and the rows since the last whole one, and it must give the
// root that was signed last. A checkpoint that is handed out (`issue_checkpoint`) is always built
// from all rows.
#pragma once

#include "store/checkpoint.hpp"
#include "store/event_leaf.hpp"
#include "store/ledger.hpp"
#include "store/tile.hpp"

#include <functional>

namespace jingzhun::store {

// An event while it is looked at.
struct LeafRow {
    std::int64_t sequence = 0;
    std::string_view kind;
    EventLeaf const *event = nullptr;
    std::string_view leaf;   // as its row, its changes and its seals give it
    Hash hash{};             // of that
    std::string_view stored; // the hash that stands beside the event
};
// In order of sequence, those after `after` and up to `until`. Reads without keeping: any number of
// events.
void for_each_leaf(Database &database, int county, std::int64_t after,
                   std::function<void(LeafRow const &)> const &take,
                   std::int64_t until = INT64_MAX);
// One event with all its seals; nothing where there is none.
std::optional<EventLeaf> event_leaf(Database &database, int county, std::int64_t sequence);
// Its leaf; "" where there is none.
std::string leaf_of(Database &database, int county, std::int64_t sequence);

struct StoredCheckpoint {
    std::int64_t size = 0;
    std::string note, public_key;
};
// Those that were issued and the newest, which stands for all before it; in order of size.
std::vector<StoredCheckpoint> stored_checkpoints(Database &database, int county);

// Builds the tree from every row and signs it to be kept elsewhere. The checkpoint is an event
// itself ("checkpoint"), which is the next one; where nothing else came after the last issue, that
// is handed out again. Throws Error "ledger_unsound" where the rows do not give what was signed.
StoredCheckpoint issue_checkpoint(Database &database, Actor const &actor, int county);

// The public key that signed the newest checkpoint; "" where there is none.
std::string newest_key(Database &database, int county);

// What `commit` of a connection calls: before the transaction is committed, after that, and after
// it was undone.
void sign_appended(Database &database);
void commit_signed(Database &database) noexcept;
void forget_signed(Database &database) noexcept;

} // namespace jingzhun::store
