// The world as rows of the layouts.
#pragma once

#include "demo/output.hpp"
#include "demo/possible.hpp"
#include "demo/work.hpp"
#include "demo/world.hpp"

#include <string>
#include <vector>

namespace jingzhun::demo {

// Names that stand in rows beside codes.
struct Names {
    std::string county;
    std::string area; // six digits: where the county lies on the map
    std::uint64_t seed = 1;
};

void write_rosters(Batch &batch, Names const &names, Village const &village);
void write_surveys(Batch &batch, Names const &names, Village const &village);
void write_profile(Batch &batch, Names const &names, Village const &village);
// Rows of the departments about these people; rows that could be anybody's are remembered.
void write_lists(Batch &batch, std::vector<Individual> const &people, PossibleRows &possible);
// Pairings, measures, monitoring, problems, grievances of the village.
void write_work(Batch &batch, Names const &names, Village const &village);
// The official and his visits.
void write_official(Batch &batch, Names const &names, Official const &official);

std::string money_text(Fen amount);      // "1234.50"
std::string slashed(base::Date date);    // 2020/7/1
std::string packed(base::Date date);     // 20200701
std::string in_chinese(base::Date date); // 2020年7月1日
std::string clock_text(int minutes);     // 08:30
// A point near the middle of a village, in degrees; a village lies at the same place in every
// county made.
struct Point {
    std::string longitude, latitude;
};
Point point_near(Names const &names, std::string const &village, Random &random);

} // namespace jingzhun::demo
