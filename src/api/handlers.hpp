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

} // namespace jingzhun::api
