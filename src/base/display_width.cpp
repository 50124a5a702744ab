// By the ranges of East Asian wide characters.
#include "base/display_width.hpp"

#include "base/text.hpp"

namespace jingzhun::base {

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (auto const c : to_code_points(text)) {
        auto const wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                          (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                          (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                          (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD);
        width += wide ? 2 : 1;
    }
    return width;
}

} // namespace jingzhun::base
