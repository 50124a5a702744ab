// The frame of a plan out of a store: the register's records as of the plan's day, as they were
// known at a position of the ledger, so that it can be made again exactly.
#pragma once

#include "pack/draw_plan.hpp"
#include "pack/model.hpp"
#include "store/database.hpp"
#include "survey/frame.hpp"

#include <cstdint>

namespace jingzhun::survey {

// Records for which `where` is not known to hold are not in the frame. Throws Error
// "draw_needs_frame" (the plan names no register), what `make_frame` throws, and that of an
// expression that does not check.
Frame frame_of(store::Database &database, pack::Pack const &pack, pack::DrawPlan const &plan,
               int county, std::int64_t position);

} // namespace jingzhun::survey
