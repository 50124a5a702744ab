// One slim query.
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

} // namespace jingzhun::finding
