// The statistics of a pack for one county as of a day, and as of the ends of the years before.
#pragma once

#include "register/records.hpp"
#include "survey/pack_statistics.hpp"

#include <string>
#include <vector>

namespace jingzhun::survey {

struct StatisticsOf {
    int county = 0;
    base::Date as_of;
    registry::Known known = {};
    std::size_t digits = 9; // of the areas that figures are given for, besides the county
    int threads = 2;
};

// Years in rising order, the day itself last. Requires: pack and statistics outlive the figures,
// the statistics belong to the pack.
std::vector<Figure> county_statistics(store::Database &database, pack::Pack const &pack,
                                      std::vector<pack::Statistic> const &statistics,
                                      StatisticsOf const &of);

} // namespace jingzhun::survey
