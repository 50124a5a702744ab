// When two names or two dates are nearly the same.
#include "link/compare.hpp"
#include "link/han.hpp"
#include "link/metric.hpp"

#include "base/date.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace jingzhun::link {
namespace {

using NameText = std::array<char16_t, 4>;

template <class Alike> bool all_alike(Value a, Value b, Alike const &alike) {
    auto const length = name_length(a);
    if (length != name_length(b)) return false;
    for (unsigned i = 0; i < length; ++i)
        if (!alike(name_character(a, i), name_character(b, i))) return false;
    return true;
}

bool same_short_name(Test test, Value a, Value b) {
    auto const &tables = han();
    switch (test) {
    case Test::variant:
        return all_alike(a, b,
                         [&](auto x, auto y) { return tables.simple[x] == tables.simple[y]; });
    case Test::loose:
        return all_alike(a, b, [&](auto x, auto y) { return tables.loose[x] == tables.loose[y]; });
    case Test::homophone:
        return all_alike(a, b, sounds_alike);
    case Test::surname:
        return tables.simple[name_character(a, 0)] == tables.simple[name_character(b, 0)];
    default: {
        std::array<char32_t, 4> x, y;
        for (unsigned i = 0; i < 4; ++i) {
            x[i] = tables.simple[name_character(a, i)];
            y[i] = tables.simple[name_character(b, i)];
        }
        return one_character({x.data(), name_length(a)}, {y.data(), name_length(b)}, 2);
    }
    }
}

std::u32string spelled(Value name, Dictionary const &dictionary) {
    std::u32string text;
    if (is_long_name(name)) {
        text = base::to_code_points(dictionary.text(static_cast<std::uint32_t>(name >> 32)));
    } else {
        for (unsigned i = 0; i < name_length(name); ++i)
            text += han().simple[name_character(name, i)];
    }
    // With and without the dots between the parts of a name it is the same name.
    std::erase(text, char32_t{0xB7});
    return text;
}

bool same_long_name(Test test, std::u32string_view a, std::u32string_view b) {
    auto const alike = [](char32_t x, char32_t y) {
        if (x >= 0x10000 || y >= 0x10000) return x == y;
        return sounds_alike(static_cast<char16_t>(x), static_cast<char16_t>(y));
    };
    switch (test) {
    case Test::variant:
    case Test::loose:
        return a == b;
    case Test::homophone:
        return std::ranges::equal(a, b, alike);
    case Test::surname:
        return !a.empty() && !b.empty() && a[0] == b[0];
    default:
        return one_character(a, b, 2);
    }
}

unsigned parts_alike(Value a, Value b) {
    return unsigned{year_of(a) == year_of(b)} + unsigned{month_of(a) == month_of(b)} +
           unsigned{day_of(a) == day_of(b)};
}

bool within_days(Value a, Value b, int most) {
    auto const day = [](Value date) {
        return base::make_date(static_cast<int>(year_of(date)), static_cast<int>(month_of(date)),
                               static_cast<int>(day_of(date)));
    };
    auto const x = day(a), y = day(b);
    return x && y && std::abs(x->days - y->days) <= most;
}

} // namespace

bool same_name(Test test, Value a, Value b, Dictionary const &dictionary) {
    if (!is_long_name(a) && !is_long_name(b)) return same_short_name(test, a, b);
    return same_long_name(test, spelled(a, dictionary), spelled(b, dictionary));
}

bool one_character(std::u32string_view a, std::u32string_view b, std::size_t length_min) {
    if (std::max(a.size(), b.size()) < length_min || std::min(a.size(), b.size()) < 1) return false;
    // Of two characters one must stay; a single one has nothing left to agree on.
    return std::max(a.size(), b.size()) > 1 && distance(a, b, 1) <= 1;
}

bool same_date(Test test, double argument, Value a, Value b) {
    switch (test) {
    case Test::month_day_swapped:
        return year_of(a) == year_of(b) && month_of(a) == day_of(b) && day_of(a) == month_of(b);
    case Test::parts:
        return parts_alike(a, b) >= static_cast<unsigned>(argument);
    case Test::years: {
        auto const x = static_cast<int>(year_of(a)), y = static_cast<int>(year_of(b));
        return std::abs(x - y) <= static_cast<int>(argument);
    }
    case Test::days:
        return within_days(a, b, static_cast<int>(argument));
    default:
        return false;
    }
}

} // namespace jingzhun::link
