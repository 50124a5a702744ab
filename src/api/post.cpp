// Boost.Beast as a client that waits.
#include "api/post.hpp"

#include "base/error.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <chrono>

namespace jingzhun::api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::chrono::seconds connecting_max{10}, answering_max{30};
constexpr std::uint64_t answer_max = 64 * 1024;

struct Url {
    std::string host, port = "80", path;
};

Url read_url(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    auto const malformed = [&] {
        return base::Error("url_malformed", {{"url", std::string(url)}});
    };
    if (!url.starts_with(scheme)) throw malformed();
    auto const rest = url.substr(scheme.size());
    auto const slash = std::min(rest.find('/'), rest.size());
    auto const place = rest.substr(0, slash);
    auto const end_of_host = place.starts_with('[') ? place.find(']') + 1 : place.find(':');
    Url read;
    read.host = place.substr(0, end_of_host);
    if (end_of_host < place.size()) read.port = place.substr(end_of_host + 1);
    read.path = slash < rest.size() ? rest.substr(slash) : "/";
    if (read.host.starts_with('[')) read.host = read.host.substr(1, read.host.size() - 2);
    auto const odd = [](std::string_view text) {
        return text.find_first_of(" \t\r\n@") != text.npos;
    };
    if (read.host.empty() || odd(url) || read.port.empty() ||
        read.port.find_first_not_of("0123456789") != std::string::npos)
        throw malformed();
    return read;
}

// Runs what was begun to its end; the stream itself gives up when its time is over.
void finish(asio::io_context &context) {
    context.restart();
    context.run();
}

} // namespace

Posted post(std::string_view url, std::string const &body) {
    auto const to = read_url(url);
    asio::io_context context;
    beast::tcp_stream stream(context);
    beast::error_code failure;
    auto const require = [&] {
        if (failure)
            throw base::Error("post_failed",
                              {{"url", std::string(url)}, {"why", failure.message()}});
    };
    auto const places = tcp::resolver(context).resolve(to.host, to.port, failure);
    require();
    auto const note = [&](beast::error_code const &error, auto const &...) { failure = error; };
    stream.expires_after(connecting_max);
    stream.async_connect(places, note);
    finish(context);
    require();
    http::request<http::string_body> request{http::verb::post, to.path, 11};
    request.set(http::field::host, to.host);
    request.set(http::field::content_type, "text/plain");
    request.set(http::field::connection, "close");
    request.body() = body;
    request.prepare_payload();
    stream.expires_after(answering_max);
    http::async_write(stream, request, note);
    finish(context);
    require();
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> answer;
    answer.body_limit(answer_max);
    http::async_read(stream, buffer, answer, note);
    finish(context);
    require();
    auto const &message = answer.get();
    return {static_cast<int>(message.result_int()), std::string(message[http::field::content_type]),
            message.body()};
}

} // namespace jingzhun::api
