// Running a pack's scenarios: histories of acts on one subject, in memory, by the same transition
// as in a store.
#pragma once

#include "cel/schema.hpp"
#include "pack/model.hpp"
#include "work/case.hpp"

#include <string>
#include <vector>

namespace jingzhun::work {

// One thing that went otherwise than written.
struct Difference {
    base::Place place;
    std::string act;                     // "vote", "ends", "states main_cause"
    std::string expected, got;           // codes and ids, "taken", "done" …
    std::vector<base::Problem> problems; // of a refusal
};

struct ScenarioResult {
    pack::Scenario const *scenario = nullptr;
    Case end;
    std::vector<Difference> differences;
    std::size_t checked = 0; // acts, the end, what was stated
    bool passed() const { return differences.empty(); }
};

// Requires: a sound pack.
ScenarioResult run(pack::Pack const &pack, cel::Schema const &schema,
                   pack::Scenario const &scenario);
std::vector<ScenarioResult> run_scenarios(pack::Pack const &pack);

} // namespace jingzhun::work
