// The checks as they are.
#include "api/guard.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::api {
namespace {

// "http://10.0.0.5:8080" and "10.0.0.5:8080" are one site.
bool same_host(std::string_view origin, std::string_view host) {
    auto const begin = origin.find("://");
    return begin != std::string_view::npos && origin.substr(begin + 3) == host;
}

bool own_origin(Request const &request) {
    auto const &site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    auto const &origin = request.header("origin");
    return origin.empty() || same_host(origin, request.header("host"));
}

// In the same time whatever is given.
bool token_fits(std::string_view expected, std::string_view given) {
    auto differs = expected.size() ^ given.size();
    for (std::size_t i = 0; i < expected.size(); ++i)
        differs |= static_cast<std::size_t>(expected[i] ^ (i < given.size() ? given[i] : '\0'));
    return differs == 0 && !expected.empty();
}

// Another site's name that leads here (DNS rebinding) is no name of this machine.
bool loopback(Request const &request) {
    auto const &from = request.origin;
    auto const near = from.empty() || from.starts_with("127.") || from == "::1";
    auto host = std::string_view(request.header("host"));
    if (host.starts_with('[')) host = host.substr(0, host.find(']') + 1);
    else host = host.substr(0, host.find(':'));
    constexpr std::array<std::string_view, 4> own = {"", "localhost", "127.0.0.1", "[::1]"};
    return near && std::ranges::find(own, host) != own.end();
}

} // namespace

Guard const &real_guard() {
    static Guard const guard{
        [](pack::Pack const &pack, access::Holder const &holder, pack::Operation operation,
           std::string_view register_name, std::string_view area, base::Date on) {
            return access::may(pack.access, holder, operation, register_name, area, on).allowed;
        },
        [](pack::Pack const &pack, access::Holder const &holder, pack::Operation operation,
           std::string_view register_name, base::Date on) {
            return access::areas(pack.access, holder, operation, register_name, on);
        },
        [](pack::Pack const &pack, access::Holder const &holder, pack::Register const &definition,
           pack::Field const &field, std::string_view area,
           base::Date on) { return access::sees(pack, holder, definition, field, area, on); },
        own_origin,
        token_fits,
        loopback};
    return guard;
}

} // namespace jingzhun::api
