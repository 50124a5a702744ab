// The SQLite engine: one file a county, opened in write-ahead mode.
//
// Not for the rest of the product: `open` (open.hpp) chooses the engine.
#pragma once

#include "store/open.hpp"

namespace jingzhun::store {

// Contract and errors: `open`.
std::unique_ptr<Database> open_sqlite(std::string const &file, Access access,
                                      OpenOptions const &options);

} // namespace jingzhun::store
