// Black-and-white pictures as PNG (ISO/IEC 15948): one bit a pixel, without compression.
#pragma once

#include <functional>
#include <string>

namespace jingzhun::report {

// Requires: both sides are at least 1.
std::string png_of(int width, int height, std::function<bool(int x, int y)> const &is_black);

} // namespace jingzhun::report
