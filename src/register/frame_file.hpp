// Frames in a file: written once, then seen where they lie in memory. Not for others.
//
// The file is of this machine and this version of the program: numbers in their own order, and a
// format number that goes up with every change of what stands in it or of how texts are hashed. A
// file that is torn, changed, or of another format reads as not being there.
#pragma once

#include "register/frame_tag.hpp"

#include <optional>

namespace jingzhun::registry {

// Written beside itself first and renamed; false where that could not be done (a full disk, a
// folder that cannot be written): frames are only kept to save time. Requires: texts are settled.
bool write_frames(std::string const &file, FrameTag const &tag, cel::Population const &population);

// The tag alone, as it stands there: nothing is checked but the format.
std::optional<FrameTag> read_frame_tag(std::string const &file);

struct KeptFrames {
    FrameTag tag;
    cel::Population population; // sees the file
};
// All bytes are checked against the sum, by that many threads.
std::optional<KeptFrames> read_frames(std::string const &file, int threads);

} // namespace jingzhun::registry
