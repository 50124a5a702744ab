// Static files, within one folder only.
#include "api/web_files.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"

#include <array>
#include <filesystem>

namespace jingzhun::api {
namespace {

namespace fs = std::filesystem;

std::string type_of(std::string const &ending) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> types = {{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
    }};
    for (auto const &[known, type] : types)
        if (ending == known) return std::string(type);
    return "application/octet-stream";
}

} // namespace

Response web_file(std::string const &folder, Request const &request) {
    auto const top = fs::path(folder);
    if (folder.empty() || !fs::exists(top / "index.html")) throw base::Error("web_not_built");
    auto relative = fs::path(request.path.substr(1));
    auto const name = relative.filename().string();
    if (name.empty() || name.find('.') == std::string::npos) relative = "index.html";
    if (name.starts_with('.')) throw base::Error("not_found", {{"what", request.path}});
    auto const file = fs::weakly_canonical(top / relative);
    auto const inside = file.string().starts_with(fs::weakly_canonical(top).string() + "/");
    if (!inside || !fs::is_regular_file(file))
        throw base::Error("not_found", {{"what", request.path}});
    Response response;
    response.type = type_of(file.extension().string());
    response.body = base::read_file(file.string());
    auto const tag = "\"" + base::sha256(response.body).substr(0, 24) + "\"";
    auto const forever = request.path.starts_with("/assets/");
    response.headers = {
        {"ETag", tag},
        {"Cache-Control", forever ? "public, max-age=31536000, immutable" : "no-cache"}};
    auto const known = request.headers.find("if-none-match");
    if (known != request.headers.end() && known->second == tag) {
        response.status = 304;
        response.body.clear();
    }
    return response;
}

} // namespace jingzhun::api
