// Slim queries.
#include "finding/open_subjects.hpp"

namespace jingzhun::finding {

void each_open(store::Database &database, int county,
               std::function<void(OpenSubject const &)> const &take) {
    auto select = database.prepare(
        "SELECT register, record, severity FROM finding WHERE county = $1 AND state <> $2");
    select->bind(1, county);
    select->bind(2, static_cast<std::int64_t>(State::closed));
    while (select->step())
        take(
            {select->text(0), select->integer(1), static_cast<pack::Severity>(select->integer(2))});
}

std::vector<Finding> findings_about(store::Database &database, int county,
                                    std::string const &register_name, std::int64_t record) {
    std::vector<std::int64_t> ids;
    auto select = database.prepare(
        "SELECT id FROM finding WHERE county = $1 AND register = $2 AND record = $3 ORDER BY id");
    select->bind(1, county);
    select->bind(2, register_name);
    select->bind(3, record);
    while (select->step()) ids.push_back(select->integer(0));
    std::vector<Finding> found;
    for (auto const id : ids)
        if (auto one = find(database, county, id)) found.push_back(std::move(*one));
    return found;
}

} // namespace jingzhun::finding
