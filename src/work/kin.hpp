// Who is too close to a matter to judge of it: the person himself, his household, the household of
// a relative on file.
#pragma once

#include "work/route.hpp"

#include <set>

namespace jingzhun::work {

// Whom a person is close to.
struct Close {
    std::string person;             // the person's own key
    std::set<std::string> subjects; // keys of what helpers are paired with: households
    bool holds(Subject const &subject) const {
        return (!subject.person.empty() && subject.person == person) ||
               subjects.contains(subject.paired);
    }
};
// By the pack's register of relatives (Responsibility::kin) as it stands on the day; where the pack
// has none, only himself. Reads the numbers of the whole population: not for every row of a list.
Close close_to(store::Database &database, pack::Pack const &pack, int county,
               std::string const &person, base::Date on);

} // namespace jingzhun::work
