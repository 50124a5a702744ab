// A tiny sound pack as files in memory, and folders to write packs into, for the tests of this
// floor.
#pragma once

#include <map>
#include <string>
#include <string_view>

// File name below the folder -> contents.
using PackFiles = std::map<std::string, std::string>;

// Households with members, two sources, one parameter, rules of every kind, and cases for them.
PackFiles small_pack();
// A county's pack that `extends = "../nation"`.
PackFiles small_overlay();

// A folder of its own below the system's temporary folder, removed at the end.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder const &) = delete;
    TemporaryFolder &operator=(TemporaryFolder const &) = delete;
    // Writes the files below folder/name and gives its path.
    std::string write(std::string const &name, PackFiles const &files) const;

  private:
    std::string path_;
};

// The contents with one occurrence of `old` replaced. Requires: it occurs exactly once.
void replace_once(std::string &contents, std::string_view old, std::string_view next);
