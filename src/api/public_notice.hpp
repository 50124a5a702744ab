// Notices of procedures for everybody: without signing in, as long as they stand.
#pragma once

#include "api/county.hpp"
#include "api/http.hpp"

#include <optional>

namespace jingzhun::api {

// Answers "/notice/ADDRESS" (work/notice_address.hpp): the page while the notice stands, a page
// that says it is gone afterwards (410), the same page where there never was one (404). What the
// procedure says may be shown stands there and nothing else; search engines are told to keep none.
// Nothing for other paths. Throws Error "too_many_requests".
std::optional<Response> public_notice(County &county, Request const &request);

// The address of a notice for people: "https://…/notice/12-3f9a…", by the name the request asked
// for.
std::string public_address(Request const &request, std::string const &address);

} // namespace jingzhun::api
