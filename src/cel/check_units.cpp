// Units as two sorted lists of factors, above and below the line.
#include "cel/check_units.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <vector>

namespace jingzhun::cel {
namespace {

struct Unit {
    std::vector<std::string> above, below;
    bool operator==(Unit const &) const = default;
};

void cancel(Unit &unit) {
    for (auto factor = unit.above.begin(); factor != unit.above.end();) {
        auto const same = std::find(unit.below.begin(), unit.below.end(), *factor);
        if (same == unit.below.end()) {
            ++factor;
        } else {
            unit.below.erase(same);
            factor = unit.above.erase(factor);
        }
    }
    std::sort(unit.above.begin(), unit.above.end());
    std::sort(unit.below.begin(), unit.below.end());
}

Unit read(std::string_view text) {
    Unit unit;
    bool first = true;
    for (std::string_view const part : base::split(text, '/')) {
        for (std::string_view const factor : base::split(part, '*')) {
            auto const name = base::trim(factor);
            if (!name.empty() && name != "1") (first ? unit.above : unit.below).emplace_back(name);
        }
        first = false;
    }
    cancel(unit);
    return unit;
}

std::string write(Unit const &unit) {
    std::string text;
    for (std::string const &factor : unit.above) text += (text.empty() ? "" : "*") + factor;
    if (text.empty()) text = "1";
    for (std::string const &factor : unit.below) text += "/" + factor;
    return text;
}

} // namespace

bool units_agree(std::string_view a, std::string_view b) {
    return a.empty() || b.empty() || a == b || read(a) == read(b);
}

std::string unit_of_product(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return "";
    Unit result = read(a);
    Unit const right = read(b);
    result.above.insert(result.above.end(), right.above.begin(), right.above.end());
    result.below.insert(result.below.end(), right.below.begin(), right.below.end());
    cancel(result);
    return write(result);
}

std::string unit_of_quotient(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return "";
    Unit result = read(a);
    Unit const right = read(b);
    result.above.insert(result.above.end(), right.below.begin(), right.below.end());
    result.below.insert(result.below.end(), right.above.begin(), right.above.end());
    cancel(result);
    return write(result);
}

} // namespace jingzhun::cel
