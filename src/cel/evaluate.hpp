// Row mode: one expression for one record, by walking its tree. The meaning of the language is here;
// columns (program.hpp) must agree with it, and explanations are made by it.
//
// Missing facts are unknown: `&&` and `||` decide without them where the specification's error
// absorption does; `has(r.f)` tells, and never is unknown. A list whose completeness is not known gives
// a known answer only where more elements could not change it (exists: a true one; all: a false one;
// `in`: found; filter and map give such a list again). One unknown element makes filter, count and the
// aggregates unknown. Unknown goes before error where a function has both.
//
// A reference to nobody is null. The sum of nothing is zero of the elements' kind; min, max and avg of
// nothing are errors. Money by a whole number stays an exact ratio. A parameter's area is that of `self`.
#pragma once

#include "cel/population.hpp"
#include "cel/schema.hpp"
#include "cel/syntax.hpp"
#include "cel/value.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jingzhun::cel {

struct EvaluateLimits {
    std::size_t steps_max = 10'000'000; // tree nodes visited; beyond: error value "cel_cost"
    std::size_t bytes_max = 64U << 20;  // of texts and lists made
};

// What an evaluation can see. Every part may be absent.
struct Scope {
    Schema const *schema = nullptr;
    Population const *population = nullptr;
    Context context = {};
    std::optional<RecordReference> self = {};          // its fields are bare names
    std::vector<std::pair<std::string, Value>> variables = {}; // by full name, "a.b" too
    std::string container = {};                        // namespace of the specification's name rules
};

Value evaluate(Expression const &expression, Scope const &scope, EvaluateLimits const &limits = {});

// An explanation: the tree of sub-expressions with their values, and the facts that were read.
struct Explained {
    std::string text; // the sub-expression as written
    Value value;
    // Where this node read a field of a record: which record and field.
    std::optional<MissingFact> fact = {};
    std::string element = {}; // in a macro: which element this branch is about ("m = person row 12")
    std::vector<Explained> parts = {};
};
// The same walk, keeping the tree. Of a macro over a list only the elements that decide are kept
// (exists: true ones; all: false ones), at most `elements_max`, or the first few where none decides.
Explained explain(Expression const &expression, Scope const &scope, std::size_t elements_max = 8);

} // namespace jingzhun::cel
