// Opening a store by its address: a file is SQLite; "postgresql://…" is PostgreSQL.
#pragma once

#include "store/database.hpp"

namespace jingzhun::store {

enum class Access { create, write, read };

// create: the file must not exist (Error "store_exists"). write and read: it must (Error "store_missing"),
// be a store ("store_foreign") of this version ("store_newer", "store_older" say what to do), and sound
// enough to open ("store_damaged"). Errors of the disk: "disk_full", "store_unwritable", "store_busy".
std::unique_ptr<Database> open(std::string const &address, Access access);

// The layout version this program writes; kept in the store's own header.
constexpr int store_version = 1;

} // namespace jingzhun::store
