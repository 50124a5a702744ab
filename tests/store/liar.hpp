// A ledger and its witnesses in memory, for tests that tell lies about it.
#pragma once

#include "store/witness.hpp"

#include <functional>
#include <string>
#include <vector>

namespace jingzhun::store {

struct Liar {
    std::string origin = "jingzhun/431128";
    std::string key = make_signing_key(origin);
    std::string witness = make_signing_key("audit.example/1", KeyKind::ed25519_cosigner);
    std::vector<Hash> leaves;

    explicit Liar(std::size_t size) {
        for (std::size_t i = 0; i < size; ++i)
            leaves.push_back(leaf_hash("entry " + std::to_string(i)));
    }

    Hash root(std::size_t size) const { return tree_root(std::span(leaves).first(size)); }
    Checkpoint checkpoint(std::size_t size) const { return {origin, size, root(size)}; }
    std::string note(std::size_t size) const {
        return sign_note(write_checkpoint(checkpoint(size)), key);
    }
    std::string cosigned(std::size_t size) const {
        return note(size) +
               cosignature_line(write_checkpoint(checkpoint(size)), witness, 1600000000);
    }
    Submission submission(std::size_t old_size, std::size_t size) const {
        return {old_size,
                old_size == 0 ? Proof()
                              : consistency_proof(std::span(leaves).first(size), old_size),
                note(size)};
    }
    // What a witness knows who cosigned at that size.
    WatchedLog known(std::size_t size) const {
        return {origin, {public_key_of(key)}, size, root(size)};
    }
};

} // namespace jingzhun::store
