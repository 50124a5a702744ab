// Plants on the lists of what people own and who they are: cars, firms, flats, posts, relatives,
// deaths.
#include "demo/facts.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

Desk desk_of(Site &site) {
    return {site.pen, site.random, site.village.name, site.village.township, Care::planted};
}

// The grown person whose name a fact of ownership bears.
Individual *owner(Site &site) {
    auto *member = some_member(site, 20, 76);
    return member ? &site.village.of(*member) : nullptr;
}

bool set_car(Site &site) {
    auto *person = owner(site);
    if (!person) return false;
    person->vehicles.push_back(make_vehicle(desk_of(site), *person, "小型轿车", "非营运"));
    return true;
}

bool set_truck(Site &site) {
    auto *person = owner(site);
    if (!person) return false;
    person->vehicles.push_back(make_vehicle(desk_of(site), *person, "轻型货车", "营运"));
    return true;
}

bool set_tractor(Site &site) {
    auto *person = owner(site);
    if (!person) return false;
    person->vehicles.push_back(make_vehicle(desk_of(site), *person, "轻型货车", "农用"));
    return true;
}

bool set_firm(Site &site) {
    auto *person = owner(site);
    if (!person) return false;
    person->businesses.push_back(make_business(desk_of(site), *person, "企业", "存续"));
    return true;
}

bool set_harmless_firm(Site &site) {
    auto *person = owner(site);
    if (!person) return false;
    auto const draw = site.random.below(4);
    Word const kind = draw == 0 ? "合作社" : draw == 1 ? "个体工商户" : "企业";
    Word const state = draw < 2 ? "存续" : draw == 2 ? "注销" : "吊销";
    person->businesses.push_back(make_business(desk_of(site), *person, kind, state));
    return true;
}

bool set_post(Site &site) {
    auto *person = owner(site);
    if (!person || age_of(*person) > 59) return false;
    person->payroll.push_back(make_payroll(desk_of(site), *person));
    return true;
}

bool set_flat(Site &site) {
    auto *person = owner(site);
    if (!person) return false;
    Word const use = site.random.chance(0.75) ? "住宅" : "商铺";
    person->property.push_back(make_property(desk_of(site), *person, use));
    return true;
}

bool set_parking_space(Site &site) {
    auto *person = owner(site);
    if (!person) return false;
    person->property.push_back(make_property(desk_of(site), *person, "车位"));
    return true;
}

bool set_relative(Site &site) {
    auto *person = owner(site);
    if (!person) return false;
    person->relatives.push_back(make_relative(desk_of(site), *person));
    return true;
}

// A household taken off the register may own what it likes.
bool set_car_of_cancelled(Site &site) { return site.household.national && set_car(site); }

bool set_flat_of_cancelled(Site &site) { return site.household.national && set_flat(site); }

bool set_death_on(Site &site, std::optional<base::Date> on) {
    auto *member = some_member(site, 50, 120);
    if (!member) return false;
    auto &person = site.village.of(*member);
    person.deaths.push_back(make_death(desk_of(site), person, on));
    return true;
}

bool set_death(Site &site) {
    return set_death_on(site,
                        base::add_days(as_of, -static_cast<int>(site.random.between(1, 700))));
}

bool set_death_on_the_day(Site &site) { return set_death_on(site, as_of); }

bool set_death_after(Site &site) {
    return set_death_on(site, base::add_days(as_of, static_cast<int>(site.random.between(1, 20))));
}

bool set_death_without_day(Site &site) { return set_death_on(site, std::nullopt); }

constexpr std::array<Plant, 15> list = {{
    {Ground::registered, Topic::assets, 9.0, 5, set_car},
    {Ground::registered, Topic::assets, 3.0, 3, set_truck},
    {Ground::registered, Topic::assets, 4.0, 3, set_tractor},
    {Ground::registered, Topic::assets, 5.0, 5, set_firm},
    {Ground::registered, Topic::assets, 5.0, 4, set_harmless_firm},
    {Ground::registered, Topic::assets, 4.0, 5, set_post},
    {Ground::registered, Topic::assets, 8.0, 5, set_flat},
    {Ground::registered, Topic::assets, 4.0, 3, set_parking_space},
    {Ground::registered, Topic::assets, 6.0, 5, set_relative},
    {Ground::general, Topic::assets, 0.2, 2, set_car_of_cancelled},
    {Ground::general, Topic::assets, 0.2, 2, set_flat_of_cancelled},
    {Ground::any, Topic::death, 2.0, 5, set_death},
    {Ground::any, Topic::death, 0.3, 2, set_death_on_the_day},
    {Ground::any, Topic::death, 0.5, 3, set_death_after},
    {Ground::any, Topic::death, 0.3, 2, set_death_without_day},
}};

} // namespace

std::span<Plant const> asset_plants() { return list; }

} // namespace jingzhun::demo
