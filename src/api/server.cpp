// Boost.Beast behind a plain function. Coroutines stand only here; g++ 12 frees twice what is
// awaited with a conditional of temporaries, so every argument of co_await has a name.
#include "api/server.hpp"

#include "base/text.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/version.hpp>

#include <atomic>
#include <charconv>
#include <cstdio>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace jingzhun::api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::uint32_t header_bytes_max = 16 * 1024;
constexpr std::uint64_t small_body = 64 * 1024;
constexpr std::chrono::seconds stop_time_max{60};

using Message = http::response<http::string_body>;

bool is_near(std::string const &address) { return address.starts_with("127.") || address == "::1"; }

// Connections that are open, by where they come from.
class Connections {
  public:
    explicit Connections(Limits const &limits) : limits_(limits) {}
    bool take(std::string const &from) {
        std::scoped_lock const lock(counting_);
        auto const of_one =
            limits_.proxied && is_near(from) ? limits_.connections : limits_.of_one_address;
        if (all_ >= limits_.connections || by_address_[from] >= of_one) return false;
        ++all_;
        ++by_address_[from];
        return true;
    }
    void give_back(std::string const &from) {
        std::scoped_lock const lock(counting_);
        --all_;
        if (--by_address_[from] == 0) by_address_.erase(from);
    }

  private:
    Limits limits_;
    std::mutex counting_;
    int all_ = 0;
    std::unordered_map<std::string, int> by_address_;
};

struct Server {
    Answer const &answer;
    Expect const &expect;
    Limits const &limits;
    Connections connections{limits};
    std::atomic<int> busy = 0; // requests that came and are not answered yet
    std::atomic<bool> stopping = false;
    asio::thread_pool slow{slow_threads};
};

// A connection's place among those that are open.
class Seat {
  public:
    Seat(Server &server, std::string from) : server_(server), from_(std::move(from)) {}
    ~Seat() { server_.connections.give_back(from_); }
    Seat(Seat const &) = delete;
    Seat &operator=(Seat const &) = delete;

  private:
    Server &server_;
    std::string from_;
};

// Counts a request from its header to the end of its answer.
class Busy {
  public:
    explicit Busy(Server &server) : server_(server) { ++server_.busy; }
    ~Busy() { --server_.busy; }
    Busy(Busy const &) = delete;
    Busy &operator=(Busy const &) = delete;

  private:
    Server &server_;
};

Response answer_safely(Server &server, http::request<http::string_body> const &message,
                       std::string const &from) {
    std::map<std::string, std::string> headers;
    for (auto const &field : message) {
        auto name = std::string(field.name_string());
        for (auto &c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        headers[name] = std::string(field.value());
    }
    auto language = base::Language::zh;
    try {
        auto const method = std::string(message.method_string()),
                   target = std::string(message.target());
        auto request = make_request(method, target, std::move(headers));
        language = request.language;
        request.body = message.body();
        request.origin = from;
        // A proxy on this machine says for whom it asks.
        auto const &for_whom = request.header("x-forwarded-for");
        if (!for_whom.empty() && is_near(from))
            request.origin = std::string(base::trim(for_whom.substr(for_whom.rfind(',') + 1)));
        return server.answer(request);
    } catch (base::Error const &error) {
        return problem(error, language);
    } catch (std::exception const &error) {
        std::fprintf(stderr, "%s: %s\n", std::string(message.target()).c_str(), error.what());
        return problem(base::Error("app_internal"), language); // details are for the log only
    }
}

Message to_message(Response response, unsigned version, bool keep_alive) {
    Message message{static_cast<http::status>(response.status), version};
    message.set(http::field::content_type, response.type);
    message.set("X-Content-Type-Options", "nosniff");
    message.set("Referrer-Policy", "same-origin");
    message.set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; "
                                           "img-src 'self' data:; frame-ancestors 'none'");
    for (auto const &[name, value] : response.headers) message.set(name, value);
    message.body() = std::move(response.body);
    message.keep_alive(keep_alive);
    message.prepare_payload();
    return message;
}

Message refusal(beast::error_code failure, unsigned version) {
    auto const status = failure == http::error::body_limit ? http::status::payload_too_large
                        : failure == http::error::header_limit
                            ? http::status::request_header_fields_too_large
                            : http::status::bad_request;
    return to_message({static_cast<int>(status), "text/plain; charset=utf-8", "", {}}, version,
                      false);
}

// Nobody is there any more to be told anything.
bool is_gone(beast::error_code failure) {
    return failure == http::error::end_of_stream || failure == beast::error::timeout ||
           failure == asio::error::connection_reset || failure == asio::error::eof ||
           failure == http::error::partial_message || failure == asio::error::operation_aborted;
}

using Parser = http::request_parser<http::string_body>;

// By the header alone: how large its body may be, and whether it takes long. A malformed target is
// told when it is answered.
Expected expected_of(Server const &server, Parser const &parser) {
    auto const target = std::string_view(parser.get().target());
    auto const method = std::string_view(parser.get().method_string());
    return server.expect(method, target.substr(0, target.find('?')));
}

// What is announced is held against the limit here, what comes in pieces by the parser: it looks at
// its limit only where it has yet to learn how long the body is.
beast::error_code limit_body(Parser &parser, Expected const &expected) {
    auto const most = std::max<std::uint64_t>(expected.body_most, 1);
    parser.body_limit(most);
    auto const announced = parser.content_length();
    if (announced && *announced > most) return http::error::body_limit;
    return {};
}

