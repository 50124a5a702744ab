// From a request to its answer: the route, the session, the door, the handler.
#pragma once

#include "api/routes.hpp"

namespace jingzhun::api {

// Answers one request. `web`: the folder of the built web application; every path outside /api/ is
// one of its files.
Response answer(County &county, std::string const &web, Request const &request);
// The same by another table of routes.
Response answer(County &county, std::string const &web, Request const &request,
                std::span<Route const> table);

// What the server asks before it reads a body, by method and path.
struct Reading {
    std::size_t body_most = 64 * 1024;
    bool slow = false;
};
Reading reading_of(std::string_view method, std::string_view path);

constexpr std::string_view session_cookie = "jingzhun_session";
// The token that writes must carry, known to pages of the session only.
std::string csrf_token(County &county, Request const &request);

} // namespace jingzhun::api
