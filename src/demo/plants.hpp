// What is planted on purpose: faults that rules must find, and near misses that they must not.
//
// Chance alone would leave a small county without some faults. A plan spreads each plant evenly
// over the households that can bear it, never thinner than needed for a few. What is planted is not
// what is true: the truth is computed afterwards from the world as it has become.
#pragma once

#include "demo/numbers.hpp"
#include "demo/random.hpp"
#include "demo/world.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace jingzhun::demo {

class Pen;

// Where a plant is set: one household of a village, with all it takes to change it.
struct Site {
    Village &village;
    Household &household;
    Random &random;
    Pen &pen;
};

enum class Ground { registered, general, surveyed_general, surveyed, any };
// What a plant changes; a household bears one plant of each topic.
enum class Topic {
    assets,
    income,
    house,
    water,
    food,
    school,
    insurance,
    disability,
    support,
    medical,
    disaster,
    pairing,
    monitoring,
    death,
    number
};

struct Plant {
    Ground ground;
    Topic topic;
    double per_thousand; // households of that ground
    int least;           // so many in the smallest county
    bool (*set)(Site &); // false when this household cannot bear it; then nothing has changed
};

// Sets plants over the households of a county, in order.
class Plan {
  public:
    // `households` of the county, to know how dense a plant must be for its least number.
    Plan(std::span<Plant const> plants, std::int64_t households, std::uint64_t seed);
    void sow(Site &site);

  private:
    std::span<Plant const> plants_;
    std::vector<std::uint64_t> step_, due_; // in 2^-32 of a plant
};

std::span<Plant const> asset_plants(); // vehicles, businesses, payroll, property, relatives, deaths
std::span<Plant const> house_plants(); // house, water, food and clothes
std::span<Plant const> school_plants(); // children in and out of school, the enrolment list
std::span<Plant const> care_plants();   // medical insurance, disability
std::span<Plant const> money_plants();  // income, support, medical costs
std::span<Plant const>
work_plants(); // pairing, monitoring, disasters; after the village's work is done

// A member for a plant to act on: recorded here first, and of an age. Nothing when there is none.
Member *some_member(Site &site, int youngest, int oldest);
// No member has a second record elsewhere: what is taken from the lists is missed here only.
bool all_at_home(Site const &site);

// Shares of households, for the density of plants and the making of the county.
inline constexpr double share_registered = 0.15;
inline constexpr double share_general_surveyed = 0.60;

} // namespace jingzhun::demo
