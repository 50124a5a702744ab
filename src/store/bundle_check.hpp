// Checking a proof that was handed over, with nothing but the keys one trusts: no database, no
// network, no word of the county's server.
//
// Each step depends on the one before: the note on the keys, the events on the note's root, the
// rows on the seals in their event. So whatever is wrong, it is told what still holds.
//
// What holds was in the ledger when the checkpoint was signed, word for word. That nothing else is
// said about the record elsewhere in the ledger is not proven by any bundle.
#pragma once

#include "base/error.hpp"
#include "store/bundle.hpp"
#include "store/trust.hpp"

namespace jingzhun::store {

struct CheckedPart {
    std::string name; // "event 12", "r_person record=12 batch=3 row=17"
    bool holds = false;
};
struct CheckedBundle {
    std::vector<base::Problem> problems; // none: all of it holds
    OpenedCheckpoint checkpoint;
    std::vector<CheckedPart> parts; // in the order of the proof; none where it cannot be read
    About about;
    std::string reading; // what people may read, made anew from what was proven
};
// Throws what `open_checkpoint` throws.
CheckedBundle check_bundle(std::string_view text, Trust const &trust);

// A checkpoint alone, as it stands in a bulletin or a code that was scanned: what is wrong with it.
std::vector<base::Problem> checkpoint_problems(OpenedCheckpoint const &opened, Trust const &trust);

} // namespace jingzhun::store
