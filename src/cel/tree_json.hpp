// An expression as JSON, for an evaluator elsewhere: the pages evaluate conditions of forms by it
// (web/src/cel), without ever seeing the text. docs/cel.md describes the format; what is written
// stays readable: members are only ever added.
#pragma once

#include "cel/check.hpp"
#include "cel/syntax.hpp"

#include <string>

namespace jingzhun::cel {

// One object a node, by what it is:
//   {"value": V}                               V as in conformance.hpp
//   {"name": "wage", "absolute"?: true}
//   {"field": "name", "of": N}                 a selection
//   {"has": "name", "of": N}
//   {"index": [N, N]}
//   {"call": "_+_", "with": [N…], "member"?: true}   member: the first is the receiver
//   {"list": [N…]}
//   {"map": [[N, N]…]}
//   {"macro": "sum", "over": N, "names": ["m"], "each": [N…], "zero"?: "money"}
// "zero", also at the call of a member sum: the kind of a sum of nothing, where it is not int.
// Requires: `checked` is of this expression.
std::string tree_json(Expression const &expression, Checked const &checked);

} // namespace jingzhun::cel
