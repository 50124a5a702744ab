// Tiles kept, read, and put together to proofs.
#include "store/tile.hpp"

#include "store/ledger_state.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace jingzhun::store {
namespace {

// The tree over a county's events, by ranges of them.
struct Ranges {
    Database &database;
    int county;

    // Requires: the range is a subtree, whole or at the right edge.
    Hash root(std::uint64_t begin, std::uint64_t end) const {
        auto const size = end - begin;
        if (std::has_single_bit(size)) {
            auto const level = std::countr_zero(size) / tile_height;
            auto const shift = level * tile_height;
            return tree_root(tile_hashes(database, county, level, begin >> shift, size >> shift));
        }
        auto const half = begin + std::bit_floor(size);
        return node_hash(root(begin, half), root(half, end));
    }

    void add_inclusion(std::uint64_t begin, std::uint64_t end, std::uint64_t index,
                       Proof &proof) const {
        if (end - begin == 1) return;
        auto const half = begin + std::bit_floor(end - begin - 1);
        if (index < half) {
            add_inclusion(begin, half, index, proof);
            proof.push_back(root(half, end));
        } else {
            add_inclusion(half, end, index, proof);
            proof.push_back(root(begin, half));
        }
    }

    void add_consistency(std::uint64_t begin, std::uint64_t end, std::uint64_t before, bool known,
                         Proof &proof) const {
        if (before == end) {
            if (!known) proof.push_back(root(begin, end));
            return;
        }
        auto const half = begin + std::bit_floor(end - begin - 1);
        if (before <= half) {
            add_consistency(begin, half, before, known, proof);
            proof.push_back(root(half, end));
        } else {
            add_consistency(half, end, before, false, proof);
            proof.push_back(root(begin, half));
        }
    }
};

} // namespace

void TileWriter::operator()(int height, std::uint64_t number, Hash const &root) {
    if (height % tile_height != 0) return;
    auto &insert = database_.ledger().prepared(
        database_, "INSERT INTO tile (county, level, number, hash) VALUES ($1, $2, $3, $4) "
                   "ON CONFLICT (county, level, number) DO UPDATE SET hash = excluded.hash");
    insert.bind(1, county_);
    insert.bind(2, height / tile_height);
    insert.bind(3, static_cast<std::int64_t>(number));
    insert.bind_blob(4, bytes_of(root));
    insert.run();
}

std::vector<Hash> tile_hashes(Database &database, int county, int level, std::uint64_t first,
                              std::uint64_t count) {
    auto &ledger = database.ledger();
    auto &select =
        level == 0
            ? ledger.prepared(database, "SELECT leaf FROM event WHERE county = $1 AND sequence "
                                        "BETWEEN $2 AND $3 ORDER BY sequence")
            : ledger.prepared(database, "SELECT hash FROM tile WHERE county = $1 AND number "
                                        "BETWEEN $2 AND $3 AND level = $4 ORDER BY number");
    auto const base = static_cast<std::int64_t>(first) + (level == 0 ? 1 : 0);
    select.bind(1, county);
    select.bind(2, base);
    select.bind(3, base + static_cast<std::int64_t>(count) - 1);
    if (level > 0) select.bind(4, level);
    std::vector<Hash> hashes;
    while (select.step()) hashes.push_back(hash_of_bytes(select.blob(0)).value_or(Hash{}));
    return hashes;
}

std::string tile(Database &database, int county, int level, std::uint64_t number,
                 std::uint64_t size) {
    auto const whole = size >> (level * tile_height); // hashes of this level in the tree
    auto const first = number * tile_width;
    std::string bytes;
    if (first >= whole) return bytes;
    for (auto const &hash :
         tile_hashes(database, county, level, first, std::min(tile_width, whole - first)))
        bytes += bytes_of(hash);
    return bytes;
}

Hash ledger_root(Database &database, int county, std::uint64_t size) {
    return size == 0 ? empty_root() : Ranges{database, county}.root(0, size);
}

Proof ledger_inclusion(Database &database, int county, std::uint64_t index, std::uint64_t size) {
    assert(index < size);
    Proof proof;
    Ranges{database, county}.add_inclusion(0, size, index, proof);
    return proof;
}

Proof ledger_consistency(Database &database, int county, std::uint64_t before,
                         std::uint64_t after) {
    assert(before >= 1 && before <= after);
    Proof proof;
    Ranges{database, county}.add_consistency(0, after, before, true, proof);
    return proof;
}

GrowingTree ledger_tree(Database &database, int county, std::uint64_t size) {
    GrowingTree tree;
    Ranges const ranges{database, county};
    while (tree.size() < size) {
        auto const part = std::bit_floor(size - tree.size());
        tree.add_subtree(std::countr_zero(part), ranges.root(tree.size(), tree.size() + part));
    }
    return tree;
}

} // namespace jingzhun::store
