// The true findings on one record of a person.
#pragma once

#include "demo/truth.hpp"
#include "demo/world.hpp"

#include <vector>

namespace jingzhun::demo {

std::vector<Finding> person_findings(Individual const &person, Member const &member, bool surveyed);

} // namespace jingzhun::demo
