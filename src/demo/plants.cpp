// How plants are spread: a running sum for each, so that their number is near exact in any county.
#include "demo/plants.hpp"

#include <algorithm>

namespace jingzhun::demo {
namespace {

constexpr std::uint64_t whole = std::uint64_t{1} << 32;

double share_of(Ground ground) {
    switch (ground) {
    case Ground::registered:
        return share_registered;
    case Ground::general:
        return 1 - share_registered;
    case Ground::surveyed_general:
        return (1 - share_registered) * share_general_surveyed;
    case Ground::surveyed:
        return share_registered + (1 - share_registered) * share_general_surveyed;
    case Ground::any:
        break;
    }
    return 1;
}

bool lies_on(Ground ground, Household const &household) {
    switch (ground) {
    case Ground::registered:
        return household.registered();
    case Ground::general:
        return !household.registered();
    case Ground::surveyed_general:
        return !household.registered() && household.surveyed;
    case Ground::surveyed:
        return household.surveyed;
    case Ground::any:
        break;
    }
    return true;
}

std::uint32_t mark_of(Topic topic) { return std::uint32_t{1} << static_cast<int>(topic); }

} // namespace

Plan::Plan(std::span<Plant const> plants, std::int64_t households, std::uint64_t seed)
    : plants_(plants) {
    for (std::size_t at = 0; at < plants.size(); ++at) {
        auto const ground = share_of(plants[at].ground) * static_cast<double>(households);
        auto const rate = std::max(plants[at].per_thousand / 1000, 1.3 * plants[at].least / ground);
        step_.push_back(
            static_cast<std::uint64_t>(std::min(rate, 0.5) * static_cast<double>(whole)));
        due_.push_back(Random(seed, 31, at).next() >> 32);
    }
}

void Plan::sow(Site &site) {
    for (std::size_t at = 0; at < plants_.size(); ++at) {
        auto const &plant = plants_[at];
        if (!lies_on(plant.ground, site.household)) continue;
        due_[at] += step_[at];
        if (due_[at] < whole || (site.household.touched & mark_of(plant.topic)) != 0) continue;
        if (!plant.set(site)) continue;
        due_[at] -= whole;
        site.household.touched |= mark_of(plant.topic);
    }
}

Member *some_member(Site &site, int youngest, int oldest) {
    auto &members = site.household.members;
    auto const count = members.size();
    auto const start =
        static_cast<std::size_t>(site.random.below(static_cast<std::int64_t>(count)));
    for (std::size_t step = 0; step < count; ++step) {
        auto &member = members[(start + step) % count];
        auto const age = age_of(site.village.of(member));
        if (!member.second && age >= youngest && age <= oldest) return &member;
    }
    return nullptr;
}

bool all_at_home(Site const &site) {
    return std::ranges::all_of(site.household.members, [&](Member const &member) {
        return site.village.of(member).records == 1;
    });
}

} // namespace jingzhun::demo
