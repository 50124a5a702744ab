// The hash tree of RFC 6962: SHA-256 over leaves in order, so that one hash stands for all of them.
//
// A leaf is hashed with a 0 byte before it, an inner node with a 1 byte, so that neither can pass
// for the other. Every hash has 32 bytes, by its type; what proofs are made of it says proof.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::store {

using Hash = std::array<unsigned char, 32>;

Hash leaf_hash(std::string_view leaf);
Hash node_hash(Hash const &left, Hash const &right);
Hash empty_root(); // of a tree without leaves: the hash of nothing

// A tree that only grows, and keeps no more than the roots of its whole subtrees (at most 64).
class GrowingTree {
  public:
    void add(Hash const &leaf) {
        add(leaf, [](int, std::uint64_t, Hash const &) {});
    }
    // Tells of every whole subtree that the leaf completes, the small ones first: of 2^height
    // leaves, the number-th from 0 of its height.
    template <class Take> void add(Hash const &leaf, Take const &complete) {
        auto merged = leaf;
        auto height = 0;
        for (auto before = size_; (before & 1) != 0; before >>= 1) {
            merged = node_hash(peaks_.back(), merged);
            peaks_.pop_back();
            complete(++height, before >> 1, merged);
        }
        peaks_.push_back(merged);
        ++size_;
    }
    // A whole subtree of 2^height leaves at once. Requires: so many divide the size.
    void add_subtree(int height, Hash const &root);
    void add_leaf(std::string_view leaf) { add(leaf_hash(leaf)); }
    std::uint64_t size() const { return size_; }
    Hash root() const; // of the leaves so far
    bool operator==(GrowingTree const &) const = default;

  private:
    std::uint64_t size_ = 0;
    std::vector<Hash> peaks_; // from the largest subtree to the smallest
};

std::string_view bytes_of(Hash const &hash); // valid as long as the hash is
std::string to_hex(Hash const &hash);
// Nothing unless there are exactly 32 bytes.
std::optional<Hash> hash_of_bytes(std::string_view bytes);

} // namespace jingzhun::store
