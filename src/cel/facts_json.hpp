// The facts an expression may read, as JSON beside its tree (tree_json.hpp): a small population
// whole, the parameters that hold in one area, the day.
#pragma once

#include "cel/population.hpp"
#include "cel/schema.hpp"
#include "cel/value.hpp"

#include <set>
#include <string>
#include <vector>

namespace jingzhun::cel {

struct FactsWanted {
    std::vector<std::string> parameters = {}; // by name; others are left out
    // Derived fields whose trees are sent along: record and field.
    std::set<std::pair<std::string, std::string>> derived = {};
    RecordReference self = {};
};

// {"as_of": "2020-12-31", "period"?: {"name", "from", "to"}, "self": [table, row],
//  "tables": [{"name", "fields": [name…], "derived": {name: tree}, "rows": [{name: V}…]}…],
//  "parameters": {name: {"keys": 1, "values": [{"keys": ["exit"], "from", "to", "value": V}…]}}}
// V as in conformance.hpp, and {"record": [table, row]}, {"partial": [V…]} for a list of which
// there may be more. A field of a row that is not there is not known. Of a parameter only values of
// the context's area are there, the most specific first.
std::string facts_json(Population const &population, Schema const &schema, Context const &context,
                       FactsWanted const &wanted);

// One value in that notation; "" for errors and unknowns.
std::string fact_json(Value const &value);

} // namespace jingzhun::cel
