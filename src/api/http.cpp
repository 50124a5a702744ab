// Requests and problems.
#include "api/http.hpp"

#include "base/text.hpp"

#include <charconv>

namespace jingzhun::api {
namespace {

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

base::Error malformed(std::string_view what) {
    return base::Error("request_malformed", {{"what", std::string(what)}});
}

std::string decode(std::string_view text, bool plus_is_blank) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_blank) {
            decoded += ' ';
        } else if (text[i] != '%') {
            decoded += text[i];
        } else {
            if (i + 2 >= text.size() || digit_of(text[i + 1]) < 0 || digit_of(text[i + 2]) < 0)
                throw malformed(text);
            decoded += static_cast<char>(digit_of(text[i + 1]) * 16 + digit_of(text[i + 2]));
            i += 2;
        }
    }
    if (!base::is_utf8(decoded) || decoded.find('\0') != std::string::npos)
        throw malformed("UTF-8");
    return decoded;
}

base::Language language_of(Request const &request) {
    if (auto const &asked = request.parameter("lang"); !asked.empty())
        return asked == "en" ? base::Language::en : base::Language::zh;
    auto const accept = request.headers.find("accept-language");
    auto const english = accept != request.headers.end() && accept->second.starts_with("en");
    return english ? base::Language::en : base::Language::zh;
}

} // namespace

std::string const &Request::parameter(std::string const &name) const {
    static std::string const nothing;
    auto const found = query.find(name);
    return found == query.end() ? nothing : found->second;
}

std::int64_t Request::number(std::string const &name, std::int64_t otherwise, std::int64_t least,
                             std::int64_t most) const {
    auto const &text = parameter(name);
    if (text.empty()) return otherwise;
    std::int64_t value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size() || value < least || value > most)
        throw malformed(name + "=" + text);
    return value;
}

std::string const &Request::header(std::string const &name) const {
    static std::string const nothing;
    auto const found = headers.find(name);
    return found == headers.end() ? nothing : found->second;
}

std::string_view Request::cookie(std::string_view name) const {
    for (auto const piece : base::split(header("cookie"), ';')) {
        auto const pair = base::trim(piece);
        auto const equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return pair.substr(equals + 1);
    }
    return {};
}

base::Json read_body(Request const &request) {
    if (!request.header("content-type").starts_with("application/json"))
        throw base::Error("body_not_json", {{"why", "Content-Type"}});
    try {
        auto body = base::read_json(request.body, request.path);
        if (body.object() != nullptr) return body;
    } catch (base::Error const &error) {
        throw base::Error("body_not_json", {{"why", error.what()}});
    }
    throw base::Error("body_not_json", {{"why", "{}"}});
}

std::string text_member(base::Json const &body, std::string_view name, bool wanted) {
    auto const *text = body.text(name);
    auto trimmed = text == nullptr ? std::string() : std::string(base::trim(*text));
    if (trimmed.empty() && wanted)
        throw base::Error("member_missing", {{"name", std::string(name)}});
    return trimmed;
}

Response json_answer(std::string body, int status) {
    return {status, "application/json; charset=utf-8", std::move(body), {}};
}

Request make_request(std::string_view method, std::string_view target,
                     std::map<std::string, std::string> headers) {
    Request request;
    request.method = method;
    request.headers = std::move(headers);
    auto const mark = target.find('?');
    request.path = decode(target.substr(0, mark), false);
    for (auto const piece : base::split(request.path, '/'))
        if (piece == "..") throw malformed("..");
    if (!request.path.starts_with('/')) throw malformed(request.path);
    if (mark != std::string_view::npos)
        for (auto const pair : base::split(target.substr(mark + 1), '&')) {
            if (pair.empty()) continue;
            auto const equals = pair.find('=');
            auto const value =
                equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
            request.query[decode(pair.substr(0, equals), true)] = decode(value, true);
        }
    request.language = language_of(request);
    return request;
}

Response problem(base::Error const &error, base::Language language) {
    base::JsonWriter json;
    json.begin_object()
        .member("type", "about:blank")
        .member("title", error.code())
        .member("status", error.http_status())
        .member("code", error.code())
        .member("detail", error.text(language))
        .end_object();
    return {error.http_status(), "application/problem+json; charset=utf-8", json.take(), {}};
}

} // namespace jingzhun::api
