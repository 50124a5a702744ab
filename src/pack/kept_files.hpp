// The files of a pack that is kept elsewhere as one tree. Inside this folder only.
#pragma once

#include "pack/folder.hpp"
#include "pack/load.hpp"

#include <span>
#include <string>

namespace jingzhun::pack {

// As read_folder does it (folder.hpp), of files in memory, with their paths as places. Without
// `tests` files that hold nothing but cases, scenarios, their cast and mechanisms are hashed and
// not read.
Folder read_files(std::span<File const> files, std::string const &folder, bool tests,
                  Faults &faults);

} // namespace jingzhun::pack
