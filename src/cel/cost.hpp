// What an expression costs before it runs: an estimate from its tree alone, so that a pack whose
// rules could hang the machine is refused when it is loaded.
//
// The unit is the step: one node of the tree evaluated for one record. Text tests and patterns
// count ten. The body of a macro counts once for each element: of a list that stands in the
// expression as many as are written, of any other sixteen. A derived field counts as its
// expression.
#pragma once

#include "cel/check.hpp"

#include <cstdint>
#include <optional>

namespace jingzhun::cel {

constexpr std::uint64_t steps_estimated_max = 1'000'000; // of one expression for one record
constexpr std::uint64_t elements_assumed = 16;

// Requires: `checked` has no problems. Never more than 10^15.
std::uint64_t estimated_steps(Expression const &expression, Schema const &schema,
                              std::string_view record, Checked const &checked);
// The problem "cel_too_costly" at the expression's place where the estimate is over the limit.
std::optional<base::Problem> cost_problem(Expression const &expression, Schema const &schema,
                                          std::string_view record, Checked const &checked);

} // namespace jingzhun::cel
