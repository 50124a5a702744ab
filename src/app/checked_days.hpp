// What checks had found when only so much was known: the decision days, and the findings.
#pragma once

#include "app/session.hpp"

#include <vector>

namespace jingzhun::app {

std::vector<base::Date> days_checked(Session const &session, registry::Known const &known);

// The findings as they stood then; null where everything is known, and the store itself says it.
std::unique_ptr<store::Database> findings_known(Session const &session,
                                                registry::Known const &known);

} // namespace jingzhun::app
