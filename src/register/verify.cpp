// All that can be compared, compared.
#include "register/verify.hpp"

#include "base/date.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "register/batch.hpp"
#include "store/head.hpp"
#include "store/log_check.hpp"
#include "store/seal_check.hpp"
#include "store/structure_check.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

namespace jingzhun::registry {
namespace {

namespace fs = std::filesystem;
using Problems = std::vector<base::Problem>;

void append(Problems &all, Problems more) { std::ranges::move(more, std::back_inserter(all)); }

// "r_person record=12 …" gets the key by which people know the record.
void name_record(store::Database &database, int county, std::string &row) {
    auto const at = row.find(" record=");
    if (!row.starts_with("r_") || at == row.npos) return;
    std::int64_t record = 0;
    std::from_chars(row.data() + at + 8, row.data() + row.size(), record);
    auto select =
        database.prepare("SELECT key FROM " + row.substr(0, at) +
                         " WHERE county = $1 AND record = $2 AND key IS NOT NULL LIMIT 1");
    select->bind(1, county);
    select->bind(2, record);
    if (select->step()) row += " key=" + std::string(select->text(0));
    select->reset();
}

Problems check_tables(store::Database &database, int county, VerifyOptions const &options,
                      std::int64_t &tables) {
    Problems problems;
    options.progress("change");
    append(problems, store::check_log(database, county));
    for (auto const &table : store::sealed_tables(database)) {
        ++tables;
        if (!table.by_batch) continue;
        options.progress(table.name);
        for (auto &problem : store::check_table(database, county, table)) {
            for (auto &[name, value] : problem.arguments)
                if (name == "row" || name == "after") name_record(database, county, value);
            problems.push_back(std::move(problem));
        }
    }
    return problems;
}

// Rows of one table that the other has not: every key stands in the first statement of its record.
Problems unmatched_keys(store::Database &database, int county, std::string const &table,
                        std::string const &sql) {
    constexpr std::size_t told_max = 20;
    Problems problems;
    auto select = database.prepare(sql + " LIMIT " + std::to_string(told_max));
    select->bind(1, county);
    while (select->step())
        problems.push_back({"register_key_differs",
                            {},
                            {{"table", table}, {"key", std::string(select->text(0))}}});
    return problems;
}

Problems check_keys(store::Database &database, int county) {
    Problems problems;
    for (auto const &table : store::sealed_tables(database)) {
        if (!table.name.starts_with("r_")) continue;
        auto const keys = "k_" + table.name.substr(2);
        if (database.columns(keys).empty()) continue;
        append(problems, unmatched_keys(database, county, keys,
                                        "SELECT k.key FROM " + keys +
                                            " k WHERE k.county = $1 AND NOT "
                                            "EXISTS (SELECT 1 FROM " +
                                            table.name +
                                            " r WHERE r.county = "
                                            "k.county AND r.record = k.record AND r.key = k.key)"));
        append(problems, unmatched_keys(database, county, keys,
                                        "SELECT r.key FROM " + table.name +
                                            " r WHERE r.county = $1 AND "
                                            "r.key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " +
                                            keys +
                                            " k WHERE k.county = r.county AND k.key = r.key AND "
                                            "k.record = r.record)"));
    }
    return problems;
}

// Rows of a county whose ledger is not here: nobody would look at them.
Problems check_strangers(store::Database &database, int county) {
    Problems problems;
    auto tables = database.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND EXISTS (SELECT 1 FROM "
        "pragma_table_info(sqlite_schema.name) c WHERE c.name = 'county')");
    while (tables->step()) {
        auto const table = std::string(tables->text(0));
        auto select = database.prepare("SELECT count(*), coalesce(min(county), 0) FROM " + table +
                                       " WHERE county < $1 OR county > $1");
        select->bind(1, county);
        if (select->step() && select->integer(0) > 0)
            problems.push_back({"seal_county_unknown",
                                {},
                                {{"table", table},
                                 {"count", std::to_string(select->integer(0))},
                                 {"county", std::to_string(select->integer(1))}}});
        select->reset();
    }
    return problems;
}

// What an alarm found; of details that were changed themselves nothing.
struct Alarm {
    std::int64_t found = 0;
    std::string first = "-";
};

Alarm read_alarm(std::string_view details) {
    Alarm alarm;
    try {
        auto const json = base::read_json(details, "event");
        auto const *found = json.find("found");
        auto const *problems = json.find("problems");
        if (found != nullptr)
            if (auto const *count = std::get_if<std::int64_t>(&found->value)) alarm.found = *count;
        if (problems == nullptr || problems->array() == nullptr || problems->array()->empty())
            return alarm;
        for (auto const *name : {"row", "table", "from", "sequence", "code"})
            if (auto const *text = problems->array()->front().text(name)) {
                alarm.first = *text;
                break;
            }
    } catch (base::Error const &) { // the ledger's own check says that the event was changed
    }
    return alarm;
}

Problems alarms(store::Database &database, int county) {
    Problems problems;
    auto select =
        database.prepare("SELECT sequence, time, details FROM event WHERE county = $1 AND "
                         "kind = 'tampering' ORDER BY sequence");
    select->bind(1, county);
    while (select->step()) {
        auto const alarm = read_alarm(select->text(2));
        problems.push_back({"ledger_tampering",
                            {},
                            {{"sequence", std::to_string(select->integer(0))},
                             {"time", base::to_string_instant(select->integer(1))},
                             {"found", std::to_string(alarm.found)},
                             {"first", alarm.first}}});
    }
    return problems;
}

Problems check_files(store::Database &database, int county, VerifyOptions const &options,
                     std::int64_t &files) {
    Problems problems;
    if (options.kept_files.empty()) return problems;
    std::set<std::string> seen;
    for (auto const &batch : list_batches(database, county)) {
        if (batch.file_hash.empty()) continue;
        auto const kept = fs::path(options.kept_files) /
                          (batch.file_hash + fs::path(batch.file).extension().string());
        if (!seen.insert(kept.string()).second) continue;
        ++files;
        options.progress(batch.file);
        base::Arguments const arguments = {
            {"file", batch.file}, {"kept", kept.string()}, {"batch", std::to_string(batch.id)}};
        if (!fs::exists(kept)) problems.push_back({"kept_file_missing", {}, arguments});
        else if (base::sha256_file(kept.string()) != batch.file_hash)
            problems.push_back({"kept_file_changed", {}, arguments});
    }
    return problems;
}

} // namespace

Verification verify(store::Database &database, VerifyOptions const &options) {
    Verification found;
    auto const head = store::read_head(database.address());
    store::Snapshot const snapshot(database);
    found.problems = store::check_structure(database);
    found.counties = store::sealed_counties(database);
    if (found.counties.empty()) found.problems.push_back({"store_unsealed", {}, {}});
    if (found.counties.size() == 1)
        append(found.problems, check_strangers(database, found.counties.front()));
    for (auto const county : found.counties) {
        options.progress("event");
        append(found.problems, store::check_ledger(database, county));
        append(found.problems, store::check_head(database, county, head));
        if (!options.note.empty())
            append(found.problems,
                   store::check_note(database, county, options.note, options.trust));
        append(found.problems, check_tables(database, county, options, found.tables));
        append(found.problems, check_keys(database, county));
        append(found.problems, check_files(database, county, options, found.files));
        append(found.problems, alarms(database, county));
        auto events = database.prepare("SELECT count(*) FROM event WHERE county = $1");
        events->bind(1, county);
        if (events->step()) found.events += events->integer(0);
        events->reset();
    }
    return found;
}

std::vector<base::Problem> verify_quickly(store::Database &database) {
    Problems problems;
    auto const head = store::read_head(database.address());
    store::Snapshot const snapshot(database);
    for (auto const county : store::sealed_counties(database)) {
        append(problems, store::check_quickly(database, county, head));
        for (auto const &one : store::recent_differences_from_log(database, county))
            problems.push_back(store::problem_of(one));
    }
    return problems;
}

} // namespace jingzhun::registry
