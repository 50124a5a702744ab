// A witness: remembers of each ledger it watches the newest checkpoint, and cosigns the next one
// only where that grew from it (C2SP tlog-witness). Who holds cosigned checkpoints of independent
// witnesses cannot have been shown a history that others were not shown.
//
// `consider` decides and touches nothing. A submission is the body of `add-checkpoint`:
//
//   old 20852014
//   <a Base64 hash of the consistency proof, a line each, at most 63>
//   <empty line>
//   <the checkpoint, a signed note>
#pragma once

#include "store/proof.hpp"
#include "store/trust.hpp"

namespace jingzhun::store {

struct Submission {
    std::uint64_t old_size = 0; // what the witness cosigned last; 0: nothing
    Proof proof;                // from there to the checkpoint
    std::string note;
};
std::string write_submission(Submission const &submission);
// Nothing unless written exactly so.
std::optional<Submission> read_submission(std::string_view body);

// One ledger as a witness knows it.
struct WatchedLog {
    std::string origin;
    std::vector<std::string> keys; // that may sign its checkpoints
    std::uint64_t size = 0;        // cosigned last; 0: nothing yet
    Hash root = empty_root();
};

enum class WitnessAnswer {
    cosigned,
    malformed,      // no submission, or no checkpoint in it
    unknown_log,    // not the ledger that is watched
    untrusted,      // none of its keys signed, or one of them is named and did not
    old_size_above, // the old size is beyond the checkpoint's
    stale,          // the old size is not what was cosigned last: a fork, a replay, or an old note
    inconsistent    // the ledger did not grow from what was cosigned last: history was rewritten
};
int http_status(WitnessAnswer answer);          // 200 400 404 403 400 409 422
std::string_view name_of(WitnessAnswer answer); // "old_size_above"

struct Consideration {
    WitnessAnswer answer = WitnessAnswer::malformed;
    Checkpoint checkpoint;                 // only where it is to be cosigned
    std::vector<NoteSignature> signatures; // of the ledger, likewise
};
// Whether the submission may be cosigned by a witness who knows this of the ledger.
Consideration consider(WatchedLog const &log, std::string_view body);
// Whose ledger a submission or note claims to be of; "" where it is neither.
std::string claimed_origin(std::string_view body);

} // namespace jingzhun::store
