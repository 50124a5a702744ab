// The one place that decides what an act makes of a case: a pure function, so that any number of
// histories can be tried in memory.
//
// Refused: everything that is wrong, and what is still missing; the case stays as it was. Refusals
// are codes of the chapter "work" of the catalogue, and duty_separated:
//  - whether at all: case_not_opened, case_open_already, case_closed, case_clock_back,
//  case_day_ahead, case_start_unmet,
//    case_reason_missing;
//  - whose turn it is: case_step_unknown, case_step_order, case_step_twice, case_step_needed,
//    case_notice_posted, case_notice_missing, case_notice_stands, case_objection_open,
//    case_objection_none, case_objection_late, case_objection_unknown, case_outcome_none;
//  - who: case_wrong_person, duty_separated, case_relative, case_late, case_whole_late;
//  - what: case_record_unknown, case_record_missing, case_document_kind, case_names_few,
//    case_names_twice, case_condition_unmet, case_condition_unknown, case_effect_unknown,
//    case_days_unknown, calendar_ends.
#pragma once

#include "work/world.hpp"

#include <variant>
#include <vector>

namespace jingzhun::work {

using Applied = std::variant<Case, std::vector<base::Problem>>;

// Opening is an act on a case without acts, of which only procedure, pack and subject are filled.
Applied apply(World const &world, pack::Procedure const &procedure, Case const &before,
              Act const &act);

// The right an act needs: the operation and the area it must be held for, that of the level the
// matter has escalated to where it is late.
struct Right {
    pack::Operation operation = pack::Operation::record;
    std::string area;
};
Right right_for(World const &world, pack::Procedure const &procedure, Case const &one,
                Act const &act);

} // namespace jingzhun::work
