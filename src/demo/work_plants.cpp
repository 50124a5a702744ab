// Plants on the work: pairings that end a day too early, measures a day too late, storms nobody
// followed.
#include "demo/facts.hpp"
#include "demo/work.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

base::Date before(int days) { return base::add_days(as_of, -days); }

// --- pairing -----------------------------------------------------------------------------------

bool set_unpaired(Site &site) {
    site.household.pairings.clear();
    return true;
}
bool end_pairing(Site &site, base::Date on) {
    if (site.household.pairings.empty()) return false;
    for (auto &pairing : site.household.pairings) pairing.to = on;
    return true;
}
bool start_pairing(Site &site, base::Date on) {
    if (site.household.pairings.empty()) return false;
    for (auto &pairing : site.household.pairings) pairing.from = on;
    return true;
}
bool set_ended_yesterday(Site &site) { return end_pairing(site, before(1)); }
bool set_ending_today(Site &site) { return end_pairing(site, as_of); }
bool set_starting_tomorrow(Site &site) { return start_pairing(site, before(-1)); }
bool set_starting_today(Site &site) { return start_pairing(site, as_of); }
bool set_paired_anew(Site &site) {
    if (site.household.pairings.empty()) return false;
    auto earlier = site.household.pairings.front();
    earlier.to = base::add_days(earlier.from, static_cast<int>(site.random.between(100, 300)));
    site.household.pairings.front().from = base::add_days(*earlier.to, 1);
    site.household.pairings.insert(site.household.pairings.begin(), earlier);
    return true;
}

// --- monitoring --------------------------------------------------------------------------------

// One entry; the only measure lies so many days after it (nothing: there is none at all).
bool watch(Site &site, int identified_before, std::optional<int> measure_after) {
    auto &household = site.household;
    household.monitoring.clear();
    household.measures.clear();
    Monitoring entry;
    entry.kind = household.registered() ? "脱贫不稳定户" : "边缘易致贫户";
    entry.identified = before(identified_before);
    entry.risks = "因病";
    household.monitoring.push_back(entry);
    if (!measure_after) return true;
    Measure measure;
    measure.kind = "健康帮扶";
    measure.project = "大病救助";
    measure.proof = "救助审批表";
    measure.amount = 3000 * 100;
    measure.on = base::add_days(entry.identified, *measure_after);
    household.measures.push_back(measure);
    return true;
}

bool set_watched_only(Site &site) {
    return watch(site, static_cast<int>(site.random.between(32, 250)), {});
}
bool set_helped_a_day_late(Site &site) {
    return watch(site, static_cast<int>(site.random.between(40, 250)), 31);
}
bool set_helped_on_the_last_day(Site &site) {
    return watch(site, static_cast<int>(site.random.between(40, 250)), 30);
}
bool set_helped_on_the_first_day(Site &site) {
    return watch(site, static_cast<int>(site.random.between(40, 250)), 0);
}
bool set_helped_before(Site &site) {
    return watch(site, static_cast<int>(site.random.between(40, 250)), -1);
}
bool set_thirty_days_ago(Site &site) { return watch(site, 30, {}); }
bool set_thirty_one_days_ago(Site &site) { return watch(site, 31, {}); }
bool set_removed_without_help(Site &site) {
    set_watched_only(site);
    auto &entry = site.household.monitoring.front();
    entry.removed = before(2);
    entry.removed_by = "自然消除";
    return true;
}

// --- disasters ---------------------------------------------------------------------------------

bool strike(Site &site, base::Date on, std::optional<int> visit_after) {
    auto *member = some_member(site, 20, 100);
    if (!member || !all_at_home(site)) return false;
    auto &person = site.village.of(*member);
    Desk const desk{site.pen, site.random, site.village.name, site.village.township, Care::planted};
    person.disasters.push_back(make_disaster(desk, person, on));
    if (visit_after) visit_once(site, base::add_days(on, *visit_after));
    return true;
}

base::Date some_day(Site &site) { return before(static_cast<int>(site.random.between(15, 88))); }

bool set_struck_alone(Site &site) { return strike(site, some_day(site), {}); }
bool set_visited_soon(Site &site) {
    return strike(site, some_day(site), static_cast<int>(site.random.between(0, 6)));
}
bool set_visited_on_the_last_day(Site &site) { return strike(site, some_day(site), 10); }
bool set_visited_a_day_late(Site &site) { return strike(site, some_day(site), 11); }
bool set_visited_before(Site &site) { return strike(site, some_day(site), -1); }
bool set_struck_ten_days_ago(Site &site) { return strike(site, before(10), {}); }
bool set_struck_eleven_days_ago(Site &site) { return strike(site, before(11), {}); }

constexpr std::array<Plant, 24> list = {{
    {Ground::registered, Topic::pairing, 5.0, 4, set_unpaired},
    {Ground::registered, Topic::pairing, 1.0, 2, set_ended_yesterday},
    {Ground::registered, Topic::pairing, 0.6, 2, set_ending_today},
    {Ground::registered, Topic::pairing, 0.6, 2, set_starting_tomorrow},
    {Ground::registered, Topic::pairing, 0.6, 2, set_starting_today},
    {Ground::registered, Topic::pairing, 40.0, 3, set_paired_anew},
    {Ground::registered, Topic::monitoring, 3.0, 4, set_watched_only},
    {Ground::registered, Topic::monitoring, 0.8, 2, set_helped_a_day_late},
    {Ground::registered, Topic::monitoring, 0.8, 2, set_helped_on_the_last_day},
    {Ground::registered, Topic::monitoring, 0.5, 2, set_helped_on_the_first_day},
    {Ground::registered, Topic::monitoring, 0.6, 2, set_helped_before},
    {Ground::registered, Topic::monitoring, 0.6, 2, set_thirty_days_ago},
    {Ground::registered, Topic::monitoring, 0.6, 2, set_thirty_one_days_ago},
    {Ground::registered, Topic::monitoring, 0.6, 2, set_removed_without_help},
    {Ground::general, Topic::monitoring, 0.3, 2, set_watched_only},
    {Ground::general, Topic::disaster, 0.7, 4, set_struck_alone},
    {Ground::any, Topic::disaster, 1.5, 4, set_visited_soon},
    {Ground::any, Topic::disaster, 0.4, 3, set_visited_on_the_last_day},
    {Ground::general, Topic::disaster, 0.3, 3, set_visited_a_day_late},
    {Ground::general, Topic::disaster, 0.3, 2, set_visited_before},
    {Ground::general, Topic::disaster, 0.3, 3, set_struck_ten_days_ago},
    {Ground::general, Topic::disaster, 0.3, 2, set_struck_eleven_days_ago},
    {Ground::registered, Topic::disaster, 1.0, 2, set_struck_alone},
    {Ground::registered, Topic::disaster, 0.5, 2, set_visited_on_the_last_day},
}};

} // namespace

std::span<Plant const> work_plants() { return list; }

} // namespace jingzhun::demo
