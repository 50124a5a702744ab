// Areas of rows, as a question about the few areas that occur.
#pragma once

#include "api/caller.hpp"
#include "api/view.hpp"

namespace jingzhun::api {

// By index of Ground::places: does it lie within the scope and within `area` ("": anywhere)?
std::vector<bool> places_within(View const &view, Scope const &scope, std::string_view area);

} // namespace jingzhun::api
