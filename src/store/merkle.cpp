// Hashing of leaves and nodes, and the tree that grows.
#include "store/merkle.hpp"

#include "base/hash.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::store {

Hash leaf_hash(std::string_view leaf) {
    thread_local std::string prefixed;
    prefixed.assign(1, '\0');
    prefixed += leaf;
    return base::sha256_bytes(prefixed);
}

Hash node_hash(Hash const &left, Hash const &right) {
    std::array<char, 65> bytes{};
    bytes[0] = 1;
    std::ranges::copy(bytes_of(left), bytes.begin() + 1);
    std::ranges::copy(bytes_of(right), bytes.begin() + 33);
    return base::sha256_bytes({bytes.data(), bytes.size()});
}

Hash empty_root() { return base::sha256_bytes(""); }

void GrowingTree::add_subtree(int height, Hash const &root) {
    assert(size_ % (std::uint64_t{1} << height) == 0);
    auto merged = root;
    for (auto before = size_ >> height; (before & 1) != 0; before >>= 1) {
        merged = node_hash(peaks_.back(), merged);
        peaks_.pop_back();
    }
    peaks_.push_back(merged);
    size_ += std::uint64_t{1} << height;
}

Hash GrowingTree::root() const {
    if (peaks_.empty()) return empty_root();
    auto root = peaks_.back();
    for (auto at = peaks_.size() - 1; at-- > 0;) root = node_hash(peaks_[at], root);
    return root;
}

std::string_view bytes_of(Hash const &hash) {
    return {reinterpret_cast<char const *>(hash.data()), hash.size()};
}

std::string to_hex(Hash const &hash) {
    std::string text;
    for (auto const byte : hash) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

std::optional<Hash> hash_of_bytes(std::string_view bytes) {
    Hash hash{};
    if (bytes.size() != hash.size()) return std::nullopt;
    std::ranges::transform(bytes, hash.begin(),
                           [](char c) { return static_cast<unsigned char>(c); });
    return hash;
}

} // namespace jingzhun::store
