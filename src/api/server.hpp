// The HTTP server: sockets in front, a function behind. The one file that knows Asio and Beast.
//
// Limits: header 16 KiB, body 64 KiB, 30 s a request, 256 connections. SIGINT and SIGTERM end it
// gracefully: no new connections, requests under way are answered.
#pragma once

#include "api/http.hpp"

#include <functional>
#include <string>

namespace jingzhun::api {

using Answer = std::function<Response(Request const &)>; // called from several threads

struct Listen {
    std::string host;
    unsigned short port = 0; // 0: any free one
};
// "127.0.0.1:8080", "[::1]:8080", ":8080". Throws Error "listen_malformed".
Listen parse_listen(std::string const &text);

// Serves until a signal comes. `ready` is called with the port once it listens. Throws Error
// "listen_failed".
void serve(Listen const &listen, int threads, Answer const &answer,
           std::function<void(unsigned short port)> const &ready);

} // namespace jingzhun::api
