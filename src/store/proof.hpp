// Proofs about a hash tree (RFC 6962, RFC 9162 section 2.1): that a leaf stands in it, and that a
// larger tree begins with a smaller one. A verifier needs no more than the roots.
//
// Sizes come before hashes are looked at: an index outside the tree, a size of 0 in a consistency
// proof and a proof with one hash too many or too few are refused.
#pragma once

#include "store/merkle.hpp"

#include <span>

namespace jingzhun::store {

using Proof = std::vector<Hash>; // from the bottom of the tree to its top

// Of the leaf with that index among all of `leaves`. Requires: index < leaves.size().
Proof inclusion_proof(std::span<Hash const> leaves, std::uint64_t index);
// That the tree of all of `leaves` begins with their first `size`. Requires: 1 ≤ size ≤
// leaves.size().
Proof consistency_proof(std::span<Hash const> leaves, std::uint64_t size);
Hash tree_root(std::span<Hash const> leaves);

bool includes(std::uint64_t index, std::uint64_t size, Hash const &leaf, Proof const &proof,
              Hash const &root);
bool consistent(std::uint64_t size_before, std::uint64_t size_after, Hash const &root_before,
                Hash const &root_after, Proof const &proof);

// The same for what came from outside, as bytes. Every hash must have 32 bytes; only two roots of
// trees of equal size are compared as they are, since then there is nothing to compute.
bool includes(std::uint64_t index, std::uint64_t size, std::string_view leaf,
              std::vector<std::string> const &proof, std::string_view root);
bool consistent(std::uint64_t size_before, std::uint64_t size_after, std::string_view root_before,
                std::string_view root_after, std::vector<std::string> const &proof);

} // namespace jingzhun::store
