// Making proofs by the recursive definition, verifying them by RFC 9162 sections 2.1.3.2 and
// 2.1.4.2.
#include "store/proof.hpp"

#include <bit>
#include <cassert>

namespace jingzhun::store {
namespace {

// What is left of a path upwards: the node's place in its level, and the last place there is.
struct Climb {
    std::uint64_t place, last;

    bool is_right() const { return (place & 1) != 0 || place == last; }
    void up() {
        place >>= 1;
        last >>= 1;
    }
    // A last node without a sibling rises as it is until it has one to its left.
    void up_to_sibling() {
        while ((place & 1) == 0 && place != 0) up();
    }
};

void add_subproof(std::span<Hash const> leaves, std::uint64_t size, bool known, Proof &proof) {
    if (size == leaves.size()) {
        if (!known) proof.push_back(tree_root(leaves));
        return;
    }
    auto const half = std::bit_floor(leaves.size() - 1);
    if (size <= half) {
        add_subproof(leaves.first(half), size, known, proof);
        proof.push_back(tree_root(leaves.subspan(half)));
    } else {
        add_subproof(leaves.subspan(half), size - half, false, proof);
        proof.push_back(tree_root(leaves.first(half)));
    }
}

std::optional<Proof> hashes_of(std::vector<std::string> const &texts) {
    Proof proof;
    for (auto const &bytes : texts) {
        auto const hash = hash_of_bytes(bytes);
        if (!hash) return std::nullopt;
        proof.push_back(*hash);
    }
    return proof;
}

} // namespace

Hash tree_root(std::span<Hash const> leaves) {
    GrowingTree tree;
    for (auto const &leaf : leaves) tree.add(leaf);
    return tree.root();
}

Proof inclusion_proof(std::span<Hash const> leaves, std::uint64_t index) {
    assert(index < leaves.size());
    if (leaves.size() == 1) return {};
    auto const half = std::bit_floor(leaves.size() - 1);
    auto const left = index < half;
    auto proof = left ? inclusion_proof(leaves.first(half), index)
                      : inclusion_proof(leaves.subspan(half), index - half);
    proof.push_back(tree_root(left ? leaves.subspan(half) : leaves.first(half)));
    return proof;
}

Proof consistency_proof(std::span<Hash const> leaves, std::uint64_t size) {
    assert(size >= 1 && size <= leaves.size());
    Proof proof;
    add_subproof(leaves, size, true, proof);
    return proof;
}

bool includes(std::uint64_t index, std::uint64_t size, Hash const &leaf, Proof const &proof,
              Hash const &root) {
    if (index >= size) return false;
    Climb climb{index, size - 1};
    auto reached = leaf;
    for (auto const &sibling : proof) {
        if (climb.last == 0) return false; // longer than the tree is high
        if (climb.is_right()) {
            reached = node_hash(sibling, reached);
            climb.up_to_sibling();
        } else {
            reached = node_hash(reached, sibling);
        }
        climb.up();
    }
    return climb.last == 0 && reached == root;
}

bool consistent(std::uint64_t size_before, std::uint64_t size_after, Hash const &root_before,
                Hash const &root_after, Proof const &proof) {
    if (size_before == 0 || size_before > size_after) return false;
    if (size_before == size_after) return proof.empty() && root_before == root_after;
    std::span<Hash const> path(proof);
    Climb climb{size_before - 1, size_after - 1};
    while ((climb.place & 1) != 0) climb.up();
    auto before = root_before; // a whole subtree of the larger tree where its size is a power of 2
    if (!std::has_single_bit(size_before)) {
        if (path.empty()) return false;
        before = path.front();
        path = path.subspan(1);
    }
    auto after = before;
    for (auto const &sibling : path) {
        if (climb.last == 0) return false;
        if (climb.is_right()) {
            before = node_hash(sibling, before);
            after = node_hash(sibling, after);
            climb.up_to_sibling();
        } else {
            after = node_hash(after, sibling);
        }
        climb.up();
    }
    return climb.last == 0 && before == root_before && after == root_after;
}

bool includes(std::uint64_t index, std::uint64_t size, std::string_view leaf,
              std::vector<std::string> const &proof, std::string_view root) {
    auto const leaf_bytes = hash_of_bytes(leaf), root_bytes = hash_of_bytes(root);
    auto const hashes = hashes_of(proof);
    return leaf_bytes && root_bytes && hashes &&
           includes(index, size, *leaf_bytes, *hashes, *root_bytes);
}

bool consistent(std::uint64_t size_before, std::uint64_t size_after, std::string_view root_before,
                std::string_view root_after, std::vector<std::string> const &proof) {
    if (size_before == size_after)
        return size_before != 0 && proof.empty() && root_before == root_after;
    auto const before = hash_of_bytes(root_before), after = hash_of_bytes(root_after);
    auto const hashes = hashes_of(proof);
    return before && after && hashes &&
           consistent(size_before, size_after, *before, *after, *hashes);
}

} // namespace jingzhun::store
