// Inspections on record: planned by lot, answered by questionnaire, their findings raised, closures
// looked at again.
//
// Tables `inspection`, `inspection_finding` (which answer raised which finding) and `look_back`
// (closed findings drawn to be looked at again), made when they are needed. Answers are records of
// the questionnaire's register.
#pragma once

#include "pack/model.hpp"
#include "store/ledger.hpp"
#include "survey/inspection_plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::survey {

struct InspectionDesk {
    store::Database &database;
    pack::Pack const &pack;
    int county;
    store::Actor actor;
    base::Date today;
};

struct Inspection {
    std::int64_t id = 0;
    std::string number; // "DC2020-11-003"
    std::string questionnaire, area, team;
    std::vector<std::string> members;
    base::Date day;
    std::int64_t answers = 0; // records so far; filled by `count_answers`
};

// One transaction with its event "inspection_plan". Throws Error "inspection_planned" (the month
// has a plan of this questionnaire already).
std::vector<Inspection> keep_plan(InspectionDesk const &desk, std::string const &questionnaire,
                                  std::string const &month, std::string const &seed,
                                  std::vector<PlannedVisit> const &visits);
// In order of number; of one month where `month` is not empty.
std::vector<Inspection> list_inspections(store::Database &database, int county,
                                         std::string const &month = {});
// Throws Error "inspection_unknown".
Inspection find_inspection(store::Database &database, int county, std::string const &number);

// What the answers of some inspections say.
struct Recorded {
    std::int64_t answers = 0;
    std::int64_t unanswered = 0;      // questions that should have been asked
    std::int64_t not_asked = 0;       // answers to questions that should not
    std::vector<std::int64_t> raised; // findings, by number
    // Keys of what was inspected, each with its area.
    std::vector<std::pair<std::string, std::string>> subjects;
};
// Raises the findings of the answers that are there and have raised none yet. Throws Error
// "inspection_early" (before its day), "inspection_outside" (a record of another area).
// Requires: a write transaction is open; an event follows in it.
Recorded raise_findings(InspectionDesk const &desk, Inspection const &inspection);

// A share with its arithmetic: sums of weights.
struct RateResult {
    pack::AcceptanceRate const *rate = nullptr;
    std::int64_t part = 0, whole = 0;
    std::int64_t unknown = 0;   // records among which it is not known whether they count
    std::optional<bool> within; // the limit; nothing where there is none
};
std::vector<RateResult> acceptance(InspectionDesk const &desk, std::string const &questionnaire,
                                   std::vector<Inspection> const &inspections);

// Findings raised by these inspections, by number.
std::vector<std::int64_t> findings_of(store::Database &database, int county,
                                      std::vector<Inspection> const &inspections);

struct LookBack {
    std::int64_t finding = 0;
    std::string month, result; // "" (drawn), "holds", "false"
    std::string by;
    std::optional<base::Date> on;
};
// Draws of the findings closed in the month so many percent (rounded up) by the seed, in the order
// they were selected. One transaction with its event. Throws Error "look_back_drawn",
// "look_back_nothing" (none was closed).
std::vector<LookBack> draw_look_back(InspectionDesk const &desk, base::Period const &month,
                                     int percent, std::string const &seed);
// What was seen. A false closure opens the finding again and is counted against who closed it
// (finding::faults). Throws Error "look_back_unknown", "reason_missing", and what
// `finding::perform` throws.
void look_back(InspectionDesk const &desk, std::int64_t finding, bool holds);
std::vector<LookBack> list_look_backs(store::Database &database, int county,
                                      std::string const &month = {});

} // namespace jingzhun::survey
