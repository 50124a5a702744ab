// How numbers and bytes are written as text, and ratios of money rounded for display.
#pragma once

#include "cel/value.hpp"

#include <string>
#include <string_view>

namespace jingzhun::cel {

// The shortest decimal that reads back as the same double: "-0.0045", "1e+21", "NaN",
// "+Inf". Between 0.00001 and 1e21 without an exponent.
std::string written(double number);
std::string written_hex(std::string_view bytes);
// To whole fen, half to even.
base::Money rounded(MoneyRatio const &ratio);

} // namespace jingzhun::cel
