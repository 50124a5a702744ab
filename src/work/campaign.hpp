// Campaigns: everything of a kind visited, checked or done between two days; how far it is, by
// area. What counts is an expression of the pack ([campaign.NAME]).
#pragma once

#include "work/act.hpp"

namespace jingzhun::work {

struct Covered {
    std::string area;
    std::int64_t subjects = 0, covered = 0, unknown = 0;
};
struct Coverage {
    pack::Campaign const *campaign = nullptr;
    base::Date as_of; // the day, or the campaign's last where that is earlier
    Covered total;
    std::vector<Covered> areas;    // of so many digits, the least covered first
    std::vector<std::string> open; // keys of subjects not covered, at most as many as asked for
};
// Throws Error "campaign_unknown".
Coverage coverage_of(FindingDesk const &desk, std::string const &name, base::Date on,
                     std::size_t area_digits, std::string const &area, std::size_t open);

} // namespace jingzhun::work
