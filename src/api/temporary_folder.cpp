// mkdtemp, and remove_all at the end.
#include "api/temporary_folder.hpp"

#include "base/error.hpp"

#include <cstdlib>
#include <filesystem>

namespace jingzhun::api {

TemporaryFolder::TemporaryFolder() {
    std::error_code ignored;
    path_ = (std::filesystem::temp_directory_path(ignored) / "jingzhun-XXXXXX").string();
    if (::mkdtemp(path_.data()) == nullptr)
        throw base::Error("file_unwritable", {{"file", path_}, {"what", "mkdtemp"}});
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace jingzhun::api
