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

namespace {

// A connection that sends these bytes and then waits; closed with the object.
class Waiting {
  public:
    Waiting(unsigned short port, std::string const &bytes)
        : connection_(::socket(AF_INET, SOCK_STREAM, 0)) {
        timeval const patience{10, 0};
        ::setsockopt(connection_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(connection_, reinterpret_cast<sockaddr *>(&address), sizeof address) ==
                0);
        send(bytes);
    }
    ~Waiting() { ::close(connection_); }
    Waiting(Waiting const &) = delete;
    Waiting &operator=(Waiting const &) = delete;
    void send(std::string const &bytes) const {
        ::send(connection_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    // What comes until the server closes; nothing where it closes without a word.
    std::string rest() const {
        std::string answer;
        char room[4096];
        for (ssize_t read = 0; (read = ::recv(connection_, room, sizeof room, 0)) > 0;)
            answer.append(room, static_cast<std::size_t>(read));
        return answer;
    }

  private:
    int connection_;
};

// A server of its own with these limits while `work` runs; it answers with the length of the body.
void with_server(api::Limits const &limits, std::function<void(unsigned short port)> const &work) {
    std::promise<unsigned short> ready;
    std::thread server([&] {
        api::serve(
            {"127.0.0.1", 0}, 2,
            [](api::Request const &request) {
                return api::Response{200, "text/plain", std::to_string(request.body.size()), {}};
            },
            [&](unsigned short port) { ready.set_value(port); },
            [](std::string_view, std::string_view path) {
                return api::Expected{path == "/large" ? 4'000'000U : 1000U, false};
            },
            limits);
    });
    work(ready.get_future().get());
    ::kill(::getpid(), SIGTERM);
    server.join();
}

constexpr auto whole = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

} // namespace

TEST_CASE("whoever sends a header or a body byte by byte is cut off; others are answered") {
    api::Limits limits;
    limits.request = std::chrono::milliseconds(300);
    with_server(limits, [](unsigned short port) {
        Waiting const slow(port, "GET / HTTP/1.1\r\nHost: localhost\r\n");
        Waiting const body(port, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n");
        CHECK(answer_to(port, whole).starts_with("HTTP/1.1 200"));
        for (int i = 0; i < 6; ++i) { // each byte in time, the whole not
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            slow.send("x");
            body.send("x");
        }
        CHECK(slow.rest().empty());
        CHECK(body.rest().empty());
        CHECK(answer_to(port, whole).starts_with("HTTP/1.1 200"));
    });
}

TEST_CASE("one address has no more connections than its share") {
    api::Limits limits;
    limits.of_one_address = 2;
    limits.proxied = false;
    with_server(limits, [](unsigned short port) {
        auto first = std::make_unique<Waiting>(port, "GET");
        Waiting const second(port, "GET");
        CHECK(Waiting(port, whole).rest().empty());
        first.reset();
        std::string answer; // the server may need a moment to see that it has gone
        for (int i = 0; i < 100 && answer.empty(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            answer = Waiting(port, whole).rest();
        }
        CHECK(answer.starts_with("HTTP/1.1 200"));
    });
}

TEST_CASE(
    "headers and bodies larger than is read are refused, by what they say and by what comes") {
    with_server({}, [](unsigned short port) {
        auto const post = std::string("POST / HTTP/1.1\r\nHost: localhost\r\n");
        auto const bytes = std::string(2000, 'a');
        CHECK(answer_to(port, post + "Content-Length: 2000\r\n\r\n" + bytes)
                  .starts_with("HTTP/1.1 413"));
        CHECK(answer_to(port, post + "Content-Length: 99999999999\r\n\r\n")
                  .starts_with("HTTP/1.1 413"));
        CHECK(answer_to(port, post + "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + bytes +
                                  "\r\n0\r\n\r\n")
                  .starts_with("HTTP/1.1 413"));
        auto const upload =
            answer_to(port, "POST /large HTTP/1.1\r\nHost: localhost\r\nConnection: "
                            "close\r\nContent-Length: 3000000\r\n\r\n" +
                                std::string(3'000'000, 'a'));
        CHECK(upload.ends_with("3000000")); // as much as its route reads
        auto const many = answer_to(port, post + "X-A: " + std::string(20'000, 'a') + "\r\n\r\n");
        CHECK((many.empty() || many.starts_with("HTTP/1.1 431")));
        CHECK(answer_to(port, whole).starts_with("HTTP/1.1 200"));
    });
}

TEST_CASE("a request whose end two readers would see in two places is refused") {
    with_server({}, [](unsigned short port) {
        auto const post = std::string("POST / HTTP/1.1\r\nHost: localhost\r\n");
        for (auto const *ends : {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                                 "Content-Length: 3\r\nContent-Length: 4\r\n",
                                 "Content-Length: -3\r\n", "Content-Length: 3x\r\n"}) {
            CAPTURE(ends);
            CHECK(answer_to(port, post + ends + "\r\nabc").starts_with("HTTP/1.1 400"));
        }
    });
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
