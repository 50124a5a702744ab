// What a handler sees of HTTP: a request as plain values, a response as plain values. No socket.
#pragma once

#include "base/error.hpp"
#include "base/json.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::api {

struct Request {
    std::string method = "GET";
    std::string path;                             // decoded, without the query: "/api/households/1"
    std::map<std::string, std::string> query;     // decoded; the last of a name counts
    std::map<std::string, std::string> headers;   // names in lower case
    base::Language language = base::Language::zh; // ?lang=, else Accept-Language
    std::vector<std::string> arguments = {};      // of the route: what stood for {…}
    std::string body = {};
    std::string origin = {}; // the address it comes from

    std::string const &header(std::string const &name) const; // "" where it is not given
    std::string_view cookie(std::string_view name) const;     // "" where it is not given
    bool writes() const { return method != "GET" && method != "HEAD"; }

    std::string const &parameter(std::string const &name) const; // "" where it is not given
    // A whole number. Throws Error "request_malformed" where it is none or outside [least, most].
    std::int64_t number(std::string const &name, std::int64_t otherwise, std::int64_t least,
                        std::int64_t most) const;
};

// The next piece of an answer; nothing: that was all. Called from one thread after another, never
// from two at once.
using NextPiece = std::function<std::optional<std::string>()>;

struct Response {
    int status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers = {};
    // What follows `body` piece by piece, so that no whole of it need be in memory; null: nothing.
    NextPiece more = nullptr;
    // Between pieces: what is told while it happens. It ends when the server stops.
    std::chrono::milliseconds pause{0};
};

// A request by its method, target ("/api/findings?rule=x") and headers. Throws Error
// "request_malformed" for escapes that are none, or a path that climbs ("..").
Request make_request(std::string_view method, std::string_view target,
                     std::map<std::string, std::string> headers);

// The body as one JSON object. Throws Error "body_not_json" where it is none, or is not said to be.
base::Json read_body(Request const &request);
// A member of it as text, without blanks around. Throws Error "member_missing" where it is wanted
// and not there.
std::string text_member(base::Json const &body, std::string_view name, bool wanted = true);

Response json_answer(std::string body, int status = 200);

// application/problem+json: type, title, status, code, detail.
Response problem(base::Error const &error, base::Language language);

} // namespace jingzhun::api
