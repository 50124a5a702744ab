// Looking for whom the rows mean whose number finds nobody: mistyped, or missing. By the linkage
// model that the row's link names (pack: linkage/NAME.toml), against all records of the other
// register.
//
// A row is decided the same way in whatever company it comes: what the model gives is kept, how
// rare names are is counted in the other register alone.
#pragma once

#include "register/link_decision.hpp"

#include <string>
#include <vector>

namespace jingzhun::registry {

struct LinkReport {
    std::int64_t linked = 0;    // rows that hold by a decision, all that were looked at
    std::int64_t waiting = 0;   // rows that a person must decide
    std::int64_t withdrawn = 0; // decisions that hold no longer
    std::int64_t added = 0;
};

// Of links from or to the registers named (all where none is). Decisions that came out as before
// stay; what a person decided stays as long as both sides say what they said then. Appends the
// event "link" where anything changed. Requires: the write transaction is open.
LinkReport link_rows(store::Database &database, pack::Pack const &pack, int county,
                     store::Actor const &actor, std::vector<std::string> const &registers = {});

// The same while others may write: all is compared before the write transaction, which is this
// function's own and short, is open; once more where somebody wrote in between.
LinkReport link_rows_apart(store::Database &database, pack::Pack const &pack, int county,
                           store::Actor const &actor,
                           std::vector<std::string> const &registers = {});

} // namespace jingzhun::registry
