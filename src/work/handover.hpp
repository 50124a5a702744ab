// Who leaves hands over: the findings he or she answers for go to a named person or along the
// chain, with the reason; what nobody can take is a gap.
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
    std::vector<Paired> pairings; // still in his or her name: to be paired anew
    std::vector<Owed> owed;       // visits not made yet
};
// Transfers everything not closed that `from` answers for. One transaction with its event. Throws
// Error "reason_missing", "person_unknown", "person_several", "finding_nobody".
Handover hand_over(FindingDesk const &desk, store::Actor const &actor, std::string const &from,
                   std::string const &to, base::Date on);

} // namespace jingzhun::work
