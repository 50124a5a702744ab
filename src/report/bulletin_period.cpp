// Bulletins by name, periods by name.
#include "report/bulletin_period.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace jingzhun::report {

pack::Bulletin const &bulletin_named(pack::Pack const &pack, std::string const &name) {
    auto const found = std::ranges::find(pack.bulletins, name, &pack::Bulletin::name);
    if (found != pack.bulletins.end()) return *found;
    std::vector<std::string> names;
    for (auto const &one : pack.bulletins) names.push_back(one.name);
    throw base::Error("report_unknown",
                      {{"name", name}, {"known", fmt::format("{}", fmt::join(names, "、"))}});
}

base::Period period_named(pack::Bulletin const &bulletin, std::string const &name) {
    auto const year = name.size() < 4 ? 0 : std::atoi(name.substr(0, 4).c_str());
    auto const first = base::make_date(year, 1, 1);
    for (auto day = first; day && day->days < first->days + 372;) {
        auto period = base::period_of(bulletin.every, base::add_days(*day, 0));
        if (period.name == name) return period;
        day = period.to;
    }
    throw base::Error("report_period_wrong",
                      {{"period", name}, {"every", std::string(base::to_string(bulletin.every))}});
}

base::Period last_period(pack::Bulletin const &bulletin, base::Date on) {
    auto const now = base::period_of(bulletin.every, base::add_days(on, 1));
    return base::period_of(bulletin.every, base::add_days(now.from, -1));
}

} // namespace jingzhun::report
