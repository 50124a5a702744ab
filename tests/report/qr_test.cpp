// QR codes: what is drawn is the code, in every form, and a reader reads the text.
#include "report/qr.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <memory>

using namespace jingzhun;
using namespace jingzhun::report;

namespace {

std::string const text =
    "jingzhun/431128\n12\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\xE2\x80\x94 jingzhun/431128 Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeO"
    "oRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\xE2\x80\x94 审计局/甲 AA==\n";

// Modules with the quiet zone around them, as they can be seen in a picture.
using Picture = std::vector<std::vector<bool>>;

Picture picture_of(QrCode const &code) {
    Picture picture;
    for (int y = -quiet_zone; y < code.side + quiet_zone; ++y) {
        picture.emplace_back();
        for (int x = -quiet_zone; x < code.side + quiet_zone; ++x)
            picture.back().push_back(code.at(x, y));
    }
    return picture;
}

Picture read_half_blocks(std::string const &drawn) {
    Picture picture;
    std::size_t at = 0;
    while (at < drawn.size()) {
        std::vector<bool> upper, lower;
        while (drawn[at] != '\n') {
            auto const blank = drawn[at] == ' ';
            auto const glyph = blank ? std::string() : drawn.substr(at, 3);
            upper.push_back(glyph == "\u2580" || glyph == "\u2588");
            lower.push_back(glyph == "\u2584" || glyph == "\u2588");
            at += blank ? 1 : 3;
        }
        ++at;
        picture.push_back(upper);
        picture.push_back(lower);
    }
    return picture;
}

std::uint32_t number_at(std::string const &bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<unsigned char>(bytes.at(at + i));
    return number;
}

// Of a picture with one stored block: the middle pixel of each module.
Picture read_png(std::string const &png, int module_pixels) {
    auto const side = static_cast<int>(number_at(png, 16));
    REQUIRE(number_at(png, 20) == static_cast<std::uint32_t>(side));
    auto const data = png.find("IDAT") + 4 + 2 + 5; // behind the stream's and the block's header
    auto const row_bytes = static_cast<std::size_t>(1 + (side + 7) / 8);
    Picture picture;
    for (int y = module_pixels / 2; y < side; y += module_pixels) {
        picture.emplace_back();
        for (int x = module_pixels / 2; x < side; x += module_pixels) {
            auto const byte = png.at(data + static_cast<std::size_t>(y) * row_bytes + 1 +
                                     static_cast<std::size_t>(x / 8));
            picture.back().push_back((byte >> (7 - x % 8) & 1) == 0);
        }
    }
    return picture;
}

std::string output_of(std::string const &command) {
    std::unique_ptr<FILE, int (*)(FILE *)> const pipe(::popen(command.c_str(), "r"), ::pclose);
    std::string out;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get()))
        out += static_cast<char>(c);
    return out;
}

} // namespace

TEST_CASE("a code has the shape of a QR code: three corners that readers find, and a light edge") {
    auto const code = qr_code(text);
    CHECK(code.side % 4 == 1);
    for (auto const &[x, y] : {std::pair{0, 0}, {code.side - 7, 0}, {0, code.side - 7}})
        for (int i = 0; i < 7; ++i) {
            CHECK(code.at(x + i, y));
            CHECK(code.at(x + i, y + 6));
            CHECK(code.at(x, y + i));
            CHECK(code.at(x + 6, y + i));
        }
    CHECK(!code.at(-1, 0));
    CHECK(!code.at(0, code.side));
}

TEST_CASE("characters and pixels show the same modules as the code") {
    auto const code = qr_code(text);
    auto const wanted = picture_of(code);
    auto blocks = read_half_blocks(half_blocks(code));
    blocks.resize(wanted.size()); // an odd side has half a line more, which is light
    CHECK(blocks == wanted);
    for (int const pixels : {1, 3, 4}) CHECK(read_png(qr_png(code, pixels), pixels) == wanted);
}

TEST_CASE("a reader of codes reads the text back from the picture, byte for byte") {
    if (output_of("command -v zbarimg").empty()) {
        MESSAGE("skipped: zbarimg (Debian's zbar-tools) is not there");
        return;
    }
    Scratch scratch;
    for (auto const &one : {std::string("a"), text, text + std::string(1500, 'x') + "\n"}) {
        write_bytes(scratch / "code.png", qr_png(qr_code(one), 4));
        CHECK(output_of("zbarimg --nodbus --quiet --raw " + (scratch / "code.png") +
                        " 2>/dev/null") == one + "\n");
    }
}

TEST_CASE("an SVG draws each row's dark runs once") {
    auto const code = qr_code("jingzhun");
    auto const svg = qr_svg(code);
    auto picture = picture_of(code);
    for (auto &row : picture) row.assign(row.size(), false);
    for (auto at = svg.find('M'); at != svg.npos; at = svg.find('M', at + 1)) {
        int x = 0, y = 0, length = 0, back = 0;
        REQUIRE(std::sscanf(svg.c_str() + at, "M%d %dh%dv1H%dz", &x, &y, &length, &back) == 4);
        CHECK(back == x);
        for (int i = 0; i < length; ++i)
            picture.at(static_cast<std::size_t>(y)).at(static_cast<std::size_t>(x + i)) = true;
    }
    CHECK(picture == picture_of(code));
}

TEST_CASE("a text that fits no code is refused, one that just fits is not") {
    CHECK(qr_code(std::string(2900, 'a')).side == 177);
    CHECK(error_of([] { qr_code(std::string(3000, 'a')); }) == "qr_too_long");
    CHECK(error_of([] { qr_code(""); }) == "qr_too_long");
}
