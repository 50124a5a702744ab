// Lots for areas and days, and teams that may go.
#include "survey/inspection_plan.hpp"

#include "base/area.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "source/sheet.hpp"
#include "survey/select.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace jingzhun::survey {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> columns = {
    {{"team", "组"}, {"name", "姓名"}, {"unit", "单位"}, {"avoids", "回避区划"}}};

std::array<std::size_t, 4> places_of(source::Row const &header, std::string const &file) {
    std::array<std::size_t, 4> places{};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto const found = std::ranges::find_if(header.cells, [&](source::Cell const &cell) {
            auto const title = base::squeeze(cell.text);
            return title == columns[i].first || title == columns[i].second;
        });
        if (found == header.cells.end())
            throw base::Error("inspection_team_column",
                              {{"file", file}, {"column", std::string(columns[i].second)}});
        places[i] = static_cast<std::size_t>(found - header.cells.begin());
    }
    return places;
}

std::vector<std::string> who_may_go(std::vector<TeamMember const *> const &team,
                                    std::string const &area) {
    std::vector<std::string> names;
    for (auto const *member : team)
        if (!must_avoid(*member, area)) names.push_back(member->name);
    return names;
}

} // namespace

std::vector<TeamMember> read_teams(std::string const &file) {
    auto const book = source::open_book(file);
    auto const sheet = book->open(0);
    source::Row row;
    if (!sheet->next(row))
        throw base::Error("inspection_team_column", {{"file", file}, {"column", "组"}});
    auto const places = places_of(row, file);
    std::vector<TeamMember> members;
    while (sheet->next(row)) {
        auto const cell = [&](std::size_t column) {
            auto const at = places.at(column);
            return at < row.cells.size() ? std::string(base::trim(row.cells[at].text))
                                         : std::string();
        };
        members.push_back({cell(0), cell(1), cell(2), base::split_list(cell(3))});
        for (auto &code : members.back().avoids) code = base::shorten(code);
    }
    return members;
}

bool must_avoid(TeamMember const &member, std::string const &area) {
    return std::ranges::any_of(member.avoids, [&](std::string const &avoided) {
        return base::contains(avoided, area) || base::contains(area, avoided);
    });
}

std::vector<PlannedVisit> plan_visits(std::vector<std::string> areas,
                                      std::vector<TeamMember> const &members,
                                      std::vector<base::Date> const &days, std::string const &seed,
                                      std::size_t least) {
    if (days.empty()) throw base::Error("inspection_no_days");
    std::ranges::sort(areas);
    std::map<std::string, std::vector<TeamMember const *>> teams;
    for (auto const &member : members) teams[member.team].push_back(&member);
    std::map<std::string, int> load;
    std::vector<PlannedVisit> visits;
    auto const order = select(Method::sha256, seed + "areas/", areas.size(), areas.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        auto const &area = areas[order[i]];
        PlannedVisit visit{area, "", {}, {}};
        for (auto const &[name, team] : teams) {
            auto going = who_may_go(team, area);
            if (going.size() < least || (!visit.team.empty() && load[name] >= load[visit.team]))
                continue;
            visit.team = name;
            visit.members = std::move(going);
        }
        if (visit.team.empty()) throw base::Error("inspection_all_avoid", {{"area", area}});
        ++load[visit.team];
        visit.day = days[number_below(Method::sha256, seed + "days/", i, days.size())];
        visits.push_back(std::move(visit));
    }
    std::ranges::sort(visits, [](PlannedVisit const &a, PlannedVisit const &b) {
        return std::tie(a.day, a.area) < std::tie(b.day, b.area);
    });
    return visits;
}

} // namespace jingzhun::survey
