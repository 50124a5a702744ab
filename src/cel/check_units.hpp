// Units of quantities: "yuan/person/year". Two units are the same when they cancel to the same
// factors; no unit stated means not known, and is never a contradiction.
#pragma once

#include <string>
#include <string_view>

namespace jingzhun::cel {

// False only where both are stated and differ after cancelling.
bool units_agree(std::string_view a, std::string_view b);
// The unit of a product or a quotient; empty where either is not stated.
std::string unit_of_product(std::string_view a, std::string_view b);
std::string unit_of_quotient(std::string_view a, std::string_view b);

} // namespace jingzhun::cel
