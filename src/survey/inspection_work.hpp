// The work of an inspected month, the same for the command line and the pages: visits planned for
// every area of a level, answers taken in as a table or for one subject.
#pragma once

#include "base/area.hpp"
#include "survey/inspection_book.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace jingzhun::survey {

// Throws Error "questionnaire_unknown".
pack::Questionnaire const &questionnaire_of(pack::Pack const &pack, std::string const &name);
// "2020-12". Throws Error "report_period_wrong".
base::Period month_named(std::string const &name);

struct MonthRequest {
    std::string questionnaire;
    base::Period month;
    std::size_t digits = 9; // of the areas to visit: 9 townships, 12 villages
    std::string seed;
};
// Every area that stands on the month's first day, on the working days of the pack's calendar.
// Members avoid what they name and what the register of persons ties them to. Throws what
// `plan_visits` and `keep_plan` throw, "draw_seed_missing".
std::vector<Inspection> plan_month(InspectionDesk const &desk, base::AreaTree const &areas,
                                   MonthRequest const &request, std::vector<TeamMember> members);

// What one subject answered; by id of the question, as people write it.
struct Answers {
    std::string subject; // its key
    std::vector<std::pair<std::string, std::string>> given;
};
// A table of one row that `record_table` reads. Throws Error "inspection_question_unknown".
void write_answers(pack::Questionnaire const &questionnaire, Inspection const &inspection,
                   Answers const &answers, std::string const &file);
// Takes a table in whole or not at all and raises what its answers say. One transaction with its
// events. `keep_in`: the folder that keeps the table; empty: it is not kept. Throws Error of the
// first row that is refused, and what `raise_findings` and `require` throw; `require` sees what was
// recorded before it stands.
using RecordedCheck = std::function<void(Recorded const &)>;
Recorded record_table(InspectionDesk const &desk, base::AreaTree const &areas,
                      Inspection const &inspection, std::string const &file,
                      std::string const &keep_in, RecordedCheck const &require);

} // namespace jingzhun::survey
