// Procedures and the calendar in words for people.
#pragma once

#include "pack/model.hpp"

#include <string>

namespace jingzhun::pack {

std::string describe_procedure(Pack const &pack, Procedure const &procedure,
                               base::Language language);
// All of them, and the holidays; "" where the pack has no procedures.
std::string describe_procedures(Pack const &pack, base::Language language);

} // namespace jingzhun::pack
