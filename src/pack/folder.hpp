// The files of a pack's folder as one tree, with the packs it overlays below it. Inside this folder
// only.
#pragma once

#include "pack/tree.hpp"

#include <deque>
#include <string>
#include <vector>

namespace jingzhun::pack {

// A file of the folder `linkage`: no part of the tree, it has a language of its own.
struct LinkageFile {
    std::string name, file, text; // "person"
};

struct Folder {
    std::deque<std::string> files; // names, which the tree points to
    Node tree;
    std::vector<LinkageFile> linkages; // of several layers with one name the highest
    std::string
        hash; // SHA-256 over names and contents (line ends as LF, no byte order mark) of all layers
};

// Throws Error "pack_missing" where the folder has no pack.toml, and whatever reading files throws.
Folder read_folder(std::string const &folder, Faults &faults);

} // namespace jingzhun::pack
