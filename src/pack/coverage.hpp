// Which part of a pack carries each mechanism the founding documents name, as one Markdown page.
//
// Made from `[[mechanism]]` alone: the same pack gives the same page, and a page kept in docs/ can
// be compared with it. Numbers of rules or examples are left out, so that adding one changes
// nothing.
#pragma once

#include "base/error.hpp"
#include "pack/title.hpp"

#include <string>
#include <vector>

namespace jingzhun::pack {

// What of the pack carries a mechanism: "rule:unsafe_house", "register:fund", "command:import".
struct Carrier {
    std::string kind, name;
};

// One thing a founding document asks for, what carries it and what shows that it does. Where
// nothing carries it the reason says why.
struct Mechanism {
    std::string id, document;
    Title title;
    std::vector<Carrier> carried_by;
    std::vector<std::string> shown_by; // tests and documents, by path
    Title reason;                      // empty where something carries it
    base::Place place;
};

// The mechanisms of the pack in the folder and of those it overlays. Requires: the pack is sound
// (load.hpp), so every carrier exists. A `command` is one of the program; nobody looks for it here.
std::vector<Mechanism> load_mechanisms(std::string const &folder);

// A section for each document in the order of the pack, a row for each mechanism.
std::string coverage_page(std::vector<Mechanism> const &mechanisms);

} // namespace jingzhun::pack
