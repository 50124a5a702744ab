// Rows of a list that could be anybody's: no number or a wrong one. They make an absence uncertain.
#pragma once

#include "demo/truth.hpp"
#include "demo/world.hpp"

#include <array>
#include <string>
#include <unordered_set>

namespace jingzhun::demo {

class PossibleRows {
  public:
    // A row whose number finds nobody.
    void add(List list, Written const &who);
    // Whether some row of the list could be the person: the same name, or a number one slip away.
    bool could_be(Absence const &absence) const;

  private:
    struct Rows {
        std::unordered_set<std::string> names, numbers; // only asked for membership, never listed
    };
    std::array<Rows, 3> lists_;
};

} // namespace jingzhun::demo
