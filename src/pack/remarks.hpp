// What a sound pack could still do better: examples that are missing, values nobody tries.
//
// Not faults: the pack may be used as it is. `pack lint` prints them after the faults.
#pragma once

#include "pack/model.hpp"

#include <string>
#include <vector>

namespace jingzhun::pack {

// In the order of file and line:
// * a rule without an example whose answer is unknown, though a fact it reads may be missing: one
// it
//   reads outside has(…) and never asks for with has(…)
// * a parameter whose name stands nowhere outside parameters and cases
// * values of a parameter that no example of a rule reading it picks (by area and date)
// * codes of a list that nothing outside the lists names (remark_codes.hpp)
// * a value for an area that has nothing in common with the pack's own
// `folder` is where the pack was loaded from. Requires: a sound pack.
std::vector<base::Problem> remarks(Pack const &pack, std::string const &folder);

} // namespace jingzhun::pack
