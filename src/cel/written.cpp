// Numbers and bytes as text.
#include "cel/written.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace jingzhun::cel {

std::string written(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number > 0 ? "+Inf" : "-Inf";
    double const size = std::fabs(number);
    bool const is_plain = size == 0 || (size >= 1e-5 && size < 1e21);
    std::array<char, 64> text{};
    auto const end =
        std::to_chars(text.data(), text.data() + text.size(), number,
                      is_plain ? std::chars_format::fixed : std::chars_format::scientific)
            .ptr;
    return {text.data(), end};
}

std::string written_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

base::Money rounded(MoneyRatio const &ratio) {
    std::int64_t whole = ratio.fen / ratio.divisor;
    std::int64_t const rest = ratio.fen % ratio.divisor;
    __int128 const twice =
        static_cast<__int128>(rest < 0 ? -static_cast<__int128>(rest) : rest) * 2;
    bool const is_up = twice > ratio.divisor || (twice == ratio.divisor && whole % 2 != 0);
    if (is_up) whole += ratio.fen < 0 ? -1 : 1;
    return {whole};
}

} // namespace jingzhun::cel
