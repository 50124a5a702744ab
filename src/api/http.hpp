// What a handler sees of HTTP: a request as plain values, a response as plain values. No socket.
#pragma once

#include "base/error.hpp"

#include <map>
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

    std::string const &parameter(std::string const &name) const; // "" where it is not given
    // A whole number. Throws Error "request_malformed" where it is none or outside [least, most].
    std::int64_t number(std::string const &name, std::int64_t otherwise, std::int64_t least,
                        std::int64_t most) const;
};

struct Response {
    int status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers = {};
};

// A request by its method, target ("/api/findings?rule=x") and headers. Throws Error
// "request_malformed" for escapes that are none, or a path that climbs ("..").
Request make_request(std::string_view method, std::string_view target,
                     std::map<std::string, std::string> headers);

// application/problem+json: type, title, status, code, detail.
Response problem(base::Error const &error, base::Language language);

} // namespace jingzhun::api
