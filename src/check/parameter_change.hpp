// Another value of a parameter of the policy, as people write it: what a what-if tries.
#pragma once

#include "cel/parameter.hpp"

#include <string>
#include <utility>
#include <vector>

namespace jingzhun::check {

// "line[purpose=exit]=4000", "income_tolerance=20", "line[purpose=exit,area=43]=5000".
struct ParameterChange {
    std::string parameter;
    std::vector<std::pair<std::string, std::string>>
        keys;          // by name; keys not named: every value of them
    std::string area;  // only values of this area; empty: of every area
    std::string value; // as people write it
};
// Throws Error "change_malformed".
ParameterChange parse_change(std::string const &text);
// The pack with the value put in, for all dates. Throws Error "parameter_unknown",
// "parameter_key_unknown", "parameter_value_unread".
void apply_change(std::vector<cel::Parameter> &parameters, ParameterChange const &change);

} // namespace jingzhun::check
