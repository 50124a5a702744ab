// Records of one register that are sure to be one person by the linkage model, kept as decisions of
// the register's link to itself (pack: `many`, with a `possible.model`), so that rules can read
// them beside equal numbers. Not for others.
#pragma once

#include "register/link_rows.hpp"

namespace jingzhun::registry {

// What stands and what the linker says now, of one link; in order of records.
struct SelfLink {
    std::vector<LinkDecision> held, wanted;
};
using SelfLinks = std::vector<SelfLink>;

// Of registers named (all where none is). What a person refused stays refused; pairs that are less
// than sure are not wanted: `find_duplicates` lists them.
SelfLinks look_at_self(store::Database &database, pack::Pack const &pack, int county,
                       std::vector<std::string> const &registers);
// Counts in `added` and `withdrawn`. Requires: the write transaction is open.
void write_self(store::Database &database, int county, store::Actor const &actor,
                SelfLinks const &links, LinkReport &report);

} // namespace jingzhun::registry
