// What would change under other parameters or another pack: counted by area, nothing written.
#pragma once

#include "check/parameter_change.hpp"
#include "check/run_check.hpp"

#include <memory>
#include <string>
#include <vector>

namespace jingzhun::check {

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

// Many what-ifs over one snapshot: the answers it has are kept, and a change of parameters runs
// only the rules that read them, and those that read answers which came out otherwise. Nothing is
// loaded and no column copied. For several threads at once. Requires: the snapshot outlives this.
class Scenarios {
  public:
    explicit Scenarios(Snapshot const &snapshot);
    ~Scenarios();
    // Throws what parse_change and apply_change throw.
    WhatIf run(std::vector<ParameterChange> const &changes, int area_digits);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// One what-if. `other`: the pack to compare with; null: the snapshot's own. It must have the same
// registers (Error "pack_other_registers"). Needs no second load where it reads the same fields in
// the same way.
WhatIf what_if(store::Database &database, Snapshot const &snapshot, pack::Pack const *other,
               std::vector<ParameterChange> const &changes, int area_digits);

} // namespace jingzhun::check
