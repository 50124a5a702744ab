// What is to be done: by one person today, and what is stuck where for whoever leads an area.
//
// A person's list is read from indexes by his or her number, a leader's from kept counts; neither
// reads the findings as a whole.
#pragma once

#include "finding/finding.hpp"
#include "work/act.hpp"
#include "work/owed.hpp"
#include "work/waiting.hpp"

#include <string>
#include <vector>

namespace jingzhun::work {

enum class Why {
    late,      // mine, and its time is over
    returned,  // mine, and sent back
    due,       // mine
    overseen,  // somebody's, late, gone up to me
    to_verify, // rectified, and mine to go and see
    to_assign  // of my role, and nobody's yet
};
std::string_view to_string(Why why);
pack::Title const &title_of(Why why);

struct WorkItem {
    Why why = Why::due;
    finding::Finding finding;
    int times_returned = 0, level = 0;
};

struct Worklist {
    Person person;
    base::Date on;
    std::int64_t mine = 0, late = 0, overseen = 0, to_verify = 0, to_assign = 0; // in all
    std::vector<WorkItem> items; // the most urgent of each kind, by Why and then by deadline
    std::vector<Owed> owed;
    std::vector<WaitingStep> steps;    // of cases where the person works
    std::vector<EndingNotice> notices; // that come down within three days
};
// At most `limit` items of each kind.
Worklist worklist_of(FindingDesk const &desk, Person const &person, base::Date on,
                     std::size_t limit = 50);

// The roles of owners a person holds by post and unit.
std::vector<std::string> roles_of(pack::Responsibility const &rules, Person const &person);

// Where work is stuck, by stage and age.
struct Stuck {
    std::string area, owner; // owner: "" in a row of an area, area: "" in a row of an owner
    std::int64_t open = 0, assigned = 0, rectified = 0, verified = 0, closed = 0;
    std::int64_t late = 0, hard = 0;
    std::int64_t week = 0, month = 0, quarter = 0, older = 0; // not closed, by days since found
    std::optional<base::Date> oldest;
    std::int64_t unclosed() const { return open + assigned + rectified + verified; }
};
struct AreaWorklist {
    std::string area;
    base::Date on;
    Stuck total;
    std::vector<Stuck> areas;  // one level below, the most late first
    std::vector<Stuck> owners; // by owner, the most late first
    std::vector<WaitingStep> steps;
};
AreaWorklist worklist_of_area(FindingDesk const &desk, std::string const &area, base::Date on);

} // namespace jingzhun::work
