// The division tree of a store's county, kept in the store so that it stands alone.
#pragma once

#include "base/area.hpp"
#include "store/database.hpp"

#include <vector>

namespace jingzhun::registry {

// Inside the caller's transaction; creates the table where it is missing and replaces its rows.
void store_areas(store::Database &database, int county, std::vector<base::Area> const &areas);
base::AreaTree load_areas(store::Database &database, int county);

} // namespace jingzhun::registry
