// Plants on income, minimum support and medical costs: below, at and just above each line.
#include "demo/facts.hpp"
#include "demo/living.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

Fen size_of(Site const &site) { return static_cast<Fen>(site.household.members.size()); }

Desk desk_of(Site &site, Care care = Care::planted) {
    return {site.pen, site.random, site.village.name, site.village.township, care};
}

// --- income ------------------------------------------------------------------------------------

bool earn_net(Site &site, Fen net) {
    set_net_income(site.household.survey, net);
    site.household.roster_income = net / size_of(site) * site.random.between(9400, 10600) / 10000;
    return true;
}

bool set_below_line(Site &site) {
    return earn_net(site, poverty_line * size_of(site) * site.random.between(45, 99) / 100);
}
bool set_at_line(Site &site) { return earn_net(site, poverty_line * size_of(site)); }
bool set_over_line(Site &site) { return earn_net(site, poverty_line * size_of(site) + 1); }
bool set_below_line_returned(Site &site) {
    return site.household.exit_state != "已脱贫" && set_below_line(site);
}

// Below the line as far as it is known, but one part was not asked.
bool set_part_unknown(Site &site) {
    if (!set_below_line(site)) return false;
    auto &survey = site.household.survey;
    (site.random.chance(0.5) ? survey.transfer : survey.property).reset();
    return true;
}

bool set_roster_income(Site &site, Fen per_head, Fen roster) {
    set_net_income(site.household.survey, per_head * size_of(site));
    site.household.roster_income = roster;
    return true;
}

bool set_other_income(Site &site) {
    auto const net = net_income(site.household.survey);
    if (!net) return false;
    auto const share =
        site.random.chance(0.6) ? site.random.between(45, 86) : site.random.between(115, 170);
    site.household.roster_income = *net / size_of(site) * share / 100;
    return true;
}

bool set_tenth_more(Site &site) {
    auto const per_head = site.random.between(500, 1200) * 1000;
    return set_roster_income(site, per_head, per_head * 11 / 10);
}
bool set_over_tenth_more(Site &site) {
    auto const per_head = site.random.between(500, 1200) * 1000;
    return set_roster_income(site, per_head, per_head * 11 / 10 + 1);
}
bool set_tenth_less(Site &site) {
    auto const per_head = site.random.between(500, 1200) * 1000;
    return set_roster_income(site, per_head, per_head * 9 / 10);
}

// --- minimum support ---------------------------------------------------------------------------

bool set_support_missing(Site &site) {
    if (!all_at_home(site)) return false;
    site.household.attribute = site.household.members.size() == 1 && site.random.chance(0.3)
                                   ? "特困供养贫困户"
                                   : "低保贫困户";
    for (auto const &member : site.household.members) site.village.of(member).support.clear();
    return true;
}

bool support_from(Site &site, std::optional<base::Date> from) {
    auto *member = some_member(site, 18, 120);
    if (!member || !all_at_home(site)) return false;
    site.household.attribute = "一般贫困户";
    for (auto const &other : site.household.members) site.village.of(other).support.clear();
    auto &person = site.village.of(*member);
    person.support.push_back(make_support(desk_of(site), person, "低保C", from));
    return true;
}

bool set_support_unknown_here(Site &site) {
    return support_from(site,
                        base::add_days(as_of, -static_cast<int>(site.random.between(40, 1500))));
}
bool set_support_from_today(Site &site) { return support_from(site, as_of); }
bool set_support_from_tomorrow(Site &site) { return support_from(site, base::add_days(as_of, 1)); }
bool set_support_without_day(Site &site) { return support_from(site, std::nullopt); }

// --- medical costs -----------------------------------------------------------------------------

constexpr Fen threshold_registered = 5'000 * 100, threshold_general = 20'000 * 100;

Fen threshold_of(Site const &site) {
    return site.household.registered() ? threshold_registered : threshold_general;
}

// All self-paid costs of the household become these, one row each.
bool spend(Site &site, int year, std::span<Fen const> costs, Care care) {
    if (!all_at_home(site)) return false;
    for (auto const &member : site.household.members) site.village.of(member).spending.clear();
    for (std::size_t at = 0; at < costs.size(); ++at) {
        auto &person = site.village.of(site.household.members[at % site.household.members.size()]);
        person.spending.push_back(make_spending(desk_of(site, care), person, year, costs[at]));
    }
    return true;
}

