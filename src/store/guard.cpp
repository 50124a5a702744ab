// Looking before writing.
#include "store/guard.hpp"

#include "base/json.hpp"
#include "store/seal_check.hpp"

#include <algorithm>

namespace jingzhun::store {
namespace {

std::string details_of(std::vector<base::Problem> const &problems) {
    constexpr std::size_t told_max = 50;
    base::JsonWriter json;
    json.begin_object().member("found", problems.size()).key("problems").begin_array();
    for (std::size_t i = 0; i < std::min(problems.size(), told_max); ++i) {
        json.begin_object().member("code", problems[i].code);
        for (auto const &[name, value] : problems[i].arguments) json.member(name, value);
        json.end_object();
    }
    json.end_array().end_object();
    return json.take();
}

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
    auto const problems = check_quickly(database, county);
    if (problems.empty()) return false;
    auto const details = details_of(problems);
    if (std::ranges::all_of(problems, is_lasting) && told_before(database, county, details))
        return false;
    append(database, {"jingzhun", "", ""}, {county, "tampering", "store", details});
    return true;
}

} // namespace

void guard(Database &database) {
    auto const now = database.foreign_writes();
    if (database.guarded_at == now || !has_seals(database)) return;
    auto alarmed = false;
    for (auto const county : sealed_counties(database))
        alarmed = sound_alarm(database, county) || alarmed;
    if (alarmed) {
        database.commit();
        database.begin_write();
    }
    database.guarded_at = database.foreign_writes() == now ? now : -1;
}

Transaction::Transaction(Database &database) : database_(database) {
    database_.begin_write();
    try {
        guard(database_);
    } catch (...) {
        database_.rollback();
        throw;
    }
}

} // namespace jingzhun::store
