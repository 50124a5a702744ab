// Made under /dev/shm, or where temporary files go.
#include "durable/folder.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <unistd.h>

namespace durable {
namespace fs = std::filesystem;

Folder::Folder() {
    auto const in_memory = ::access("/dev/shm", W_OK) == 0;
    auto const root = in_memory ? fs::path("/dev/shm") : fs::temp_directory_path();
    auto pattern = (root / "jingzhun-durable-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the test");
    path_ = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void Folder::fill(std::map<std::string, std::string> const &files) const {
    for (auto const &entry : fs::directory_iterator(path_)) fs::remove_all(entry.path());
    for (auto const &[name, bytes] : files) {
        fs::create_directories(fs::path(path_) / fs::path(name).parent_path());
        std::ofstream(fs::path(path_) / name, std::ios::binary) << bytes;
    }
}

} // namespace durable
