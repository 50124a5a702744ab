// A what-if as JSON: the same for the command line and the web application.
#pragma once

#include "base/area.hpp"
#include "check/what_if.hpp"

#include <string>

namespace jingzhun::api {

// {before: [{rule, met, unmet, unknown}], after: […],
//  by: [{area, name, rule, met, unmet, unknown, newly_unmet, newly_met}]}
std::string what_if_json(check::WhatIf const &result, base::AreaTree const &areas);

} // namespace jingzhun::api
