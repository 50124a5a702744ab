// Who leaves hands over: the findings he or she answers for go to a named person or along the
// chain, with the reason; the pairings end, and begin anew with the person named; what nobody can
// take is a gap.
#pragma once

#include "work/act.hpp"
#include "work/owed.hpp"

namespace jingzhun::work {

struct Gaps {
    std::vector<Paired> left; // pairings in force whose person is not in the register
    std::vector<std::pair<std::string, pack::Layer const *>> vacant; // villages without a layer
};
Gaps gaps_of(FindingDesk const &desk, base::Date on);

struct Handover {
    std::vector<FindingDone> transferred;
    std::vector<Paired> pairings; // ended; where nobody was named: still to be paired anew
    std::vector<Paired> paired;   // begun with the person named
    std::vector<Owed> owed;       // visits not made yet
};
// Transfers everything not closed that `from` answers for; with `to` named, ends the pairings on
// the day before and states them for that person from `on`, as a batch (source "handover") that can
// be shown and rolled back. One transaction. Throws Error "reason_missing", "person_unknown",
// "person_several", "finding_nobody", "handover_relative" (a household the receiver is close to).
Handover hand_over(FindingDesk const &desk, store::Actor const &actor, std::string const &from,
                   std::string const &to, base::Date on);

} // namespace jingzhun::work
