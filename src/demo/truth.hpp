// The true findings of the world: each named rule in plain C++, from complete facts.
//
// Independent of the rule engine, so that one proves the other. A finding is also judged by what
// exact linking can know: a row whose number is wrong, or a record without a number, hides what it
// proves.
#pragma once

#include "demo/world.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::demo {

enum class List { insurance, disability, support };

// The finding needs that this person stands in no row of the list.
struct Absence {
    List list;
    std::string name, identity;
};

struct Finding {
    Word rule, record; // record: household, person, official, problem
    std::string subject, period;
    bool plain = true; // exact linking suffices, as far as `absences` hold
    std::vector<Absence> absences;
};

// All findings on the household and its members.
std::vector<Finding> true_findings(Village const &village, Household const &household);
// Missed quotas, one finding a period.
std::vector<Finding> true_lapses(Official const &official);

} // namespace jingzhun::demo
