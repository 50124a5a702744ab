// A database in memory, empty, gone with the object: for questions that are asked of rows put
// together for them. It has no ledger, and no other connection sees it.
#pragma once

#include "store/database.hpp"

namespace jingzhun::store {

std::unique_ptr<Database> open_in_memory();

} // namespace jingzhun::store
