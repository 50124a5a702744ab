// Pairings that pass from one person to another, as statements in the register of pairings: what
// was is kept, with its last day. Inside this folder only.
#pragma once

#include "work/act.hpp"

namespace jingzhun::work {

// Ends each on the day before `on` and begins it with `to` from `on`, the rest as it was. Answers
// those begun. Requires: a write transaction is open; its event is appended after this. Throws
// Error "handover_relative" (a household the receiver is close to).
std::vector<Paired> pass_pairings(FindingDesk const &desk, store::Actor const &actor,
                                  std::vector<Paired> const &pairings, Person const &from,
                                  Person const &to, base::Date on);

} // namespace jingzhun::work