asio::awaitable<void> talk(Server &server, tcp::socket socket, std::string from) {
    Seat const seat(server, from);
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer;
    while (!server.stopping) {
        Parser parser;
        parser.header_limit(header_bytes_max);
        parser.body_limit(boost::none); // known when the header is
        stream.expires_after(server.limits.request);
        beast::error_code failure;
        auto header_token = asio::redirect_error(asio::use_awaitable, failure);
        co_await http::async_read_header(stream, buffer, parser, std::move(header_token));
        if (is_gone(failure)) break;
        Busy const busy(server);
        Expected expected;
        if (!failure) {
            expected = expected_of(server, parser);
            failure = limit_body(parser, expected);
        }
        if (!failure) {
            auto const large = expected.body_most > small_body;
            stream.expires_after(large ? server.limits.large_request : server.limits.request);
            auto body_token = asio::redirect_error(asio::use_awaitable, failure);
            co_await http::async_read(stream, buffer, parser, std::move(body_token));
            if (is_gone(failure)) break;
        }
        Message message;
        if (failure) {
            message = refusal(failure, 11);
        } else {
            auto const &request = parser.get();
            if (expected.slow) {
                auto elsewhere =
                    asio::bind_executor(server.slow.get_executor(), asio::use_awaitable);
                co_await asio::post(std::move(elsewhere));
            }
            auto response = answer_safely(server, request, from);
            auto const keep_alive = request.keep_alive() && !server.stopping;
            auto const head = request.method() == http::verb::head;
            message = to_message(std::move(response), request.version(), keep_alive);
            if (head) message.body().clear(); // Content-Length stays that of the answer
        }
        stream.expires_after(server.limits.request);
        beast::error_code broken;
        auto write_token = asio::redirect_error(asio::use_awaitable, broken);
        co_await http::async_write(stream, message, std::move(write_token));
        if (broken || failure || !message.keep_alive()) break;
    }
    beast::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> listen_on(Server &server, tcp::acceptor &acceptor,
                                asio::io_context &context) {
    while (!server.stopping) {
        beast::error_code failure;
        auto token = asio::redirect_error(asio::use_awaitable, failure);
        auto socket = co_await acceptor.async_accept(std::move(token));
        if (failure == asio::error::operation_aborted) break;
        if (failure) continue;
        auto from = socket.remote_endpoint(failure).address().to_string();
        if (failure || !server.connections.take(from)) continue; // the socket closes
        auto conversation = talk(server, std::move(socket), std::move(from));
        asio::co_spawn(context, std::move(conversation), asio::detached);
    }
}

tcp::acceptor make_acceptor(asio::io_context &context, Listen const &listen) {
    try {
        tcp::endpoint const endpoint(asio::ip::make_address(listen.host), listen.port);
        tcp::acceptor acceptor(context);
        acceptor.open(endpoint.protocol());
        acceptor.set_option(asio::socket_base::reuse_address(true));
        acceptor.bind(endpoint);
        acceptor.listen(asio::socket_base::max_listen_connections);
        return acceptor;
    } catch (boost::system::system_error const &error) {
        throw base::Error("listen_failed",
                          {{"address", listen.host + ":" + std::to_string(listen.port)},
                           {"why", error.code().message()}});
    }
}

} // namespace

Listen parse_listen(std::string const &text) {
    auto const colon = text.rfind(':');
    Listen listen;
    if (colon == std::string::npos) throw base::Error("listen_malformed", {{"value", text}});
    listen.host = text.substr(0, colon);
    if (listen.host.empty()) listen.host = "0.0.0.0";
    if (listen.host == "localhost") listen.host = "127.0.0.1";
    if (listen.host.starts_with('[') && listen.host.ends_with(']'))
        listen.host = listen.host.substr(1, listen.host.size() - 2);
    auto const *end = text.data() + text.size();
    auto const [stop, failure] = std::from_chars(text.data() + colon + 1, end, listen.port);
    boost::system::error_code bad;
    asio::ip::make_address(listen.host, bad);
    if (failure != std::errc{} || stop != end || bad)
        throw base::Error("listen_malformed", {{"value", text}});
    return listen;
}

void serve(Listen const &listen, int threads, Answer const &answer,
           std::function<void(unsigned short port)> const &ready, Expect const &expect,
           Limits const &limits) {
    asio::io_context context(threads);
    Server server{answer, expect, limits};
    auto acceptor = make_acceptor(context, listen);
    asio::signal_set signals(context, SIGINT, SIGTERM);
    asio::steady_timer grace(context);
    auto const end = std::make_shared<std::chrono::steady_clock::time_point>();
    // Idle connections are cut when the context stops; those under way end with their answer.
    std::function<void()> const stop_when_answered = [&] {
        if (server.busy == 0 || std::chrono::steady_clock::now() > *end) return context.stop();
        grace.expires_after(std::chrono::milliseconds(20));
        grace.async_wait([&](beast::error_code) { stop_when_answered(); });
    };
    signals.async_wait([&](beast::error_code, int) {
        server.stopping = true;
        acceptor.close();
        *end = std::chrono::steady_clock::now() + stop_time_max;
        stop_when_answered();
    });
    auto listening = listen_on(server, acceptor, context);
    asio::co_spawn(context, std::move(listening), asio::detached);
    ready(acceptor.local_endpoint().port());
    {
        std::vector<std::jthread> workers;
        for (int i = 1; i < threads; ++i) workers.emplace_back([&context] { context.run(); });
        context.run();
    }
    server.slow.join();
}

} // namespace jingzhun::api
