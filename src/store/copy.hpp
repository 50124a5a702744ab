// Whole stores as files: a copy of one that may be in use, and another put in its place.
#pragma once

#include "store/database.hpp"

#include <string>

namespace jingzhun::store {

// Writes the store as it stands now to a file of its own, on the disk when it returns; whoever
// reads or writes the store goes on. What was deleted from the store is not in the copy. Requires:
// no transaction is open; the file does not exist. Throws Error "disk_full", "file_unwritable"
// about the file, "store_damaged" about the store.
void copy_store(Database &database, std::string const &file);

// Whether it can be tried at all to open it. A file that does not begin like one is left alone,
// with the log beside it, which opening would empty.
bool begins_like_a_store(std::string const &file);

// The files that a store consists of, besides the kept ones: for those who take them away.
void remove_store(std::string const &store) noexcept;

// Puts the store of one address in the place of the other, which keeps its content under the
// address that is answered ("" where there was none). A reader sees the one or the other. The key
// stays where it is; where there is none the new store's becomes it. Requires: both lie in one
// folder, nobody has the new one open. Throws Error "store_busy" where somebody has the old one
// open, "file_unwritable".
std::string replace_store(std::string const &with, std::string const &store);

} // namespace jingzhun::store
