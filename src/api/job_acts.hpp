// The handlers of jobs: an import that goes on beside the requests, watched, cancelled, gone on
// with.
#pragma once

#include "api/asked.hpp"

namespace jingzhun::api {

Response begin_import(Asked const &asked);
Response show_job(Asked const &asked);
Response follow_job(Asked const &asked);
Response cancel_job(Asked const &asked);
Response resume_batch(Asked const &asked);
Response cancel_batch(Asked const &asked);

} // namespace jingzhun::api
