// What frames stand for: where in the ledger, of which pack, for which days, with which fields.
#pragma once

#include "pack/schema.hpp"
#include "register/frames.hpp"

#include <string>
#include <vector>

namespace jingzhun::registry {

// How far the ledger has come for what frames read: the newest event that may have touched a
// register, a batch or a refused row. Events known not to (a check that writes findings, for
// instance) do not count; those of an unknown kind do.
struct FramePosition {
    std::int64_t sequence = 0;
    std::string digest; // of that event and of all batches with their states
    bool operator==(FramePosition const &) const = default;
};
FramePosition frame_position(store::Database &database, int county);

// A hash of what frames depend on in a pack: registers with their fields and links, whom they
// believe, what grows stale, which sources feed them. Other rules and parameters change nothing.
std::string pack_print(pack::Pack const &pack);

struct FrameTag {
    int county = 0;
    FramePosition position;
    std::string pack; // pack_print of it
    DayRange days;    // the same frames hold on each of them
    std::vector<cel::UsedField> fields;
    std::vector<std::size_t> keyed; // registers whose keys are there
};

// Frames with this tag serve for the request. Requires: the request is for what is known now.
bool serves(FrameTag const &tag, FramePosition const &position, std::string const &print,
            FrameRequest const &request);

} // namespace jingzhun::registry
