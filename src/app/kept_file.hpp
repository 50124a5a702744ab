// Files that belong to a store, kept beside it under the hash of their content.
#pragma once

#include <string>

namespace jingzhun::app {

// "STORE.files/HASH.pdf"; answers "HASH name.pdf", "" for no file. What is kept already is not
// copied again. Throws Error "file_missing", "file_unreadable", "disk_full".
std::string keep_file(std::string const &store, std::string const &file);
// Where a kept file of that name lies.
std::string kept_path(std::string const &store, std::string const &kept);

} // namespace jingzhun::app
