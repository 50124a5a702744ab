// The server itself: it listens, answers over a socket, and ends when it is asked to.
#include "api/server.hpp"

#include "store/scratch.hpp"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <csignal>
#include <future>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace jingzhun;

namespace {

// What comes back for these bytes until the other side closes.
std::string answer_to(unsigned short port, std::string const &bytes) {
    auto const connection = ::socket(AF_INET, SOCK_STREAM, 0);
    timeval const patience{10, 0};
    ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(connection, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0);
    REQUIRE(::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
    std::string answer;
    char room[4096];
    for (ssize_t read = 0; (read = ::recv(connection, room, sizeof room, 0)) > 0;)
        answer.append(room, static_cast<std::size_t>(read));
    ::close(connection);
    return answer;
}

bool has(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE(
    "the server answers what the function says, problems as problems, and stops on a signal") {
    std::promise<unsigned short> ready;
    std::thread server([&] {
        api::serve(
            {"127.0.0.1", 0}, 2,
            [](api::Request const &request) {
                if (request.path == "/fail") throw base::Error("not_found", {{"what", "/fail"}});
                if (request.path == "/bug") throw std::runtime_error("inside");
                return api::Response{200, "text/plain", "path " + request.path, {}};
            },
            [&](unsigned short port) { ready.set_value(port); });
    });
    auto const port = ready.get_future().get();
    auto const rest = std::string(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    auto const good = answer_to(port, "GET /hello?x=1" + rest);
    CHECK(good.starts_with("HTTP/1.1 200"));
    CHECK(good.ends_with("path /hello"));
    CHECK(answer_to(port, "GET /fail" + rest).starts_with("HTTP/1.1 404"));
    auto const bug = answer_to(port, "GET /bug" + rest);
    CHECK(bug.starts_with("HTTP/1.1 500"));
    CHECK_FALSE(has(bug, "inside")); // what went wrong inside is not told to everybody
    CHECK(answer_to(port, "GET /%zz" + rest).starts_with("HTTP/1.1 400"));
    CHECK(answer_to(port, "GET /../x" + rest).starts_with("HTTP/1.1 400"));
    auto const head = answer_to(port, "HEAD /hello" + rest);
    CHECK(head.starts_with("HTTP/1.1 200"));
    CHECK_FALSE(has(head, "path /hello"));
    auto const large = answer_to(port, "GET /" + std::string(40'000, 'a') + rest);
    CHECK((large.empty() || large.starts_with("HTTP/1.1 4")));
    answer_to(port, "nonsense\r\n\r\n");
    CHECK(answer_to(port, "GET /again" + rest).ends_with("path /again"));
    ::kill(::getpid(), SIGTERM);
    server.join();
}

TEST_CASE("an answer in pieces is sent as they are made; one that breaks off never looks whole") {
    std::promise<unsigned short> ready;
    std::thread server([&] {
        api::serve(
            {"127.0.0.1", 0}, 2,
            [](api::Request const &request) {
                api::Response response{200, "text/plain", "begin ", {}};
                if (request.path == "/told") response.pause = std::chrono::milliseconds(20);
                response.more = [left = 3,
                                 fails = request.path ==
                                         "/fail"]() mutable -> std::optional<std::string> {
                    if (left == 0) return std::nullopt;
                    if (fails && left == 1) throw std::runtime_error("inside");
                    return "piece " + std::to_string(left--) + " ";
                };
                return response;
            },
            [&](unsigned short port) { ready.set_value(port); });
    });
    auto const port = ready.get_future().get();
    auto const rest = std::string(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    for (auto const *path : {"/all", "/told"}) {
        auto const whole = answer_to(port, std::string("GET ") + path + rest);
        CHECK(has(whole, "Transfer-Encoding: chunked"));
        CHECK(has(whole,
                  "6\r\nbegin \r\n8\r\npiece 3 \r\n8\r\npiece 2 \r\n8\r\npiece 1 \r\n0\r\n\r\n"));
    }
    auto const broken = answer_to(port, "GET /fail" + rest);
    CHECK(has(broken, "piece 2 "));
    CHECK_FALSE(has(broken, "0\r\n\r\n"));
    CHECK_FALSE(has(broken, "inside"));
    auto const old = answer_to(port, "GET /all HTTP/1.0\r\n\r\n");
    CHECK(old.ends_with("\r\n\r\nbegin piece 3 piece 2 piece 1 "));
    auto const head = answer_to(port, "HEAD /all" + rest);
    CHECK(head.starts_with("HTTP/1.1 200"));
    CHECK_FALSE(has(head, "piece"));
    ::kill(::getpid(), SIGTERM);
    server.join();
}

TEST_CASE("addresses to listen on are read, and wrong ones refused") {
    CHECK(api::parse_listen("127.0.0.1:8080").port == 8080);
    CHECK(api::parse_listen("[::1]:8080").host == "::1");
    CHECK(api::parse_listen(":8080").port == 8080);
    for (auto const *text :
         {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", ":70000", ":-1"}) {
        CAPTURE(text);
        CHECK(error_of([&] { api::parse_listen(text); }) == "listen_malformed");
    }
}

TEST_CASE("a port that is taken is said") {
    auto const taken = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(taken, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0);
    REQUIRE(::listen(taken, 1) == 0);
    socklen_t size = sizeof address;
    ::getsockname(taken, reinterpret_cast<sockaddr *>(&address), &size);
    auto const port = ntohs(address.sin_port);
    CHECK(error_of([&] {
              api::serve(
                  {"127.0.0.1", port}, 1, [](api::Request const &) { return api::Response{}; },
                  [](unsigned short) {});
          }) == "listen_failed");
    ::close(taken);
}
