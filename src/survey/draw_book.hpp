// The draws of a store: first sealed, then drawn, once.
//
// Sealing puts on record which frame (by its hash), which plan, and which seed is awaited, before
// anybody can know that seed; drawing puts on record the seed and what came out. Both are events of
// the ledger, so a checkpoint signed between them proves the order.
#pragma once

#include "store/ledger.hpp"
#include "survey/draw.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::survey {

struct SealedDraw {
    std::int64_t id = 0;
    std::string name, plan, plan_hash, frame_hash;
    std::int64_t units = 0;
    std::string sealed_by;
    base::Date sealed_on;
    std::int64_t position = 0; // the ledger's last event before it was sealed: the frame is of then
    std::string seed;          // empty: not drawn yet
    std::string drawn_by, result_hash;
    std::optional<base::Date> drawn_on;
};

// Throws Error "draw_sealed_already" (a draw of that name), "draw_seed_known" (on its day, or
// later, the seed may be known: too late to seal). One transaction with its event "draw_seal".
SealedDraw seal_draw(store::Database &database, store::Actor const &actor, int county,
                     pack::DrawPlan const &plan, Frame const &frame, base::Date today);

// Draws and keeps what came out. Throws Error "draw_not_sealed", "draw_plan_differs",
// "draw_frame_differs" (than what was sealed), "draw_done_already", "draw_seed_early" (before the
// day it becomes known), and what `draw` throws. One transaction with its event "draw".
std::vector<Drawn> draw_sealed(store::Database &database, store::Actor const &actor, int county,
                               pack::DrawPlan const &plan, Frame const &frame,
                               std::string const &seed, base::Date today);

std::vector<SealedDraw> list_draws(store::Database &database, int county);
std::optional<SealedDraw> find_draw(store::Database &database, int county, std::string const &name);
// What was drawn, in order; empty where it is not drawn yet.
std::vector<Drawn> drawn_of(store::Database &database, int county, std::int64_t draw);

// Takes the key of an erased record out of all draws. Requires: a write transaction is open.
// Answers the numbers of the rows.
std::vector<std::int64_t> forget_drawn(store::Database &database, int county,
                                       std::string const &key);

} // namespace jingzhun::survey