bool spend_once(Site &site, int year, Fen cost) {
    std::array const costs = {cost};
    return spend(site, year, costs, Care::planted);
}

bool set_costly_year(Site &site) {
    return spend_once(site, 2020, threshold_of(site) + site.random.between(1, 2'000'000));
}
bool set_costs_at_threshold(Site &site) { return spend_once(site, 2020, threshold_of(site)); }
bool set_costs_below_threshold(Site &site) {
    return spend_once(site, 2020, threshold_of(site) - 1);
}
bool set_costly_last_year(Site &site) { return spend_once(site, 2019, threshold_of(site) * 2); }

bool set_costs_that_add_up(Site &site) {
    auto const first = threshold_of(site) * site.random.between(30, 70) / 100 + 1;
    std::array const costs = {first, threshold_of(site) - first};
    return spend(site, 2020, costs, Care::planted);
}

Monitoring monitoring_of(Site &site, std::optional<base::Date> removed) {
    Monitoring entry;
    entry.kind = "突发严重困难户";
    entry.identified = base::add_days(as_of, -static_cast<int>(site.random.between(60, 220)));
    entry.risks = "因病";
    entry.removed = removed;
    if (removed) entry.removed_by = "帮扶消除";
    return entry;
}

bool set_costly_but_monitored(Site &site) {
    if (!set_costly_year(site)) return false;
    site.household.monitoring.push_back(monitoring_of(site, std::nullopt));
    return true;
}
bool set_costly_and_no_more_monitored(Site &site) {
    if (!set_costly_year(site)) return false;
    site.household.monitoring.push_back(monitoring_of(site, base::add_days(as_of, -20)));
    return true;
}

constexpr std::array<Plant, 26> list = {{
    {Ground::registered, Topic::income, 3.0, 5, set_below_line},
    {Ground::registered, Topic::income, 0.6, 3, set_at_line},
    {Ground::registered, Topic::income, 0.6, 3, set_over_line},
    {Ground::registered, Topic::income, 0.3, 1, set_below_line_returned},
    {Ground::registered, Topic::income, 0.8, 3, set_part_unknown},
    {Ground::surveyed_general, Topic::income, 2.0, 5, set_below_line},
    {Ground::surveyed_general, Topic::income, 0.3, 3, set_at_line},
    {Ground::surveyed_general, Topic::income, 0.3, 3, set_over_line},
    {Ground::surveyed_general, Topic::income, 0.5, 2, set_part_unknown},
    {Ground::registered, Topic::income, 12.0, 5, set_other_income},
    {Ground::registered, Topic::income, 0.5, 3, set_tenth_more},
    {Ground::registered, Topic::income, 0.5, 3, set_over_tenth_more},
    {Ground::registered, Topic::income, 0.5, 2, set_tenth_less},
    {Ground::registered, Topic::support, 3.0, 5, set_support_missing},
    {Ground::registered, Topic::support, 4.0, 4, set_support_unknown_here},
    {Ground::registered, Topic::support, 0.4, 2, set_support_from_today},
    {Ground::registered, Topic::support, 0.5, 3, set_support_from_tomorrow},
    {Ground::registered, Topic::support, 0.6, 2, set_support_without_day},
    {Ground::registered, Topic::medical, 0.5, 3, set_costs_at_threshold},
    {Ground::any, Topic::medical, 0.5, 3, set_costs_below_threshold},
    {Ground::any, Topic::medical, 0.5, 3, set_costly_last_year},
    {Ground::any, Topic::medical, 0.8, 3, set_costs_that_add_up},
    {Ground::any, Topic::medical, 0.8, 3, set_costly_but_monitored},
    {Ground::any, Topic::medical, 0.5, 2, set_costly_and_no_more_monitored},
    {Ground::general, Topic::medical, 0.3, 2, set_costs_at_threshold},
    {Ground::general, Topic::medical, 1.0, 3, set_costly_year},
}};

} // namespace

std::span<Plant const> money_plants() { return list; }

} // namespace jingzhun::demo
