// The texts of many rows, to find those that contain something: looked through from end to end, so
// that a million rows take milliseconds.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::api {

class Words {
  public:
    // Each different text is kept once. `number(row)`: equal for rows of equal text, below
    // `numbers`; -1 where a row has none. `text(row)`: asked for once a number. No text contains a
    // zero byte.
    Words(std::size_t rows, std::size_t numbers,
          std::function<std::int32_t(std::size_t)> const &number,
          std::function<std::string(std::size_t)> const &text);

    // The rows whose text contains it, ascending; of an empty one, none.
    std::vector<std::uint32_t> rows_with(std::string_view part) const;

  private:
    std::string bytes_;                // text after text, each ended by a zero byte
    std::vector<std::uint64_t> ends_;  // of each text, behind its zero byte
    std::vector<std::int32_t> of_row_; // which text; -1: none
};

} // namespace jingzhun::api
