// Who inspects where and when in a month: every area once, by lot, nobody where he comes from or
// has relatives or answers for the work.
#pragma once

#include "base/date.hpp"

#include <string>
#include <vector>

namespace jingzhun::survey {

struct TeamMember {
    std::string team, name, unit;
    std::vector<std::string> avoids; // codes of areas: home, relatives, own work
};
// The table 组, 姓名, 单位, 回避区划 (or team, name, unit, avoids). Throws Error
// "inspection_team_column".
std::vector<TeamMember> read_teams(std::string const &file);

struct PlannedVisit {
    std::string area, team;
    std::vector<std::string> members; // who may go there
    base::Date day;
};
// May this member not go there? Areas that contain each other touch.
bool must_avoid(TeamMember const &member, std::string const &area);

// By the seed (select.hpp, the pools are SEED + "areas/" and SEED + "days/"): the order of areas,
// and which of the days is each one's. Each goes to the team with the fewest so far that has
// `least` members left who need not avoid it, ties by name. In order of day and area. Throws Error
// "inspection_all_avoid" (no team may go there), "inspection_no_days".
std::vector<PlannedVisit> plan_visits(std::vector<std::string> areas,
                                      std::vector<TeamMember> const &members,
                                      std::vector<base::Date> const &days, std::string const &seed,
                                      std::size_t least = 2);

} // namespace jingzhun::survey
