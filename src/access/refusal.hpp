// What is said to somebody who asks for what he may not do: what is missing.
#pragma once

#include "access/may.hpp"
#include "base/area.hpp"

#include <string>

namespace jingzhun::access {

// Error "access_refused": names the operation, the register ("" where it is done to none), the
// area, and the roles that would do.
base::Error refusal(pack::Pack const &pack, base::AreaTree const &areas, std::string const &account,
                    pack::Operation operation, std::string_view register_name,
                    std::string const &area);

} // namespace jingzhun::access
