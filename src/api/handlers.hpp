// The handlers, one file a matter. Requires: `request.arguments` holds what stood for {…} in the
// path; the door of the route (routes.cpp) has been passed.
#pragma once

#include "api/asked.hpp"

namespace jingzhun::api {

Response show_health(Asked const &asked);
Response show_openapi(Asked const &asked);

// session.cpp
Response show_session(Asked const &asked);
Response sign_in(Asked const &asked);
Response sign_out(Asked const &asked);
Response change_password(Asked const &asked);
Response set_up_code(Asked const &asked);

// summary.cpp, areas.cpp
Response show_summary(Asked const &asked);
Response list_areas(Asked const &asked);
Response list_batches(Asked const &asked);

// findings.cpp
Response list_findings(Asked const &asked);
Response show_finding(Asked const &asked);    // finding_acts.cpp
Response act_on_findings(Asked const &asked); // finding_acts.cpp

// households.cpp, household.cpp, explanation.cpp
Response list_households(Asked const &asked);
Response show_household(Asked const &asked);
Response show_explanation(Asked const &asked);

// policy.cpp
Response list_rules(Asked const &asked);
Response list_parameters(Asked const &asked);
Response show_what_if(Asked const &asked);

// registers.cpp, records.cpp
Response list_registers(Asked const &asked);
Response list_records(Asked const &asked);
Response show_record(Asked const &asked);
Response show_history(Asked const &asked);
Response reveal_record(Asked const &asked);
Response export_records(Asked const &asked);


// import.cpp
Response import_file(Asked const &asked);
Response return_file(Asked const &asked);
Response preview_batch(Asked const &asked);
Response accept_batch(Asked const &asked);
Response take_back_batch(Asked const &asked);

// accounts.cpp
Response list_accounts(Asked const &asked);
Response list_roles(Asked const &asked);
Response add_account(Asked const &asked);
Response change_account(Asked const &asked);
Response reset_password(Asked const &asked);
Response drop_code(Asked const &asked);
Response end_sessions_of(Asked const &asked);
Response add_grant(Asked const &asked);
Response revoke_grant(Asked const &asked);

// cases.cpp
Response list_procedures(Asked const &asked);
Response list_cases(Asked const &asked);
Response show_case(Asked const &asked);
Response open_cases(Asked const &asked);
Response act_on_cases(Asked const &asked);
Response keep_document(Asked const &asked);
Response show_notice(Asked const &asked);

// ledger.cpp
Response list_events(Asked const &asked);
Response prove_record(Asked const &asked);

} // namespace jingzhun::api
