// Beside the store, under the hash of the content.
#include "app/evidence.hpp"

#include "base/file.hpp"
#include "base/hash.hpp"

#include <filesystem>

namespace jingzhun::app {

namespace fs = std::filesystem;

std::string keep_evidence(std::string const &store, std::string const &file) {
    if (file.empty()) return "";
    auto const hash = base::sha256_file(file);
    auto const folder = store + ".files";
    std::error_code failure;
    fs::create_directories(folder, failure);
    auto const kept = fs::path(folder) / (hash + fs::path(file).extension().string());
    if (!fs::exists(kept)) base::copy_file(file, kept.string());
    return hash + " " + fs::path(file).filename().string();
}

std::vector<std::string> keep_evidence(std::string const &store,
                                       std::vector<std::string> const &files) {
    std::vector<std::string> kept;
    for (auto const &file : files) kept.push_back(keep_evidence(store, file));
    return kept;
}

} // namespace jingzhun::app
