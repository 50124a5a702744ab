// The strings that the cells of a workbook share: many small texts kept close together.
#pragma once

#include "source/archive.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

namespace jingzhun::source {

class SharedStrings {
  public:
    explicit SharedStrings(Archive const &archive);

    // Requires: text no longer than the limit of a cell. Throws Error "workbook_bomb".
    void add(std::string_view text);
    std::size_t size() const { return places_.size(); }
    // Valid as long as this object. Requires: index below size.
    std::string_view at(std::size_t index) const;

  private:
    Archive const *archive_;
    std::size_t block_bytes_;
    std::size_t used_ = 0; // of the last block
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::deque<std::uint32_t> places_; // a text's length stands before its bytes
};

// Rich text loses its formatting, phonetic guides are left out. Throws what `XmlReader` throws.
std::unique_ptr<SharedStrings> read_shared_strings(Archive &archive, std::string_view part);

} // namespace jingzhun::source
