// Whom to believe about a ledger: which keys sign its checkpoints, which witnesses must have
// cosigned, and what a checkpoint is worth by that.
//
// A witness counts once, however many lines, names or keys it signs with: two cosignatures with one
// name or one key are those of one witness.
#pragma once

#include "store/checkpoint.hpp"
#include "store/note.hpp"

namespace jingzhun::store {

struct Trust {
    std::string origin; // whose ledger; "": that of which a signing key bears the name
    std::vector<std::string> log_keys;  // public keys; one of them must have signed
    std::vector<std::string> witnesses; // public keys of witnesses
    std::size_t witnesses_needed = 0;   // how many of them must have cosigned
    std::int64_t latest = INT64_MAX;    // seconds since 1970: a later cosignature does not count
};

// What stands on a command line for a key: the key itself, or a file with keys, a line each. Throws
// Error "note_key_malformed", "file_unreadable".
std::vector<std::string> keys_given(std::vector<std::string> const &keys_or_files);

// How many witnesses they are: those of one name or with one key count once.
std::size_t count_witnesses(std::vector<std::string> const &witnesses);

// For `latest`: clocks of witnesses may go a little ahead.
std::int64_t a_day_from_now();

enum class CheckpointFault {
    none,
    malformed_note,   // no signed note
    unknown_signer,   // signed by none of the log's keys
    bad_signature,    // a key is named that did not sign this text
    malformed,        // a note, but no checkpoint
    foreign_origin,   // of another ledger
    too_few_witnesses // cosigned by fewer than are needed
};
std::string_view name_of(CheckpointFault fault); // "foreign_origin"

struct OpenedCheckpoint {
    CheckpointFault fault = CheckpointFault::malformed_note;
    Checkpoint checkpoint;                   // only where the fault is none or too_few_witnesses
    std::vector<NoteSignature> signatures;   // of the ledger
    std::vector<NoteSignature> cosignatures; // of witnesses that count, each once
    std::string culprit; // the key of a bad signature, or the origin that is foreign
};
// Throws Error "note_key_malformed"; "note_key_kind" where a witness's key stands among those of
// the log or the other way round.
OpenedCheckpoint open_checkpoint(std::string_view note, Trust const &trust);

} // namespace jingzhun::store
