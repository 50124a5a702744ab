// How many columns a text takes where every character is one or two wide: on a terminal, in a table
// of plain text, in a spreadsheet's cell.
#pragma once

#include <cstddef>
#include <string_view>

namespace jingzhun::base {

// Chinese, kana, hangul and full-width forms are two wide, everything else one.
std::size_t display_width(std::string_view text);

} // namespace jingzhun::base
