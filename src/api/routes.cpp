// The table: its chapters, joined.
#include "api/routes.hpp"

#include "api/route_tables.hpp"

#include <vector>

namespace jingzhun::api {
namespace {

std::vector<Route> joined() {
    std::vector<Route> all;
    for (auto const chapter :
         {routes_of_session(), routes_of_findings(), routes_of_records(), routes_of_cases(),
          routes_of_accounts(), routes_of_ledger(), routes_of_conflicts(), routes_of_lists()})
        all.insert(all.end(), chapter.begin(), chapter.end());
    return all;
}

} // namespace

std::span<Route const> routes() {
    static std::vector<Route> const all = joined();
    return all;
}

} // namespace jingzhun::api
