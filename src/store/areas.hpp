// The divisions a store covers, kept with it: what `init` brought in, what names are read against.
#pragma once

#include "base/area.hpp"
#include "store/database.hpp"

#include <vector>

namespace jingzhun::store {

// Replaces the county's divisions. Requires: the caller's write transaction is open.
void put_areas(Database &database, int county, std::vector<base::Area> const &areas);
// In order of their codes.
std::vector<base::Area> load_areas(Database &database, int county);
// Counties with divisions, ascending: the counties of this store.
std::vector<int> counties(Database &database);

} // namespace jingzhun::store
