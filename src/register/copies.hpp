// Other copies of a store that this machine knows of: whoever erases something must decide about
// them too.
#pragma once

#include "store/database.hpp"

#include <string>
#include <vector>

namespace jingzhun::registry {

struct KnownCopy {
    std::string file;
    bool there = false; // is found where it was written; if not, somebody took it elsewhere
    bool operator==(KnownCopy const &) const = default;
};
// The stores that restores put aside (STORE.replaced-…), then the backups that events tell of, in
// order of name; each file once.
std::vector<KnownCopy> known_copies(store::Database &database, int county);

} // namespace jingzhun::registry
