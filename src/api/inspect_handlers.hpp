// The handlers of inspections, draws, grievances, reveals and administration, one file a matter.
// Requires: what handlers.hpp says.
#pragma once

#include "api/asked.hpp"

namespace jingzhun::api {

// inspections.cpp
Response list_questionnaires(Asked const &asked);
Response list_inspections(Asked const &asked);
Response plan_inspections(Asked const &asked);
Response show_acceptance(Asked const &asked);
// inspection_answers.cpp
Response show_inspection(Asked const &asked);
Response look_at_answers(Asked const &asked);
Response record_answers(Asked const &asked);
Response record_answer_table(Asked const &asked);
// look_backs.cpp
Response list_look_backs(Asked const &asked);
Response draw_look_backs(Asked const &asked);
Response judge_look_back(Asked const &asked);

// draws.cpp
Response list_draws(Asked const &asked);
Response seal_draw(Asked const &asked);
Response show_draw(Asked const &asked);
Response run_draw(Asked const &asked);
Response show_draw_file(Asked const &asked);

// grievances.cpp
Response list_grievances(Asked const &asked);
Response show_grievance(Asked const &asked);
Response report_grievances(Asked const &asked);
Response list_grievance_persons(Asked const &asked);
// grievance_acts.cpp
Response find_similar_grievances(Asked const &asked);
Response take_in_grievance(Asked const &asked);
Response take_up_grievances(Asked const &asked);
Response act_on_grievance(Asked const &asked);
Response escalate_grievances(Asked const &asked);

// glass.cpp
Response break_glass(Asked const &asked);
Response list_glasses(Asked const &asked);
Response show_through_glass(Asked const &asked);
Response end_glass(Asked const &asked);
// reveals.cpp
Response list_reveals(Asked const &asked);
Response review_reveal(Asked const &asked);

// area.cpp, area_map.cpp
Response show_area(Asked const &asked);
Response show_map(Asked const &asked);
Response keep_map(Asked const &asked);
Response drop_map(Asked const &asked);
// statistics.cpp, reports.cpp
Response list_statistics(Asked const &asked);
Response show_statistic(Asked const &asked);
Response list_reports(Asked const &asked);
Response show_report(Asked const &asked);

// divisions.cpp, sessions.cpp, checkpoints.cpp, backups.cpp
Response list_divisions(Asked const &asked);
Response list_sessions(Asked const &asked);
Response end_session(Asked const &asked);
Response list_checkpoints(Asked const &asked);
Response issue_checkpoint(Asked const &asked);
Response list_backups(Asked const &asked);
Response make_backup(Asked const &asked);

} // namespace jingzhun::api
