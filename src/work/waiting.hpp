// Cases that wait at a step, and notices that soon come down, by area: what procedures add to a
// worklist.
#pragma once

#include "work/person.hpp"

namespace jingzhun::work {

struct WaitingStep {
    pack::Title procedure, step;
    std::int64_t cases = 0;
    base::Date since; // the longest
};
// Open cases within one of the areas, the longest waiting first. `person`: only steps that are his
// by the pack (Responsibility::actors); null: all.
std::vector<WaitingStep> waiting_steps(store::Database &database, pack::Pack const &pack,
                                       int county, std::vector<std::string> const &areas,
                                       Person const *person = nullptr);
// Does this person act for that body? Where the pack names nobody for it, whoever looks after an
// area does.
bool acts_for(pack::Responsibility const &rules, std::string_view body, Person const &person);

struct EndingNotice {
    std::int64_t case_id = 0;
    std::string label, area;
    base::Date until; // it stands on this day too
};
// That stand, and come down by that day.
std::vector<EndingNotice> ending_notices(store::Database &database, int county,
                                         std::vector<std::string> const &areas, base::Date by);

} // namespace jingzhun::work
