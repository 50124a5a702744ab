// A folder of its own in memory where that is possible: these tests take power and disks away
// themselves, and would only wait for a real one.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace durable {

class Folder {
  public:
    Folder();
    ~Folder();
    Folder(Folder const &) = delete;
    Folder &operator=(Folder const &) = delete;
    std::string operator/(std::string const &name) const { return path_ + "/" + name; }
    std::string const &path() const { return path_; }
    // Empties it and puts these files in, by their path below it.
    void fill(std::map<std::string, std::string> const &files) const;

  private:
    std::string path_;
};

} // namespace durable
