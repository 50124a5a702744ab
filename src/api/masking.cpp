// Masks.
#include "api/masking.hpp"

#include "base/identity.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

// Wrong numbers are personal too: whatever has the length and digits of one.
bool looks_like_identity(std::string_view piece) {
    auto const digits = std::ranges::count_if(piece, [](char c) { return c >= '0' && c <= '9'; });
    auto const others = static_cast<std::ptrdiff_t>(piece.size()) - digits;
    return (piece.size() == 15 || piece.size() >= 17) && piece.size() <= 22 && others <= 2 &&
           (piece.size() != 15 || base::valid_identity(piece));
}

} // namespace

std::string mask_key(std::string_view key) {
    std::string masked;
    for (auto const piece : base::split(key, '|')) {
        if (!masked.empty()) masked += '|';
        masked += looks_like_identity(piece) ? base::mask_identity(piece) : std::string(piece);
    }
    return masked;
}

std::string mask_text(std::string_view text) {
    auto const points = base::to_code_points(text);
    if (points.size() < 6) return std::string(points.size(), '*');
    auto const shown = points.substr(0, 3) + std::u32string(points.size() - 5, U'*') +
                       points.substr(points.size() - 2);
    return base::to_utf8(shown);
}

} // namespace jingzhun::api
