// Checkpoints (C2SP tlog-checkpoint): how long a ledger was and what its root was, as the text of a
// signed note. Whoever keeps one can tell later whether the ledger still begins the same way.
//
//   jingzhun/431128
//   12
//   <Base64 of the root>
#pragma once

#include "store/merkle.hpp"

namespace jingzhun::store {

struct Checkpoint {
    std::string origin; // whose ledger: "jingzhun/<county>"
    std::uint64_t size = 0;
    Hash root{};
    bool operator==(Checkpoint const &) const = default;
};

std::string write_checkpoint(Checkpoint const &checkpoint);
// Nothing unless the text is exactly these three lines: no more lines, no other way to write the
// number.
std::optional<Checkpoint> read_checkpoint(std::string_view text);

std::string origin_of(int county); // "jingzhun/431128"

// The key that signs a store's checkpoints stands in a file of its own beside the store, readable
// for its owner alone: whoever has only the database cannot sign.
std::string key_file_of(std::string const &store); // "county.db.key"
// The signing key, made and kept if there is none yet. Throws Error "file_unwritable",
// "note_key_malformed".
std::string own_signing_key(std::string const &store, int county);

} // namespace jingzhun::store
