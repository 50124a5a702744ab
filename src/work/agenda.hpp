// The agenda of the monthly meeting of an area: what must be talked about, as tables that fit on a
// page, from what stands in the store.
#pragma once

#include "work/worklist.hpp"

namespace jingzhun::work {

struct Section {
    pack::Title title;
    std::vector<pack::Title> header;
    std::vector<std::vector<std::string>> rows;
};
struct Agenda {
    std::string area;
    base::Period month;
    std::vector<Section> sections; // without those that have nothing
};
// As things stand on `on`: the month's last day, or today where that is earlier.
Agenda agenda_of(FindingDesk const &desk, std::string const &area, base::Period const &month,
                 base::Date on, base::Language language);

} // namespace jingzhun::work
