// When a step, a notice or a whole case is due.
#pragma once

#include "work/world.hpp"

#include <optional>
#include <variant>

namespace jingzhun::work {

// Nothing: no deadline. A problem where it cannot be told: "case_days_unknown", "calendar_ends".
using Due = std::variant<std::optional<base::Date>, base::Problem>;

Due due_after(World const &world, Variables const &variables, cel::Expression const *days,
              pack::CountedIn counted, base::Date from);
// Of the step whose turn it is, or of a step beside the order, which counts from the opening.
Due due_of(World const &world, pack::Procedure const &procedure, Case const &one,
           pack::Step const &step);
Due due_of_whole(World const &world, pack::Procedure const &procedure, Case const &one);
// The last day that is known, of the step and of the whole.
std::optional<base::Date> known(Due const &due);

} // namespace jingzhun::work
