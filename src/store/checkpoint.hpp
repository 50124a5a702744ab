// Checkpoints (C2SP tlog-checkpoint): how long a ledger was and what its root was, as the text of a
// signed note. Whoever keeps one can tell later whether the ledger still begins the same way.
//
//   jingzhun/431128
//   12
//   <Base64 of the root>
#pragma once

#include "store/merkle.hpp"
#include "store/note.hpp"

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
// The same, but an empty ledger may have any root: for whoever must tell this lie from a text that
// is none.
std::optional<Checkpoint> read_checkpoint_lines(std::string_view text);

std::string origin_of(int county); // "jingzhun/431128"

// The keys that sign a store's checkpoints stand in a file of its own beside the store, a line
// each, readable for its owner alone: whoever has only the database cannot sign.
std::string key_file_of(std::string const &store); // "county.db.key"
// The signing keys, made and kept if there are none yet: Ed25519, then SM2 (files made before SM2
// have one line). Throws Error "file_unwritable", "note_key_malformed".
std::vector<std::string> own_signing_keys(std::string const &store, int county);
// The first of them.
std::string own_signing_key(std::string const &store, int county);

// A file of secrets, a line each, readable for its owner alone; whole or not at all. Throws Error
// "file_unwritable".
void keep_signing_keys(std::string const &file, std::vector<std::string> const &keys);
// Throws Error "file_missing", "note_key_malformed".
std::vector<std::string> read_signing_keys(std::string const &file);
// The same, kept at hand and read again only when the file is another one.
class SigningKey {
  public:
    NoteSigner const &of(std::string const &store, int county);

  private:
    std::optional<NoteSigner> signer_;
    std::array<std::int64_t, 4> file_{}; // which file it was read from, and when that was written
};

} // namespace jingzhun::store
