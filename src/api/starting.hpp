// What is answered between listening and being ready: the address is there at once, so that
// whoever looks after the service sees it live, and nothing is shown before the quick look at the
// store and the first view are done.
#pragma once

#include "api/http.hpp"

namespace jingzhun::api {

// /api/health says {"status":"starting"}; for everything else Error "starting" (503) as an answer,
// to be asked again in a second.
Response while_starting(Request const &request);

} // namespace jingzhun::api
