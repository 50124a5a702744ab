// Reading a pack from its folder, and proving it by itself.
#pragma once

#include "pack/model.hpp"

#include <span>
#include <string>
#include <vector>

namespace jingzhun::pack {

struct Loaded {
    Pack pack;
    std::vector<base::Problem> problems; // every fault, each with its place; empty: sound
};
// Reads every *.toml below the folder (pack.toml first; `extends` brings in the pack it overlays)
// and checks it: unknown keys, types, names that lead nowhere, expressions that do not type,
// parameters with gaps or overlaps, rules without source or tests. Throws Error only where the
// folder cannot be read.
Loaded load(std::string const &folder);
// The pack, or Error "pack_faulty" naming the first fault and how many more.
Pack load_or_throw(std::string const &folder);

// A file of a pack that is kept elsewhere: "china/rules/exit.toml", within what holds all layers.
struct File {
    std::string path, text;
};
// A pack that was found sound and kept, for running: as load_or_throw reads it from `folder`, but
// without its cases, scenarios and their cast, which only prove it, and unchecked where the files
// still hash to `hash`. Where they do not they are read and checked whole, and the pack has their
// hash.
Pack load_kept(std::span<File const> files, std::string const &folder, std::string const &hash);

} // namespace jingzhun::pack
