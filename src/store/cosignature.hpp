// What witnesses said of this store's checkpoints, and what they are asked.
//
// Table `cosignature` keeps their lines: county, size, key (the witness's public key), seconds
// (when it signed), line. A witness known once need not be named again.
#pragma once

#include "store/ledger_tree.hpp"
#include "store/witness.hpp"

namespace jingzhun::store {

struct StoredCosignature {
    std::int64_t size = 0;
    std::string public_key;
    std::int64_t seconds = 0;
    std::string line;
};
// In order of size, then of the key.
std::vector<StoredCosignature> stored_cosignatures(Database &database, int county);

// A checkpoint that was issued, with the lines that witnesses put below it since.
struct CosignedCheckpoint {
    StoredCheckpoint issued;
    std::string note; // with all lines, as far as a note may have
    std::vector<StoredCosignature> cosignatures;
};
// In order of size; those nobody cosigned too.
std::vector<CosignedCheckpoint> cosigned_checkpoints(Database &database, int county);

// Takes the lines of a note that came back from a witness, each witness's only once, and answers
// those that are new; they are on record then as an event "cosign". Witnesses are those known
// before and `witnesses`. Throws Error "cosignature_unknown" where none of them signed it,
// "cosignature_not_issued" where it is no checkpoint this store has issued, and what is wrong with
// the note ("checkpoint_malformed", "checkpoint_not_ours", "ledger_forked" …). `file` names it.
std::vector<StoredCosignature> add_cosignatures(Database &database, Actor const &actor, int county,
                                                std::string_view note,
                                                std::vector<std::string> const &witnesses,
                                                std::string const &file);

// What to send to a witness who cosigned `old_size` events last (0: none yet): the checkpoint is
// issued for it. Throws Error "cosignature_old_size" where there are not so many, and what
// `issue_checkpoint` throws.
Submission ask_witness(Database &database, Actor const &actor, int county, std::uint64_t old_size);
// What that witness cosigned last, as far as its lines came back.
std::uint64_t cosigned_size(Database &database, int county, std::string_view public_key);

} // namespace jingzhun::store
