// A ZIP archive written from front to back, part by part, as a workbook is one.
//
// A part's bytes are packed as they come and leave memory at once. The archive appears under its
// name when it is finished; one that is dropped before leaves nothing.
#pragma once

#include "source/output_file.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::source {

class ZipFile {
  public:
    // Throws Error "file_unwritable", "disk_full", as all that writes does.
    explicit ZipFile(std::string const &file);
    ~ZipFile();
    ZipFile(ZipFile &&) = delete;

    OutputFile const &output() const { return output_; }

    // One part at a time. Requires: none is open (begin), one is open (write, end).
    void begin(std::string const &name);
    void write(std::string_view bytes);
    void end();
    void part(std::string const &name, std::string_view bytes);
    // The directory behind the parts, then the file's name. Requires: no part is open.
    void finish();

  private:
    struct Entry {
        std::string name;
        std::uint64_t offset = 0, packed = 0, unpacked = 0;
        std::uint32_t check = 0;
    };
    void pack(std::string_view bytes, bool is_last);
    void put(std::string_view bytes);

    OutputFile output_;
    std::uint64_t written_ = 0;
    std::vector<Entry> entries_;
    std::string pending_; // of the open part, not yet packed
    std::vector<char> room_;
    void *packer_ = nullptr;
    bool is_open_ = false;
};

} // namespace jingzhun::source
