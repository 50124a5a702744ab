// Records that may be compared with a list: those that have signed for it (Source::
// needs_authorisation). Not for others.
#pragma once

#include "cel/population.hpp"
#include "register/authorisation.hpp"
#include "register/frame_links.hpp"
#include "register/frames.hpp"

namespace jingzhun::registry {

// By row of the link's target: may it be compared on that day? `way`: the matches of
// Authorisation::way; null where there is none. Bounds `days` to those on which the same may be.
std::vector<bool> may_be_compared(cel::Population const &population, Authorisation const &by,
                                  Matches const *way, std::size_t rows, base::Date as_of,
                                  DayRange &days);

// Without those that lead to a row which may not be compared.
Matches only_compared(Matches const &matches, std::vector<bool> const &compared);

} // namespace jingzhun::registry
