// What a person's duties still ask in the periods that are not over: visits and nights of this week
// and this month, against the pack's quotas for the post.
#pragma once

#include "work/person.hpp"

#include <vector>

namespace jingzhun::work {

struct Owed {
    base::Period period;
    bool nights = false; // nights; else visits, or days with a visit
    std::int64_t quota = 0, done = 0;
    std::int64_t owed() const { return quota > done ? quota - done : 0; }
};
// Only quotas above 0, those that are met too. Reads the person's own visits alone. None where the
// pack has no quotas of visits.
std::vector<Owed> owed_by(store::Database &database, pack::Pack const &pack, int county,
                          Person const &person, base::Date on);

} // namespace jingzhun::work
