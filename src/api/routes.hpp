// The whole API on one screen: method, path, what it needs, handler. Everything else is a file of
// the web application.
#pragma once

#include "api/http.hpp"
#include "api/view.hpp"

#include <string>

namespace jingzhun::api {

// Answers one request. `web`: the folder of the built web application.
Response answer(County &county, std::string const &web, Request const &request);

// The handlers (one file each). Requires: `request.arguments` holds what stood for {…} in the path.
Response show_health(County &county, Request const &request);
Response show_summary(County &county, Request const &request);
Response list_areas(County &county, Request const &request);
Response list_findings(County &county, Request const &request);
Response list_households(County &county, Request const &request);
Response show_household(County &county, Request const &request);
Response show_explanation(County &county, Request const &request);
Response list_rules(County &county, Request const &request);
Response list_parameters(County &county, Request const &request);
Response show_what_if(County &county, Request const &request);
Response list_batches(County &county, Request const &request);

} // namespace jingzhun::api
