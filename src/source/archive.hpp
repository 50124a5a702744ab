// The parts of a workbook: a ZIP archive read part by part, within limits.
//
// Nothing is ever written to disk, so that names inside the archive do no harm. What is counted
// against the limits is what really comes out, not what the archive says of itself.
#pragma once

#include "source/sheet.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace jingzhun::source {

class Archive;

// One part, read from its first byte to its last. The archive must outlive it.
class Part {
  public:
    ~Part();
    Part(Part &&other) noexcept;

    // The next bytes, put at the front of `room`; empty at the end. Throws Error
    // "workbook_damaged", "workbook_bomb".
    std::string_view read(std::span<char> room);
    std::string const &name() const { return name_; }
    double share() const; // of what it says it has that came out, 0 to 1

  private:
    friend class Archive;
    Part(Archive &archive, std::uint64_t index, std::string name);

    Archive *archive_;
    std::uint64_t index_;
    std::string name_;
    void *handle_ = nullptr;
    std::uint64_t packed_ = 0;
    std::uint64_t unpacked_ = 0;
    std::uint64_t told_ = 0; // what the archive says it unpacks to
};

class Archive {
  public:
    // Throws Error "workbook_truncated", "workbook_damaged".
    Archive(std::string const &file, Limits const &limits);
    ~Archive();
    Archive(Archive &&) = delete;

    // Names are compared as Windows does: without case, either slash.
    bool has(std::string_view name) const;
    // Throws Error "workbook_damaged" where there is no such part, "workbook_encrypted".
    Part open(std::string_view name);
    // Whole part; Error "workbook_bomb" beyond `bytes_max`.
    std::string read_whole(std::string_view name, std::size_t bytes_max);

    std::string const &file() const { return file_; }
    Limits const &limits() const { return limits_; }
    [[noreturn]] void fail(std::string_view part, std::string_view reason) const;

  private:
    friend class Part;
    void count(Part const &part);

    std::string file_;
    Limits limits_;
    void *handle_ = nullptr;
    std::unordered_map<std::string, std::uint64_t> index_by_name_;
    // The most that came out of each part so far: a second pass over a sheet costs nothing more.
    std::unordered_map<std::uint64_t, std::uint64_t> unpacked_by_index_;
    std::uint64_t unpacked_ = 0;
};

} // namespace jingzhun::source
