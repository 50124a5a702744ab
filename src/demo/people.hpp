// Families: who lives together, how they are related, when they were born.
//
// One head, one to eight people, one to three generations; siblings a year or more apart, twins now
// and then. Drafts have no names or numbers yet.
#pragma once

#include "demo/random.hpp"
#include "demo/world.hpp"

#include <vector>

namespace jingzhun::demo {

inline constexpr std::size_t members_max = 8;

enum class Line { head, other }; // whose surname: the lineage's, or one of their own

struct Draft {
    Word relation;
    base::Sex sex;
    base::Date birth;
    int generation; // 0 the head's, -1 the parents', 1 the children's
    Line line = Line::head;
};

// The head comes first. `old_age` in percent leans to elderly households (the registered ones).
std::vector<Draft> draft_family(Random &random, int old_age);

} // namespace jingzhun::demo
