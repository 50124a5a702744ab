// The type check: resolves every name against the schema and gives every node its type, or says
// everything that is wrong with place, what was expected and the nearest name.
#pragma once

#include "cel/schema.hpp"
#include "cel/syntax.hpp"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace jingzhun::cel {

struct Variable {
    std::string name;
    Type type;
};

struct Checked {
    std::unordered_map<Node const *, Type> types; // of every node, derived fields' nodes too
    Type type;                                    // of the whole
    std::vector<base::Problem> problems;          // empty: well typed
};

// `self`: the record type whose fields are bare names; empty for none.
// Also known: as_of (date); period where `has_period`.
Checked check(Expression const &expression, Schema const &schema, std::string_view self,
              bool has_period = false, std::vector<Variable> const &variables = {});

} // namespace jingzhun::cel
