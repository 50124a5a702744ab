// The tree's inner hashes, kept so that proofs are found without hashing every event again: C2SP
// tlog-tiles, 256 hashes a tile.
//
// Level 0 are the events' leaf hashes (column `leaf` of table `event`); table `tile` holds, for
// each level L ≥ 1, the roots of the whole subtrees of 256^L events: county, level, number, hash.
// So every tile, whole or partial, is a range of rows, and nothing is ever rewritten. All of it
// follows from the events and can be made anew from them.
#pragma once

#include "store/database.hpp"
#include "store/proof.hpp"

#include <functional>

namespace jingzhun::store {

constexpr int tile_height = 8; // a tile's tree: 2^8 hashes
constexpr std::uint64_t tile_width = 256;

// Keeps what GrowingTree::add tells of, as far as tiles hold it.
class TileWriter {
  public:
    TileWriter(Database &database, int county) : database_(database), county_(county) {}
    void operator()(int height, std::uint64_t number, Hash const &root);

  private:
    Database &database_;
    int county_;
};

// The hashes of a level from `first` on, in order; fewer where there are no more.
std::vector<Hash> tile_hashes(Database &database, int county, int level, std::uint64_t first,
                              std::uint64_t count);
// One tile as it is served: "tile/<L>/<N>" of a tree of that size; 32 bytes a hash. Empty where the
// tree has no such tile.
std::string tile(Database &database, int county, int level, std::uint64_t number,
                 std::uint64_t size);

// Of the first `size` events. Requires: there are so many. What is wrong with the store is not
// looked at: a proof that does not fit says so when it is checked.
Hash ledger_root(Database &database, int county, std::uint64_t size);
Proof ledger_inclusion(Database &database, int county, std::uint64_t index, std::uint64_t size);
Proof ledger_consistency(Database &database, int county, std::uint64_t before, std::uint64_t after);
// The tree of the first `size` events, to be grown on.
GrowingTree ledger_tree(Database &database, int county, std::uint64_t size);

} // namespace jingzhun::store
