// A person decides whom a row means.
#pragma once

#include "register/link_decision.hpp"

namespace jingzhun::registry {

// Confirms or refuses a decision that holds; a row confirmed to be one person's is nobody else's,
// so what else was suggested for it goes. One transaction with its event ("link_review"). Throws
// Error "link_decision_unknown", "reason_missing".
LinkDecision review_link(store::Database &database, store::Actor const &actor, int county,
                         std::int64_t id, bool confirm);

} // namespace jingzhun::registry
