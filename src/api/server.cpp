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
using Head = http::response<http::empty_body>;

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

template <class Body> void set_head(http::response<Body> &message, Response const &response) {
    message.set(http::field::content_type, response.type);
    message.set("X-Content-Type-Options", "nosniff");
    message.set("Referrer-Policy", "same-origin");
    message.set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; "
                                           "img-src 'self' data:; frame-ancestors 'none'");
    for (auto const &[name, value] : response.headers) message.set(name, value);
}

Message to_message(Response response, unsigned version, bool keep_alive) {
    Message message{static_cast<http::status>(response.status), version};
    set_head(message, response);
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
    constexpr std::uint64_t empty_object = 2; // what pages send where nothing is to be said
    auto const most = std::max(expected.body_most, empty_object);
    parser.body_limit(most);
    auto const announced = parser.content_length();
    if (announced && *announced > most) return http::error::body_limit;
    return {};
}

// On the threads for what is slow, from here to the next wait.
asio::awaitable<void> go_elsewhere(Server &server) {
    auto elsewhere = asio::bind_executor(server.slow.get_executor(), asio::use_awaitable);
    co_await asio::post(std::move(elsewhere));
}

// An answer of several pieces: each is written when the one before is away. Where making one fails
// the connection ends without the last chunk, so that nobody takes a part for the whole. Answers
// whether the connection can go on.
asio::awaitable<bool> write_pieces(Server &server, beast::tcp_stream &stream, Response response,
                                   Head head) {
    beast::error_code broken;
    auto const chunked = head.chunked();
    http::response_serializer<http::empty_body> serializer{head};
    auto head_token = asio::redirect_error(asio::use_awaitable, broken);
    co_await http::async_write_header(stream, serializer, std::move(head_token));
    std::optional<std::string> piece = std::move(response.body);
    while (!broken && piece) {
        stream.expires_after(server.limits.request);
        auto token = asio::redirect_error(asio::use_awaitable, broken);
        auto const plain = asio::buffer(*piece);
        auto const chunk = http::make_chunk(plain);
        if (piece->empty()) { // an empty chunk would be the last
        } else if (chunked) {
            co_await asio::async_write(stream, chunk, std::move(token));
        } else {
            co_await asio::async_write(stream, plain, std::move(token));
        }
        if (broken) break;
        if (response.pause.count() > 0) {
            if (server.stopping) break;
            auto const here = co_await asio::this_coro::executor;
            asio::steady_timer wait(here, response.pause);
            auto wait_token = asio::redirect_error(asio::use_awaitable, broken);
            co_await wait.async_wait(std::move(wait_token));
        } else {
            co_await go_elsewhere(server);
        }
        try {
            piece = response.more();
        } catch (std::exception const &error) {
            std::fprintf(stderr, "%s\n", error.what()); // details are for the log only
            co_return false;
        }
    }
    if (broken || !chunked) co_return false;
    auto const last = http::make_chunk_last();
    auto last_token = asio::redirect_error(asio::use_awaitable, broken);
    co_await asio::async_write(stream, last, std::move(last_token));
    co_return !broken;
}

// Answers whether the connection can go on.
asio::awaitable<bool> write_answer(Server &server, beast::tcp_stream &stream, Response response,
                                   http::request<http::string_body> const &request) {
    auto const keep_alive = request.keep_alive() && !server.stopping;
    auto const head_only = request.method() == http::verb::head;
    if (response.more && !head_only) {
        Head head{static_cast<http::status>(response.status), request.version()};
        set_head(head, response);
        constexpr unsigned chunked_since = 11; // older clients are told the end by the end
        head.chunked(request.version() >= chunked_since);
        head.keep_alive(keep_alive && head.chunked());
        auto const whole =
            co_await write_pieces(server, stream, std::move(response), std::move(head));
        co_return whole &&keep_alive;
    }
    auto message = to_message(std::move(response), request.version(), keep_alive);
    if (head_only) message.body().clear(); // Content-Length stays that of the answer
    stream.expires_after(server.limits.request);
    beast::error_code broken;
    auto token = asio::redirect_error(asio::use_awaitable, broken);
    co_await http::async_write(stream, message, std::move(token));
    co_return !broken && message.keep_alive();
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
        if (failure) {
            auto message = refusal(failure, 11);
            stream.expires_after(server.limits.request);
            beast::error_code broken;
            auto token = asio::redirect_error(asio::use_awaitable, broken);
            co_await http::async_write(stream, message, std::move(token));
            break;
        }
        auto const &request = parser.get();
        if (expected.slow) co_await go_elsewhere(server);
        auto response = answer_safely(server, request, from);
        auto const goes_on = co_await write_answer(server, stream, std::move(response), request);
        if (!goes_on) break;
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
