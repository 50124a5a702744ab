// The decision days that had been checked when only so much was known.
#pragma once

#include "app/session.hpp"

#include <vector>

namespace jingzhun::app {

std::vector<base::Date> days_checked(Session const &session, registry::Known const &known);

} // namespace jingzhun::app
