// Traditional and variant characters to simplified ones, by a table that is part of the program.
#include "base/text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace jingzhun::base {
namespace {

// Pairs of characters, from and to, one after the other; made by tools/make-han-tables.
constexpr std::string_view pairs =
#include "../../data/han/fold.inc"
    ;

struct FoldTable {
    std::array<char32_t, 0x10000> plane;              // the basic plane by code point
    std::vector<std::pair<char32_t, char32_t>> above; // the rest, sorted

    char32_t operator()(char32_t point) const {
        if (point < plane.size()) return plane[point];
        auto const found =
            std::ranges::lower_bound(above, point, {}, &std::pair<char32_t, char32_t>::first);
        return found != above.end() && found->first == point ? found->second : point;
    }
};

std::unique_ptr<FoldTable const> make_table() {
    auto table = std::make_unique<FoldTable>();
    for (char32_t point = 0; point < table->plane.size(); ++point) table->plane[point] = point;
    for (auto rest = pairs; !rest.empty();) {
        auto const from = take_code_point(rest);
        auto const to = take_code_point(rest);
        if (from < table->plane.size()) table->plane[from] = to;
        else table->above.emplace_back(from, to);
    }
    std::ranges::sort(table->above);
    return table;
}

FoldTable const &table() {
    static auto const made = make_table();
    return *made;
}

bool is_middle_dot(char32_t point) {
    switch (point) {
    case 0x00B7: // ·
    case 0x0387: // Greek
    case 0x2022: // •
    case 0x2024: // ․
    case 0x2027: // ‧
    case 0x2219: // ∙
    case 0x22C5: // ⋅
    case 0x30FB: // ・
    case 0xFF65: // ･
        return true;
    default:
        return false;
    }
}

} // namespace

char32_t simplified(char32_t point) { return table()(point); }

std::string simplify(std::string_view text) {
    auto const &simple = table();
    std::string changed;
    changed.reserve(text.size());
    while (!text.empty()) append_code_point(changed, simple(take_code_point(text)));
    return changed;
}

std::string fold(std::string_view text) {
    auto const &simple = table();
    std::string plain;
    if (text.find("(") != std::string_view::npos || text.find("（") != std::string_view::npos)
        text = plain = without_glosses(text);
    std::string folded;
    folded.reserve(text.size());
    while (!text.empty()) {
        auto point = take_code_point(text);
        if (is_blank(point) || is_invisible(point)) continue;
        point = simple(halved(point));
        if (point >= 'A' && point <= 'Z') point += 'a' - 'A';
        append_code_point(folded, is_middle_dot(point) ? 0xB7 : point);
    }
    return folded;
}

} // namespace jingzhun::base
