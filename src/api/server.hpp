// The HTTP server: sockets in front, a function behind. The one file that knows Asio and Beast.
//
// Limits: header 16 KiB, a body as large as its route reads, 30 s to send each, however it dribbles
// in (two minutes where a body is large), 256 connections, 64 of them from one address. What takes
// long runs on threads of its own, so that nothing else
// waits behind it. SIGINT and SIGTERM end it gracefully: no new connections, requests under way are
// answered.
#pragma once

#include "api/http.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace jingzhun::api {

using Answer = std::function<Response(Request const &)>; // called from several threads

// What is to be known of a request before its body is read, by method and path.
struct Expected {
    std::uint64_t body_most = 64 * 1024; // bytes; 0: none is read
    bool slow = false;
};
using Expect = std::function<Expected(std::string_view method, std::string_view path)>;

struct Listen {
    std::string host;
    unsigned short port = 0; // 0: any free one
};
// "127.0.0.1:8080", "[::1]:8080", ":8080". Throws Error "listen_malformed".
Listen parse_listen(std::string const &text);

// The threads that take what is slow.
constexpr int slow_threads = 4;

struct Limits {
    // From the first byte that is waited for to the last; and for the answer to be taken.
    std::chrono::milliseconds request{30'000}, large_request{120'000};
    int connections = 256, of_one_address = 64;
    bool proxied = true; // this machine's own addresses may have all: a proxy stands there
};

// Serves until a signal comes. `ready` is called with the port once it listens. Throws Error
// "listen_failed".
void serve(
    Listen const &listen, int threads, Answer const &answer,
    std::function<void(unsigned short port)> const &ready,
    Expect const &expect = [](std::string_view, std::string_view) { return Expected{}; },
    Limits const &limits = {});

} // namespace jingzhun::api
