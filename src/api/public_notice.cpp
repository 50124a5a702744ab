// Serving standing notices.
#include "api/public_notice.hpp"

#include "api/rate.hpp"
#include "report/case_file.hpp"
#include "report/notice_page.hpp"
#include "work/notice_address.hpp"

namespace jingzhun::api {
namespace {

constexpr std::string_view beginning = "/notice/";
constexpr int notices_a_second = 20; // of one address: reading, not collecting

Response page(int status, std::string body) {
    return {status,
            "text/html; charset=utf-8",
            std::move(body),
            {{"Cache-Control", "no-store"},
             {"X-Robots-Tag", "noindex, nofollow, noarchive, nosnippet"},
             {"Referrer-Policy", "no-referrer"}}};
}

} // namespace

std::string public_address(Request const &request, std::string const &address) {
    auto const scheme = request.header("x-forwarded-proto") == "https" ? "https" : "http";
    auto const &host = request.header("host");
    return std::string(scheme) + "://" + (host.empty() ? "localhost" : host) +
           std::string(beginning) + address;
}

std::optional<Response> public_notice(County &county, Request const &request) {
    if (!request.path.starts_with(beginning)) return std::nullopt;
    if (request.writes()) throw base::Error("method_not_allowed", {{"method", request.method}});
    require_rate("notice " + request.origin, notices_a_second);
    auto const view = county.view();
    auto &database = county.database();
    auto const address = std::string_view(request.path).substr(beginning.size());
    auto const found = work::notice_at(database, view->county, address, base::today());
    if (!found) return page(404, report::no_notice_html(request.language));
    if (!found->stands) return page(410, report::no_notice_html(request.language));
    report::CaseFile const file{
        database,
        view->pack,
        view->areas,
        view->county,
        false,
        [](pack::Register const &, pack::Field const &, std::string const &) {
            return std::string(); // private fields stand in no notice
        }};
    return page(200, report::public_notice_html(file, found->one, found->notice));
}

} // namespace jingzhun::api
