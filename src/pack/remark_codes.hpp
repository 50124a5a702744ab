// Codes that nothing in a pack names: neither a rule nor an example, procedure, questionnaire or
// layout tells them from the others. Inside this folder only.
//
// A list that says where it comes from (`source`) is an official table, whole by definition: each
// of its codes can be recorded and read, so none of them is remarked.
#pragma once

#include "pack/faults.hpp"
#include "pack/tree.hpp"

#include <set>
#include <string>

namespace jingzhun::pack {

using Words = std::set<std::string, std::less<>>;

// Every word written anywhere below the node. A word is of letters, digits and underlines.
void words_in(Node const &node, Words &words);

// One remark "pack_codes_unnamed" a list, at the first such code. `tree`: of the whole pack.
void remark_codes(Node const &tree, Faults &faults);

} // namespace jingzhun::pack
