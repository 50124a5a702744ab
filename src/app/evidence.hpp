// Files that show that something was done, kept beside the store under the hash of their content.
#pragma once

#include <string>
#include <vector>

namespace jingzhun::app {

// Copies the file into STORE.files, as imported files are; answers "sha256 name". "" of no file.
// Throws Error "file_missing", "file_unreadable", "file_unwritable".
std::string keep_evidence(std::string const &store, std::string const &file);
std::vector<std::string> keep_evidence(std::string const &store,
                                       std::vector<std::string> const &files);

} // namespace jingzhun::app
