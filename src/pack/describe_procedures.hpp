// Procedures and the calendar in words for people.
#pragma once

#include "pack/model.hpp"

#include <optional>
#include <string>

namespace jingzhun::pack {

// Where days are written out: a parameter's value depends on the area and the day.
struct DaysAt {
    base::Date on;
    std::string area;
};
std::string describe_procedure(Pack const &pack, Procedure const &procedure,
                               base::Language language, std::optional<DaysAt> at = {});
// All of them, and the holidays; "" where the pack has no procedures.
std::string describe_procedures(Pack const &pack, base::Language language);

} // namespace jingzhun::pack
