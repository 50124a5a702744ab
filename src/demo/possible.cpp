// Names are compared folded; numbers by trying every slip of one digit or two neighbours.
#include "demo/possible.hpp"

#include "base/identity.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace jingzhun::demo {

void PossibleRows::add(List list, Written const &who) {
    auto &rows = lists_[static_cast<std::size_t>(list)];
    rows.names.insert(base::fold(who.name));
    auto const number = base::clean_identity(who.number);
    if (!number.empty())
        rows.numbers.insert(number.substr(0, 18)); // of a card, the identity number
}

bool PossibleRows::could_be(Absence const &absence) const {
    auto const &rows = lists_[static_cast<std::size_t>(absence.list)];
    if (rows.names.contains(base::fold(absence.name))) return true;
    auto const linked = base::link_identity(absence.identity);
    auto number = linked.value_or(base::clean_identity(absence.identity));
    if (number.empty()) return true;
    for (std::size_t at = 0; at < number.size(); ++at) {
        char const right = number[at];
        for (char wrong : std::string_view("0123456789X")) {
            number[at] = wrong;
            if (rows.numbers.contains(number)) return true;
        }
        number[at] = right;
        if (at == 0) continue;
        std::swap(number[at], number[at - 1]);
        if (rows.numbers.contains(number)) return true;
        std::swap(number[at], number[at - 1]);
    }
    return false;
}

} // namespace jingzhun::demo
