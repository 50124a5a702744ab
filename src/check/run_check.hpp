// A check: the rules' answers written down as findings, in one transaction with its event.
#pragma once

#include "check/snapshot.hpp"
#include "finding/board.hpp"
#include "store/ledger.hpp"

#include <string>
#include <vector>

namespace jingzhun::check {

struct RuleSummary {
    std::string rule;
    std::int64_t met = 0, unmet = 0, unknown = 0; // subjects (duties: subjects × periods)
    std::int64_t opened = 0, reopened = 0, closed = 0, open = 0; // findings; open: after the check
};

struct CheckReport {
    base::Date as_of;
    std::int64_t evaluated = 0; // subjects × rules that applied
    std::vector<RuleSummary> rules;
    double load_seconds = 0, run_seconds = 0, write_seconds = 0;
};

// Brings the findings of the snapshot's rules in line with its answers. `area`: only subjects
// within it. Indicators whose facts are missing raise one finding "facts_missing" a subject, naming
// the facts.
CheckReport run_check(store::Database &database, Snapshot const &snapshot, std::string const &area,
                      store::Actor const &actor);

// The same counts without writing anything: no finding is opened or closed.
CheckReport report_only(Snapshot const &snapshot, std::string const &area);

// The counts alone, without writing.
std::vector<RuleSummary> summarise(Snapshot const &snapshot, std::string const &area);

constexpr std::string_view facts_missing = "facts_missing";

} // namespace jingzhun::check
