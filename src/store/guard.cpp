// Looking before writing.
#include "store/guard.hpp"

#include "store/head.hpp"
#include "store/log_check.hpp"
#include "store/seal.hpp"
#include "store/seal_check.hpp"
#include "store/tampering.hpp"

#include <algorithm>

namespace jingzhun::store {
namespace {

// What is wrong with the ledger stays wrong, and is told once; tables are sealed anew by the alarm.
bool is_lasting(base::Problem const &problem) {
    return problem.code.starts_with("ledger_") || problem.code == "seal_batch_unknown";
}

bool told_before(Database &database, int county, std::string_view details) {
    auto select = database.prepare("SELECT 1 FROM event WHERE county = $1 AND kind = 'tampering' "
                                   "AND details = $2 LIMIT 1");
    select->bind(1, county);
    select->bind(2, details);
    auto const told = select->step();
    select->reset();
    return told;
}

bool sound_alarm(Database &database, int county) {
    auto problems = check_quickly(database, county, read_head(database.address()));
    auto const differences = recent_differences_from_log(database, county);
    for (auto const &one : differences) problems.push_back(problem_of(one));
    if (problems.empty()) return false;
    if (std::ranges::all_of(problems, is_lasting) &&
        told_before(database, county, details_of_tampering(problems)))
        return false;
    append_alarm(database, county, problems, changes_of(database, county, differences));
    return true;
}

} // namespace

void guard(Database &database) {
    auto const now = database.foreign_writes();
    if (database.guarded_at == now || database.columns("event").empty()) return;
    auto alarmed = false;
    for (auto const county : sealed_counties(database))
        alarmed = sound_alarm(database, county) || alarmed;
    if (alarmed) {
        database.commit();
        database.begin_write();
    }
    database.guarded_at = database.foreign_writes() == now ? now : -1;
}

Transaction::Transaction(Database &database)
    : database_(database), is_part_(database.hold() == Hold::write) {
    if (is_part_) {
        database_.begin_part();
        return;
    }
    database_.begin_write();
    try {
        guard(database_);
    } catch (...) {
        database_.rollback();
        throw;
    }
}

} // namespace jingzhun::store
