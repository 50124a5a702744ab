// A witness's folder: everything it needs, so that an office with a USB stick and no network can be
// one.
//
//   witness.key                                its secrets, readable for its owner alone
//   witness.pub                                its public keys, a line each, to be handed out
//   <SHA-256 of an origin>/keys                whom it believes about that ledger
//   <SHA-256 of an origin>/checkpoint          what it cosigned last, with its own lines
//
// What it remembers is what it signed: a checkpoint in the folder that does not bear its own
// signature and that of the ledger is refused. Two at once do not race: one waits for the other.
// A folder copied back from an old backup makes it forget, so it should be kept like a seal.
#pragma once

#include "store/witness.hpp"

namespace jingzhun::store {

// Makes the folder and its keys: Ed25519, and SM2 beside it where asked. Answers the public keys.
// Throws Error "witness_exists", "witness_name", "file_unwritable".
std::vector<std::string> make_witness(std::string const &folder, std::string_view name, bool sm2);
// Throws Error "witness_missing", "note_key_malformed".
std::vector<std::string> witness_public_keys(std::string const &folder);

// From now on checkpoints of the ledger whose name the key bears are looked at; answers the origin.
// A key that is there already changes nothing. Throws Error "note_key_malformed", "note_key_kind",
// "witness_missing", "file_unwritable".
std::string watch_log(std::string const &folder, std::string const &public_key);

struct WitnessedLog {
    WatchedLog log;
    std::string note;         // cosigned last; "" where nothing
    std::int64_t seconds = 0; // when
};
// In order of their origin. Throws Error "witness_missing", "witness_damaged".
std::vector<WitnessedLog> witnessed_logs(std::string const &folder);

struct Cosigned {
    WitnessAnswer answer = WitnessAnswer::malformed;
    std::string origin;             // claimed; "" where none could be read
    std::uint64_t size = 0;         // cosigned last, before a refusal
    Checkpoint checkpoint;          // what is cosigned now
    std::string note;               // it, with the ledger's and the witness's lines
    std::vector<std::string> lines; // the witness's lines: the answer of tlog-witness
};
// Considers a submission and, where it holds, remembers it on disk before answering. Requires:
// `seconds`, the time, is after 1970. Throws Error "witness_missing", "witness_damaged",
// "file_unwritable", "disk_full".
Cosigned cosign(std::string const &folder, std::string_view body, std::int64_t seconds);

} // namespace jingzhun::store
