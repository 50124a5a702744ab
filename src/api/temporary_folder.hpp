// A folder of one's own that is gone with its files when it goes out of scope.
#pragma once

#include <string>

namespace jingzhun::api {

class TemporaryFolder {
  public:
    // Below the system's folder for such, readable for its owner alone. Throws Error
    // "file_unwritable".
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder const &) = delete;
    TemporaryFolder &operator=(TemporaryFolder const &) = delete;
    std::string const &path() const { return path_; }
    std::string operator/(std::string const &name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

} // namespace jingzhun::api
