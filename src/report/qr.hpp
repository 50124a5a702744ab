// QR codes (ISO/IEC 18004) of a text, for paper and screens: as characters, as SVG, as PNG.
//
// Every form has the quiet zone of four modules that readers need.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::report {

struct QrCode {
    int side = 0;           // modules in a row, without the quiet zone
    std::vector<bool> dark; // side × side, row by row
    // Also outside, in the quiet zone, which is light.
    bool at(int x, int y) const {
        return x >= 0 && y >= 0 && x < side && y < side &&
               dark[static_cast<std::size_t>(y * side + x)];
    }
};
constexpr int quiet_zone = 4; // modules

// The text as UTF-8, marked as such; the smallest code that recovers from 15 % of damage, or, where
// the text is too long for that, from 7 %. Throws Error "qr_too_long" (over about 2,900 bytes).
QrCode qr_code(std::string_view text);

// Two modules a character, one above the other, dark as ink: for a printer, or a terminal with dark
// letters on light.
std::string half_blocks(QrCode const &code);
// `module_pixels` to a module. Requires: at least 1.
std::string qr_svg(QrCode const &code, int module_pixels = 8);
std::string qr_png(QrCode const &code, int module_pixels = 8);

} // namespace jingzhun::report
