// Files and the folders the product brings along.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::base {

// Whole file. Throws Error "file_missing", "file_unreadable", or "file_too_large" over `bytes_max`.
std::string read_file(std::string const &file, std::size_t bytes_max = std::size_t{1} << 30);
// Written to a neighbour first and renamed, so that a reader never sees half; on the disk when it
// returns. Throws Error "file_unwritable", "disk_full".
void write_file(std::string const &file, std::string_view bytes);
// The same for a copy of another file, which may be larger than the memory. Throws what `read_file`
// and `write_file` throw.
void copy_file(std::string const &from, std::string const &to);
// Returned = the names of files made in the folder of this one, or taken out of it, are on the
// disk. Throws Error "file_unwritable".
void sync_folder_of(std::string const &file);
// Files below the folder with that ending, sorted by path. Throws Error "folder_missing".
std::vector<std::string> files_below(std::string const &folder, std::string_view ending);
// A file or folder the product ships (packs/china, data/divisions/431128.csv, web/dist): looked for
// under $JINGZHUN_HOME, beside the program, in the folders above it, and last in the current
// folder; in each of them also under share/jingzhun. Throws Error "shipped_file_missing".
std::string shipped(std::string_view path);

} // namespace jingzhun::base
