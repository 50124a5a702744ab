// What an event "tampering" tells: changes made behind the program's back.
#pragma once

#include "store/change.hpp"

namespace jingzhun::store {

// JSON: how many were found, and the first of them with their codes and places.
std::string details_of_tampering(std::vector<base::Problem> const &problems);

// The event itself. Rows that may change are logged as they stand now, so that the log goes on from
// there; what it was before stays in it. Requires: a write transaction is open.
void append_alarm(Database &database, int county, std::vector<base::Problem> const &problems,
                  std::vector<Change> changes);

} // namespace jingzhun::store
