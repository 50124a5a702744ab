// QR codes by libqrencode; what they are drawn with is our own.
#include "report/qr.hpp"

#include "base/error.hpp"
#include "report/png.hpp"

#include <array>
#include <cassert>
#include <fmt/format.h>
#include <memory>
#include <qrencode.h>

namespace jingzhun::report {
namespace {

constexpr int eci_utf8 = 26;

template <auto release> struct Free {
    template <class T> void operator()(T *thing) const { release(thing); }
};
using Input = std::unique_ptr<QRinput, Free<QRinput_free>>;
using Code = std::unique_ptr<QRcode, Free<QRcode_free>>;

Code encode(std::string_view text, QRecLevel level) {
    Input const input(QRinput_new2(0, level));
    auto const *bytes = reinterpret_cast<unsigned char const *>(text.data());
    if (QRinput_appendECIheader(input.get(), eci_utf8) != 0 ||
        QRinput_append(input.get(), QR_MODE_8, static_cast<int>(text.size()), bytes) != 0)
        return nullptr;
    return Code(QRcode_encodeInput(input.get()));
}

} // namespace

QrCode qr_code(std::string_view text) {
    auto code = text.empty() ? nullptr : encode(text, QR_ECLEVEL_M);
    if (!code && !text.empty()) code = encode(text, QR_ECLEVEL_L);
    if (!code) throw base::Error("qr_too_long", {{"bytes", std::to_string(text.size())}});
    QrCode found;
    found.side = code->width;
    auto const modules = static_cast<std::size_t>(code->width * code->width);
    for (std::size_t i = 0; i < modules; ++i) found.dark.push_back((code->data[i] & 1) != 0);
    return found;
}

std::string half_blocks(QrCode const &code) {
    static constexpr std::array<std::string_view, 4> glyphs = {" ", "\u2580", "\u2584", "\u2588"};
    std::string text;
    for (int y = -quiet_zone; y < code.side + quiet_zone; y += 2) {
        for (int x = -quiet_zone; x < code.side + quiet_zone; ++x)
            text += glyphs[(code.at(x, y) ? 1U : 0U) + (code.at(x, y + 1) ? 2U : 0U)];
        text += '\n';
    }
    return text;
}

std::string qr_svg(QrCode const &code, int module_pixels) {
    assert(module_pixels >= 1);
    auto const side = code.side + 2 * quiet_zone;
    auto svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{1}\" height=\"{1}\" viewBox=\"0 0 {0} "
        "{0}\" shape-rendering=\"crispEdges\">\n<rect width=\"{0}\" height=\"{0}\" "
        "fill=\"#fff\"/>\n<path fill=\"#000\" d=\"",
        side, side * module_pixels);
    for (int y = 0; y < code.side; ++y)
        for (int x = 0; x < code.side; ++x) {
            if (!code.at(x, y)) continue;
            auto const from = x;
            while (code.at(x + 1, y)) ++x;
            svg += fmt::format("M{} {}h{}v1H{}z", from + quiet_zone, y + quiet_zone, x - from + 1,
                               from + quiet_zone);
        }
    return svg + "\"/>\n</svg>\n";
}

std::string qr_png(QrCode const &code, int module_pixels) {
    assert(module_pixels >= 1);
    auto const side = (code.side + 2 * quiet_zone) * module_pixels;
    return png_of(side, side, [&](int x, int y) {
        return code.at(x / module_pixels - quiet_zone, y / module_pixels - quiet_zone);
    });
}

} // namespace jingzhun::report
