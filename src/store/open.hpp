// Opening a store by its address: a file is SQLite; "postgresql://…" is PostgreSQL.
#pragma once

#include "store/database.hpp"

namespace jingzhun::store {

enum class Access { create, write, read };

struct OpenOptions {
    int busy_milliseconds = 10000; // how long a writer waits for another one's turn to end
    // How many pages the log holds before they are written back: later and larger makes loads
    // faster.
    int checkpoint_pages = 8000;
};

// create: the file must not exist, or be empty, or a store without content that an interrupted
// `create` left (Error "store_exists"); it gets the base tables (ledger.hpp). write and read: it
// must exist (Error "store_missing"), be a store ("store_foreign") of this version
// ("store_newer", "store_older" say what to do), and sound enough to open ("store_damaged",
// "store_unfinished"). Errors
// of the disk: "disk_full", "store_unwritable", "store_busy". Any number may read while one writes;
// of two that write, in one process or two, the second waits for its turn in begin_write.
std::unique_ptr<Database> open(std::string const &address, Access access,
                               OpenOptions const &options = {});

// The layout version this program writes; kept in the store's own header.
constexpr int store_version = 3;

} // namespace jingzhun::store
