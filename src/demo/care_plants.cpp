// Plants on medical insurance and disability: lists that contradict the roster and the survey.
#include "demo/facts.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

Desk desk_of(Site &site, Care care = Care::planted) {
    return {site.pen, site.random, site.village.name, site.village.township, care};
}

void forget_year(Individual &person, int year) {
    std::erase_if(person.insurance, [&](Insurance const &row) { return row.year == year; });
}

bool set_uninsured(Site &site) {
    auto *member = some_member(site, 0, 120);
    if (!member) return false;
    member->insured = "未参加";
    forget_year(site.village.of(*member), 2020);
    return true;
}

bool set_unlisted(Site &site) {
    auto *member = some_member(site, 0, 120);
    if (!member) return false;
    member->insured = "居民";
    auto &person = site.village.of(*member);
    person.insurance.clear();
    if (site.random.chance(0.5)) // insured last year, but no more
        person.insurance.push_back(
            make_insurance(desk_of(site, Care::exact), person, "居民", 2019, "正常"));
    return true;
}

bool set_broken_off(Site &site) {
    auto *member = some_member(site, 0, 120);
    if (!member) return false;
    member->insured = "居民";
    auto &person = site.village.of(*member);
    forget_year(person, 2020);
    person.insurance.push_back(make_insurance(desk_of(site), person, "居民", 2020, "中断"));
    return true;
}

bool set_listed_though_denied(Site &site) {
    auto *member = some_member(site, 0, 120);
    if (!member) return false;
    member->insured = "未参加";
    auto &person = site.village.of(*member);
    forget_year(person, 2020);
    person.insurance.push_back(make_insurance(desk_of(site), person, "居民", 2020, "正常"));
    return true;
}

// From residents' to employees' insurance within the year: one row broken off, one in force.
bool set_changed_kind(Site &site) {
    auto *member = some_member(site, 20, 55);
    if (!member) return false;
    member->insured = "职工";
    auto &person = site.village.of(*member);
    forget_year(person, 2020);
    auto const desk = desk_of(site, Care::exact);
    person.insurance.push_back(make_insurance(desk, person, "居民", 2020, "中断"));
    person.insurance.push_back(make_insurance(desk, person, "职工", 2020, "正常"));
    return true;
}

bool set_other_insurance(Site &site) {
    auto *member = some_member(site, 0, 120);
    if (!member) return false;
    member->insured = "其他";
    forget_year(site.village.of(*member), 2020);
    return true;
}

bool set_card_of_healthy(Site &site) {
    auto *member = some_member(site, 18, 85);
    if (!member || member->health == "残疾") return false;
    auto &person = site.village.of(*member);
    person.disability.clear();
    person.disability.push_back(make_disability(desk_of(site), person));
    return true;
}

bool set_card_unseen(Site &site) {
    auto *member = some_member(site, 18, 85);
    if (!member || member->health == "残疾") return false;
    member->health = "残疾";
    member->health_seen = "长期慢性病";
    auto &person = site.village.of(*member);
    person.disability.clear();
    person.disability.push_back(make_disability(desk_of(site), person));
    return true;
}

bool set_disabled_without_card(Site &site) {
    auto *member = some_member(site, 18, 85);
    if (!member) return false;
    member->health = member->health_seen = "残疾";
    site.village.of(*member).disability.clear();
    return true;
}

// The survey alone says disabled; there is no card.
bool set_seen_without_card(Site &site) {
    auto *member = some_member(site, 18, 85);
    if (!member || member->health == "残疾") return false;
    member->health_seen = "残疾";
    return true;
}

constexpr std::array<Plant, 10> list = {{
    {Ground::surveyed, Topic::insurance, 1.5, 4, set_uninsured},
    {Ground::surveyed, Topic::insurance, 2.5, 6, set_unlisted},
    {Ground::surveyed, Topic::insurance, 1.2, 4, set_broken_off},
    {Ground::surveyed, Topic::insurance, 1.0, 4, set_listed_though_denied},
    {Ground::surveyed, Topic::insurance, 0.5, 2, set_changed_kind},
    {Ground::surveyed, Topic::insurance, 0.5, 3, set_other_insurance},
    {Ground::any, Topic::disability, 1.5, 4, set_card_of_healthy},
    {Ground::surveyed, Topic::disability, 0.6, 3, set_card_unseen},
    {Ground::any, Topic::disability, 1.5, 5, set_disabled_without_card},
    {Ground::surveyed, Topic::disability, 0.5, 2, set_seen_without_card},
}};

} // namespace

std::span<Plant const> care_plants() { return list; }

} // namespace jingzhun::demo
