// The indexes of `finding_work` by person.
#include "finding/assigned.hpp"

#include <map>

namespace jingzhun::finding {
namespace {

bool has_work(store::Database &database) { return !database.columns("finding_work").empty(); }

std::vector<Assigned> take(store::Database &database, int county, std::int64_t person,
                           std::size_t limit, std::string_view sql) {
    std::vector<Assigned> all;
    if (!has_work(database)) return all;
    auto select = database.prepare(sql);
    select->bind(1, county);
    select->bind(2, person);
    select->bind(3, static_cast<std::int64_t>(limit));
    std::vector<std::int64_t> ids;
    std::map<std::int64_t, std::pair<int, int>> work; // times returned, level
    while (select->step()) {
        ids.push_back(select->integer(0));
        work[ids.back()] = {static_cast<int>(select->integer(1)),
                            static_cast<int>(select->integer(2))};
    }
    for (auto &found : find_all(database, county, ids)) {
        auto const [times_returned, level] = work.at(found.id);
        all.push_back({std::move(found), times_returned, level});
    }
    return all;
}

} // namespace

std::vector<Assigned> assigned_to(store::Database &database, int county, std::int64_t person,
                                  std::size_t limit) {
    return take(database, county, person, limit,
                "SELECT id, times_returned, level FROM finding_work WHERE county = $1 AND assignee "
                "= $2 AND state < 4 ORDER BY due, id LIMIT $3");
}

std::vector<Assigned> overseen_by(store::Database &database, int county, std::int64_t person,
                                  std::size_t limit) {
    return take(database, county, person, limit,
                "SELECT id, times_returned, level FROM finding_work WHERE county = $1 AND overseer "
                "= $2 AND overseer <> 0 AND state < 4 ORDER BY due, id LIMIT $3");
}

AssignedTotals assigned_totals(store::Database &database, int county, std::int64_t person,
                               base::Date on) {
    AssignedTotals totals;
    if (!has_work(database)) return totals;
    auto mine = database.prepare(
        "SELECT count(*), coalesce(sum(due < $3 AND state = 1), 0) FROM finding_work WHERE county "
        "= $1 AND assignee = $2 AND state < 4");
    mine->bind(1, county);
    mine->bind(2, person);
    mine->bind(3, on.days);
    if (mine->step()) {
        totals.assigned = mine->integer(0);
        totals.late = mine->integer(1);
    }
    auto above = database.prepare("SELECT count(*) FROM finding_work WHERE county = $1 AND "
                                  "overseer = $2 AND overseer <> 0 AND state < 4");
    above->bind(1, county);
    above->bind(2, person);
    if (above->step()) totals.overseen = above->integer(0);
    return totals;
}

} // namespace jingzhun::finding
