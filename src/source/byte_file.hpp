// A file read from front to back in pieces; the ground under the readers of this folder. What was
// packed with gzip is read unpacked.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace jingzhun::source {

class ByteFile {
  public:
    // Throws Error "file_missing", "file_unreadable" (a folder, no permission).
    explicit ByteFile(std::string const &file);
    ~ByteFile();
    ByteFile(ByteFile &&other) noexcept;
    ByteFile &operator=(ByteFile &&) = delete;

    // The bytes put at the front of `room`; empty at the end. Throws Error "file_unreadable",
    // "gzip_damaged", "gzip_bomb".
    std::string_view read(std::span<char> room);
    // How much of it has been read from the front, 0 to 1.
    double share() const;
    // Continues reading there. Requires: offset within the file.
    void seek(std::uint64_t offset);

  private:
    struct Unpacking;

    std::size_t read_packed(std::span<char> room);
    std::size_t read_unpacked(std::span<char> room);
    std::string file_;
    int descriptor_ = -1;
    std::uint64_t bytes_ = 0, read_ = 0;
    std::unique_ptr<Unpacking> unpacking_; // none for files that are not packed
};

} // namespace jingzhun::source
