// PNG: a header, one stream of stored blocks, an end.
#include "report/png.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <string_view>

namespace jingzhun::report {
namespace {

std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFF);
    return bytes;
}

// CRC-32 as PNG's annex D has it.
std::uint32_t checksum(std::string_view bytes) {
    static auto const table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t i = 0; i < made.size(); ++i) {
            auto value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value & 1) != 0 ? 0xEDB88320U ^ value >> 1 : value >> 1;
            made[i] = value;
        }
        return made;
    }();
    auto sum = 0xFFFFFFFFU;
    for (auto const c : bytes) sum = table[(sum ^ static_cast<unsigned char>(c)) & 0xFF] ^ sum >> 8;
    return ~sum;
}

std::string chunk(std::string_view name, std::string_view data) {
    auto const named = std::string(name) + std::string(data);
    return big_endian(static_cast<std::uint32_t>(data.size())) + named +
           big_endian(checksum(named));
}

std::uint32_t adler(std::string_view bytes) {
    std::uint32_t a = 1, b = 0;
    for (auto const c : bytes) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

// RFC 1950 and 1951 with stored blocks only.
std::string stored(std::string_view bytes) {
    constexpr std::size_t block_max = 65535;
    auto const sum = adler(bytes);
    std::string stream = "\x78\x01";
    do {
        auto const size = std::min(bytes.size(), block_max);
        stream += size == bytes.size() ? '\1' : '\0';
        for (auto const number : {size, ~size}) {
            stream += static_cast<char>(number & 0xFF);
            stream += static_cast<char>(number >> 8 & 0xFF);
        }
        stream += bytes.substr(0, size);
        bytes.remove_prefix(size);
    } while (!bytes.empty());
    return stream + big_endian(sum);
}

} // namespace

std::string png_of(int width, int height, std::function<bool(int, int)> const &is_black) {
    assert(width >= 1 && height >= 1);
    std::string rows;
    for (int y = 0; y < height; ++y) {
        rows += '\0'; // no filter
        for (int x = 0; x < width; x += 8) {
            unsigned byte = 0;
            for (int i = 0; i < 8; ++i)
                byte = byte << 1 | (x + i < width && is_black(x + i, y) ? 0U : 1U);
            rows += static_cast<char>(byte);
        }
    }
    auto header = big_endian(static_cast<std::uint32_t>(width)) +
                  big_endian(static_cast<std::uint32_t>(height));
    header += '\1';                 // a bit a pixel
    header += std::string(4, '\0'); // grey; the one compression, filter and order there is
    return "\x89PNG\r\n\x1A\n" + chunk("IHDR", header) + chunk("IDAT", stored(rows)) +
           chunk("IEND", "");
}

} // namespace jingzhun::report
