// The tables of findings and of work on them, as they stood.
#include "finding/known.hpp"

#include "finding/finding.hpp"
#include "store/table_then.hpp"

namespace jingzhun::finding {

std::unique_ptr<store::Database> as_known(store::Database &database, int county,
                                          std::int64_t events) {
    std::vector<std::string> const tables = {"finding", "finding_work"};
    auto then = store::tables_then(database, county, tables, events);
    create_table(*then); // of a store that has none yet
    return then;
}

} // namespace jingzhun::finding
