// Which period a bulletin is asked for.
#pragma once

#include "pack/model.hpp"

#include <string>

namespace jingzhun::report {

// Throws Error "report_unknown" with those there are.
pack::Bulletin const &bulletin_named(pack::Pack const &pack, std::string const &name);
// The period of that name ("2020-11", "2020-Q4", "2020"), of the bulletin's kind. Throws Error
// "report_period_wrong".
base::Period period_named(pack::Bulletin const &bulletin, std::string const &name);
// The last that was over on the day.
base::Period last_period(pack::Bulletin const &bulletin, base::Date on);

} // namespace jingzhun::report
