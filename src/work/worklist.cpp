// Lists from indexes, tables from kept counts.
#include "work/worklist.hpp"

#include "base/area.hpp"
#include "check/snapshot.hpp"
#include "finding/assigned.hpp"
#include "finding/counts.hpp"
#include "finding/earliest.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace jingzhun::work {
namespace {

using finding::State;

void add_mine(FindingDesk const &desk, Worklist &list, std::size_t limit) {
    auto const totals =
        finding::assigned_totals(desk.database, desk.county, list.person.record, list.on);
    list.mine = totals.assigned;
    list.late = totals.late;
    list.overseen = totals.overseen;
    for (auto &one : finding::assigned_to(desk.database, desk.county, list.person.record, limit)) {
        // What was reported as done waits for another.
        if (one.finding.state != State::assigned && one.finding.state != State::open) continue;
        auto const why = one.finding.due < list.on ? Why::late
                         : one.times_returned > 0  ? Why::returned
                                                   : Why::due;
        list.items.push_back({why, std::move(one.finding), one.times_returned, one.level});
    }
    for (auto &one : finding::overseen_by(desk.database, desk.county, list.person.record, limit))
        list.items.push_back(
            {Why::overseen, std::move(one.finding), one.times_returned, one.level});
}

// Where the person's roles count.
std::vector<std::string> places_of(FindingDesk const &desk, pack::Responsibility const &rules,
                                   Person const &person) {
    auto const everywhere = [&](std::string const &role) {
        return rules.find_owner(role)->anywhere;
    };
    if (!person.areas.empty() && std::ranges::none_of(roles_of(rules, person), everywhere))
        return person.areas;
    return {check::county_code(desk.county)};
}

// An area and all within it; nothing stands for a whole county.
std::vector<std::string> areas_within(FindingDesk const &desk, std::string const &area) {
    constexpr std::size_t county_digits = 6;
    if (area.size() <= county_digits) return {};
    std::vector<std::string> all = {area};
    for (auto const *below : desk.areas.children(area))
        std::ranges::move(areas_within(desk, below->code), std::back_inserter(all));
    return all;
}

void add_of_roles(FindingDesk const &desk, Worklist &list, std::vector<std::string> const &owners,
                  State state, Why why, std::int64_t &total, std::size_t limit) {
    if (owners.empty()) return;
    for (auto const &area : places_of(desk, responsibility_of(desk.pack), list.person)) {
        total += finding::count_of(desk.database, desk.county, area, owners, state);
        for (auto &found : finding::earliest(desk.database, desk.county, areas_within(desk, area),
                                             owners, state, limit))
            list.items.push_back({why, std::move(found), 0, 0});
    }
}

// Owners whose work the holders of these roles go and see.
std::vector<std::string> verified_by(pack::Responsibility const &rules,
                                     std::vector<std::string> const &roles) {
    std::vector<std::string> owners;
    for (auto const &owner : rules.owners) {
        auto const &by = owner.verifier.empty() ? owner.up : owner.verifier;
        if (std::ranges::find(roles, by) != roles.end()) owners.push_back(owner.name);
    }
    return owners;
}

void keep_most_urgent(Worklist &list, std::size_t limit) {
    std::ranges::stable_sort(list.items, [](WorkItem const &a, WorkItem const &b) {
        return std::tuple(a.why, a.finding.due) < std::tuple(b.why, b.finding.due);
    });
    std::array<std::size_t, 6> taken{};
    std::erase_if(list.items, [&](WorkItem const &item) {
        return ++taken.at(static_cast<std::size_t>(item.why)) > limit;
    });
}

void count_state(Stuck &row, finding::Alike const &alike) {
    auto const n = alike.findings;
    auto &stage = alike.state == State::open        ? row.open
                  : alike.state == State::assigned  ? row.assigned
                  : alike.state == State::rectified ? row.rectified
                  : alike.state == State::verified  ? row.verified
                                                    : row.closed;
    stage += n;
    auto const hard = static_cast<std::int64_t>(pack::Severity::hard);
    if (alike.state != State::closed && alike.value == hard) row.hard += n;
}

void count_age(Stuck &row, finding::Alike const &alike, base::Date on) {
    base::Date const opened{static_cast<std::int32_t>(alike.value)};
    auto const days = on.days - opened.days;
    auto &age = days <= 7    ? row.week
                : days <= 30 ? row.month
                : days <= 90 ? row.quarter
                             : row.older;
    age += alike.findings;
    if (!row.oldest || opened < *row.oldest) row.oldest = opened;
}

void count(Stuck &row, finding::Alike const &alike, base::Date on) {
    switch (alike.by) {
    case finding::By::severity:
        return count_state(row, alike);
    case finding::By::opened:
        return count_age(row, alike, on);
    case finding::By::due:
        if (alike.value < on.days) row.late += alike.findings;
    }
}

// How many digits the areas one level below have.
std::size_t digits_below(std::size_t digits) { return digits <= 6 ? 9 : digits <= 9 ? 12 : 14; }

void sort_by_late(std::vector<Stuck> &rows) {
    std::erase_if(rows, [](Stuck const &row) { return row.unclosed() + row.closed == 0; });
    std::ranges::stable_sort(rows, [](Stuck const &a, Stuck const &b) {
        return std::tuple(a.late, a.unclosed()) > std::tuple(b.late, b.unclosed());
    });
}

} // namespace

