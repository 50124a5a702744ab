// Plants that the survey finds in the house: its safety, the water, food and clothes.
#include "demo/plants.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

bool grade(Site &site, Word grade) {
    site.household.survey.house = grade;
    if (grade == "无房") site.household.survey.square_metres = 0;
    return true;
}
bool set_grade_b(Site &site) { return grade(site, "B"); }
bool set_grade_c(Site &site) { return grade(site, "C"); }
bool set_grade_d(Site &site) { return grade(site, "D"); }
bool set_no_house(Site &site) { return grade(site, "无房"); }

bool set_little_water(Site &site) {
    site.household.survey.water_enough = false;
    return true;
}
bool set_bad_water(Site &site) {
    site.household.survey.water_clean = false;
    return true;
}
bool set_far_water(Site &site) {
    site.household.survey.water_access = "超过20分钟";
    return true;
}
bool set_near_water(Site &site) {
    site.household.survey.water_access = "20分钟内";
    return true;
}
bool set_unsteady_water(Site &site) {
    site.household.survey.water_steady = false;
    return true;
}

bool set_hunger(Site &site) {
    site.household.survey.eats_enough = false;
    return true;
}
bool set_no_protein(Site &site) {
    site.household.survey.eats_protein = false;
    return true;
}
bool set_no_clothes(Site &site) {
    site.household.survey.clothes = false;
    return true;
}
bool set_no_bedding(Site &site) {
    site.household.survey.bedding = false;
    return true;
}

constexpr std::array<Plant, 13> list = {{
    {Ground::surveyed, Topic::house, 2.0, 3, set_grade_b},
    {Ground::surveyed, Topic::house, 1.5, 3, set_grade_c},
    {Ground::surveyed, Topic::house, 0.8, 2, set_grade_d},
    {Ground::surveyed, Topic::house, 0.5, 2, set_no_house},
    {Ground::surveyed, Topic::water, 0.5, 2, set_little_water},
    {Ground::surveyed, Topic::water, 0.5, 2, set_bad_water},
    {Ground::surveyed, Topic::water, 0.5, 2, set_far_water},
    {Ground::surveyed, Topic::water, 1.0, 3, set_near_water},
    {Ground::surveyed, Topic::water, 0.5, 2, set_unsteady_water},
    {Ground::surveyed, Topic::food, 0.4, 2, set_hunger},
    {Ground::surveyed, Topic::food, 1.0, 3, set_no_protein},
    {Ground::surveyed, Topic::food, 0.4, 2, set_no_clothes},
    {Ground::surveyed, Topic::food, 0.4, 2, set_no_bedding},
}};

} // namespace

std::span<Plant const> house_plants() { return list; }

} // namespace jingzhun::demo
