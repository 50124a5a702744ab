// A file that appears under its name only when it is complete.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jingzhun::source {

// Until `publish` the bytes lie in a neighbour, which is removed when this object is destroyed.
class OutputFile {
  public:
    explicit OutputFile(std::string const &file);
    ~OutputFile();
    OutputFile(OutputFile &&) = delete;

    std::string const &file() const { return file_; }
    std::string const &neighbour() const { return neighbour_; }

    // For writers that do not open the neighbour themselves. Throws Error "file_unwritable",
    // "disk_full".
    void create();
    void write(std::string_view bytes);
    // In place of bytes that were written before. Requires: all of them were.
    void rewrite(std::uint64_t offset, std::string_view bytes);
    // Flushes to the disk and renames. Throws the same.
    void publish();

    // Throws Error "disk_full" or "file_unwritable" by the number of a system error; where there is
    // none, a disk without room is the likeliest cause.
    [[noreturn]] void fail(int system_error) const;

  private:
    std::string file_;
    std::string neighbour_;
    int descriptor_ = -1;
    bool published_ = false;
};

} // namespace jingzhun::source