std::string_view to_string(Why why) {
    static constexpr std::array<std::string_view, 6> names = {"late",     "returned",  "due",
                                                              "overseen", "to_verify", "to_assign"};
    return names.at(static_cast<std::size_t>(why));
}

pack::Title const &title_of(Why why) {
    static std::array<pack::Title, 6> const titles = {{{"已逾期", "late"},
                                                       {"退回重做", "returned"},
                                                       {"待整改", "due"},
                                                       {"逾期上报给我", "gone up to me"},
                                                       {"待我复核", "to be verified"},
                                                       {"待分派", "to be assigned"}}};
    return titles.at(static_cast<std::size_t>(why));
}

std::vector<std::string> roles_of(pack::Responsibility const &rules, Person const &person) {
    std::vector<std::string> roles;
    for (auto const &owner : rules.owners) {
        auto const post = std::ranges::find(owner.posts, person.post) != owner.posts.end();
        auto const unit =
            owner.units.empty() || std::ranges::any_of(owner.units, [&](std::string const &one) {
                return person.unit.ends_with(one);
            });
        if (post && unit) roles.push_back(owner.name);
    }
    return roles;
}

Worklist worklist_of(FindingDesk const &desk, Person const &person, base::Date on,
                     std::size_t limit) {
    store::Snapshot const snapshot(desk.database);
    auto const &rules = responsibility_of(desk.pack);
    Worklist list;
    list.person = person;
    list.on = on;
    auto const roles = roles_of(rules, person);
    add_mine(desk, list, limit);
    add_of_roles(desk, list, verified_by(rules, roles), State::rectified, Why::to_verify,
                 list.to_verify, limit);
    add_of_roles(desk, list, roles, State::open, Why::to_assign, list.to_assign, limit);
    keep_most_urgent(list, limit);
    constexpr int notice_days = 3;
    // Who looks after no area of his own may have a step in the whole county.
    auto const places = person.areas.empty()
                            ? std::vector<std::string>{check::county_code(desk.county)}
                            : person.areas;
    list.steps = waiting_steps(desk.database, desk.pack, desk.county, places, &person);
    if (!person.areas.empty()) {
        list.notices = ending_notices(desk.database, desk.county, person.areas,
                                      base::add_days(on, notice_days));
    }
    list.owed = owed_by(desk.database, desk.pack, desk.county, person, on);
    return list;
}

AreaWorklist worklist_of_area(FindingDesk const &desk, std::string const &area, base::Date on) {
    store::Snapshot const snapshot(desk.database);
    AreaWorklist list;
    list.area = area;
    list.on = on;
    list.total.area = area;
    auto const digits = digits_below(area.size());
    std::map<std::string, Stuck> areas, owners;
    finding::each_alike(desk.database, desk.county, area, [&](finding::Alike const &alike) {
        auto const below = alike.area.substr(0, digits);
        auto &place = areas[below];
        place.area = below;
        auto &owner = owners[alike.owner];
        owner.owner = alike.owner;
        for (auto *row : {&list.total, &place, &owner}) count(*row, alike, on);
    });
    for (auto const &[code, row] : areas) list.areas.push_back(row);
    for (auto const &[name, row] : owners) list.owners.push_back(row);
    sort_by_late(list.areas);
    sort_by_late(list.owners);
    list.steps = waiting_steps(desk.database, desk.pack, desk.county, {area});
    return list;
}

} // namespace jingzhun::work
