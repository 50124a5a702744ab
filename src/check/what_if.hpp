// What would change under other parameters or another pack: counted by area, nothing written.
#pragma once

#include "check/run_check.hpp"

#include <string>
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

struct AreaDifference {
    std::string area, rule;
    std::int64_t met = 0, unmet = 0, unknown = 0; // after
    std::int64_t newly_unmet = 0, newly_met = 0;  // against before
};

struct WhatIf {
    std::vector<RuleSummary> before, after;
    std::vector<AreaDifference> by; // only areas and rules where something differs
    double seconds = 0;             // of the second run alone
};

// `other`: the pack to compare with; null: the snapshot's own. It must have the same registers
// (Error "pack_other_registers"). Needs no second load where it reads the same fields.
WhatIf what_if(store::Database &database, Snapshot const &snapshot, pack::Pack const *other,
               std::vector<ParameterChange> const &changes, int area_digits);

} // namespace jingzhun::check
