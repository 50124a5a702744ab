// Dates of authorisation, followed from a list to whom it is about.
#include "register/frame_authorised.hpp"

#include <algorithm>

namespace jingzhun::registry {
namespace {

// "household.authorised_on" of a source that feeds the register; empty where one needs none.
std::string needed(pack::Pack const &pack, std::string const &list) {
    std::string name;
    for (auto const &source : pack.sources) {
        if (std::ranges::find(source.registers, list) == source.registers.end()) continue;
        if (source.needs_authorisation.empty()) return "";
        name = source.needs_authorisation;
    }
    return name;
}

} // namespace

std::optional<Authorisation> authorisation_of(pack::Pack const &pack,
                                              std::vector<pack::LinkPlace> const &places,
                                              pack::LinkPlace const &place) {
    auto const name = needed(pack, pack.registers[place.from].name);
    if (name.empty()) return std::nullopt;
    auto const dot = name.find('.');
    Authorisation found;
    found.table = pack.register_index(name.substr(0, dot));
    found.field = pack.registers[found.table].field_index(name.substr(dot + 1));
    if (found.table == place.to) return found;
    auto const way = std::ranges::find_if(places, [&](pack::LinkPlace const &one) {
        return one.from == place.to && one.to == found.table && !one.link->many;
    });
    if (way == places.end()) return std::nullopt;
    found.way = *way;
    return found;
}

std::vector<bool> may_be_compared(cel::Population const &population, Authorisation const &by,
                                  Matches const *way, std::size_t rows, base::Date as_of,
                                  DayRange &days) {
    auto const &column = population.tables[by.table].columns[by.field];
    auto const *dates = std::get_if<cel::Array<std::int32_t>>(&column.values);
    auto const signed_by = [&](std::size_t row) {
        if (dates == nullptr || !cel::bit(column.present, row)) return false;
        base::Date const from{(*dates)[row]};
        if (from <= as_of) days.first = std::max(days.first, from);
        else days.last = std::min(days.last, base::add_days(from, -1));
        return from <= as_of;
    };
    std::vector<bool> compared(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        if (way == nullptr) compared[row] = signed_by(row);
        else if (way->count(row) != 0) compared[row] = signed_by(way->rows[way->offsets[row]]);
    }
    return compared;
}

Matches only_compared(Matches const &matches, std::vector<bool> const &compared) {
    Matches left;
    left.offsets.push_back(0);
    for (std::size_t row = 0; row + 1 < matches.offsets.size(); ++row) {
        for (auto i = matches.offsets[row]; i < matches.offsets[row + 1]; ++i)
            if (compared[matches.rows[i]]) left.rows.push_back(matches.rows[i]);
        left.offsets.push_back(static_cast<std::uint32_t>(left.rows.size()));
    }
    return left;
}

} // namespace jingzhun::registry
