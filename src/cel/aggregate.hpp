// One value from many: sum, min, max, avg, count.
//
// The sum of nothing is 0; nothing has no smallest, greatest or average element (an error value).
// The average of money is an exact ratio, of other numbers a double.
#pragma once

#include "cel/functions.hpp"

#include <string_view>

namespace jingzhun::cel {

// Requires: `name` is one of those five.
Value aggregate(std::string_view name, Values elements, Budget &budget);

} // namespace jingzhun::cel
