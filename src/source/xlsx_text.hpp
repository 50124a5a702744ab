// Text, numbers and places as the XML of a workbook holds them. Inside this folder only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jingzhun::source {

// Behind `out`, with what XML keeps for itself escaped and what it cannot hold as _xHHHH_; NUL is
// left out. Within quotes or between tags.
void append_xml(std::string &out, std::string_view text);
// A, B … Z, AA …; from 0.
std::string column_letters(std::size_t column);
// A decimal number as a cell's value: as it stands where that is its plain form.
void append_number(std::string &out, std::string_view decimal, double value);

} // namespace jingzhun::source
