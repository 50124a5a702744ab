// Live, but not ready.
#include "api/starting.hpp"

namespace jingzhun::api {

Response while_starting(Request const &request) {
    Response response;
    if (request.path == "/api/health") response.body = R"({"status":"starting"})";
    else response = problem(base::Error("starting"), request.language);
    response.headers.emplace_back("Cache-Control", "no-store");
    if (response.status == 503) response.headers.emplace_back("Retry-After", "1");
    return response;
}

} // namespace jingzhun::api
