// What is on one person's desk: findings he or she answers for, and late ones that came up. Read
// from indexes, however many findings there are.
#pragma once

#include "finding/finding.hpp"

namespace jingzhun::finding {

struct Assigned {
    Finding finding;
    int times_returned = 0, level = 0;
};
// Not closed, the earliest deadline first. `person`: a record, as Life::assignee.
std::vector<Assigned> assigned_to(store::Database &database, int county, std::int64_t person,
                                  std::size_t limit);
std::vector<Assigned> overseen_by(store::Database &database, int county, std::int64_t person,
                                  std::size_t limit);

struct AssignedTotals {
    std::int64_t assigned = 0, late = 0, overseen = 0; // late: of those assigned, still to be done
};
AssignedTotals assigned_totals(store::Database &database, int county, std::int64_t person,
                               base::Date on);

} // namespace jingzhun::finding
