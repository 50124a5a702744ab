// Keeping files by their content.
#include "app/kept_file.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"

#include <filesystem>

namespace jingzhun::app {

namespace fs = std::filesystem;

std::string keep_file(std::string const &store, std::string const &file) {
    if (file.empty()) return "";
    auto const kept = base::sha256_file(file) + " " + fs::path(file).filename().string();
    auto const path = kept_path(store, kept);
    std::error_code failure;
    fs::create_directories(fs::path(path).parent_path(), failure);
    if (!fs::exists(path)) base::copy_file(file, path);
    return kept;
}

std::string kept_path(std::string const &store, std::string const &kept) {
    auto const blank = kept.find(' ');
    auto const name = blank == kept.npos ? std::string() : kept.substr(blank + 1);
    return (fs::path(store + ".files") /
            (kept.substr(0, blank) + fs::path(name).extension().string()))
        .string();
}

} // namespace jingzhun::app
