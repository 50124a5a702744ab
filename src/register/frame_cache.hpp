// Frames kept beside the store, STORE.frames/, so that the next program has them at once.
//
// Nothing is lost with them: they are made from the store, are taken only where their tag fits what
// the store says now (frame_tag.hpp) and their bytes their sum, and are made anew in every case of
// doubt. They may be deleted at any time, also while a program uses them. Several programs may read
// and write them at once. They hold personal data and are readable for their owner alone.
#pragma once

#include "register/frames.hpp"

namespace jingzhun::registry {

std::string frames_folder(std::string const &address); // "county.db.frames"

// Like load_frames, from the kept file where it serves, else from the store; what was loaded is
// kept for the next time. Frames of the past (a Moment with known_at) and of a transaction that
// writes are never kept. Where `loaded` is given it tells which way was taken.
cel::Population take_frames(store::Database &database, pack::Pack const &pack,
                            cel::Schema const &schema, FrameRequest const &request,
                            bool *loaded = nullptr);

} // namespace jingzhun::registry
