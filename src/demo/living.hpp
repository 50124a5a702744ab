// How people live: what the roster says of them and what the survey finds in their house.
#pragma once

#include "demo/plants.hpp"
#include "demo/world.hpp"

namespace jingzhun::demo {

// Exit state, attribute, cause of a registered household; nation of any.
void register_household(Site &site, std::string_view area);
// Education, health, labour, work, and the survey's answers of each member.
void describe_members(Site &site);
// Housing, water, food, and the survey itself.
void survey_house(Site &site);
// Income by source, and per head as the roster has it.
void earn(Site &site);

// Net income of the survey; nothing where a part is missing.
std::optional<Fen> net_income(Survey const &survey);
// Sets the wage so that the net income becomes so much; parts that are missing are set.
void set_net_income(Survey &survey, Fen net);

} // namespace jingzhun::demo
