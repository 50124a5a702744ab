// A submission in, lines or a refusal out.
#include "api/witness_answer.hpp"

#include "store/witness_home.hpp"

namespace jingzhun::api {
namespace {

constexpr auto plain = "text/plain; charset=utf-8";

Response told(int status, char const *type, std::string body) {
    return {status, type, std::move(body), {{"Cache-Control", "no-store"}}};
}

} // namespace

Response witness_answer(std::string const &folder, Request const &request, std::int64_t seconds) {
    if (request.path != "/add-checkpoint") throw base::Error("not_found", {{"what", request.path}});
    if (request.method != "POST")
        throw base::Error("method_not_allowed", {{"method", request.method}});
    auto const answer = store::cosign(folder, request.body, seconds);
    auto const status = store::http_status(answer.answer);
    if (answer.answer == store::WitnessAnswer::stale)
        return told(status, "text/x.tlog.size", std::to_string(answer.size) + '\n');
    if (answer.answer != store::WitnessAnswer::cosigned)
        return told(status, plain, std::string(store::name_of(answer.answer)) + '\n');
    std::string lines;
    for (auto const &line : answer.lines) lines += line;
    return told(status, plain, std::move(lines));
}

} // namespace jingzhun::api
