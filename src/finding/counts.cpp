// The table `transient_finding_tally`: each finding counts for its village and for its township.
#include "finding/counts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::finding {
namespace {

constexpr std::int64_t township_digits = 9, village_digits = 12;

using Key = std::tuple<std::int64_t, By, std::string, std::string, State, std::int64_t>;
using Changes = std::map<Key, std::int64_t>;

constexpr std::string_view counted = "area, owner, state, severity, opened, due";

// What is counted of one finding.
struct Counted {
    std::string area, owner;
    State state = State::open;
    std::int64_t severity = 0, opened = 0, due = 0;
};

Counted read_counted(store::Statement const &row) {
    return {std::string(row.text(0)), std::string(row.text(1)), static_cast<State>(row.integer(2)),
            row.integer(3),           row.integer(4),           row.integer(5)};
}

void add_to(Changes &changes, std::int64_t digits, Counted const &one, std::int64_t findings) {
    auto const area = one.area.substr(0, static_cast<std::size_t>(digits));
    changes[{digits, By::severity, area, one.owner, one.state, one.severity}] += findings;
    if (one.state == State::closed) return;
    changes[{digits, By::opened, area, one.owner, State::open, one.opened}] += findings;
    changes[{digits, By::due, area, one.owner, State::open, one.due}] += findings;
}

void add_to(Changes &changes, Counted const &one, std::int64_t findings) {
    for (auto const digits : {township_digits, village_digits})
        add_to(changes, digits, one, findings);
}

bool is_kept(store::Database &database, int county) {
    if (database.columns("transient_finding_tally").empty()) return false;
    auto select =
        database.prepare("SELECT 1 FROM transient_finding_tally WHERE county = $1 LIMIT 1");
    select->bind(1, county);
    return select->step();
}

// The first text after all that begin so: area codes are digits.
std::string after(std::string const &prefix) { return prefix + ":"; }

std::int64_t digits_within(std::string const &area) {
    return area.size() < static_cast<std::size_t>(township_digits) ? township_digits
                                                                   : village_digits;
}

// As long as nothing is kept.
void each_now(store::Database &database, int county, std::string const &area,
              std::function<void(Alike const &)> const &take) {
    Changes found;
    auto select = database.prepare(fmt::format(
        "SELECT {} FROM finding WHERE county = $1 AND area >= $2 AND area < $3", counted));
    select->bind(1, county);
    select->bind(2, area);
    select->bind(3, after(area));
    while (select->step()) add_to(found, digits_within(area), read_counted(*select), 1);
    for (auto const &[key, findings] : found)
        take({std::get<2>(key), std::get<3>(key), std::get<1>(key), std::get<4>(key),
              std::get<5>(key), findings});
}

void create_tally(store::Database &database) {
    database.execute(
        "CREATE TABLE IF NOT EXISTS transient_finding_tally (county INTEGER NOT NULL, digits "
        "INTEGER NOT NULL, respect INTEGER NOT NULL, area TEXT NOT NULL, owner TEXT NOT NULL, "
        "state INTEGER NOT NULL, value INTEGER NOT NULL, findings INTEGER NOT NULL, PRIMARY KEY "
        "(county, digits, respect, area, owner, state, value)) STRICT, WITHOUT ROWID");
}

void bind_key(store::Statement &statement, int county, Key const &key) {
    statement.bind(1, county);
    statement.bind(2, std::get<0>(key));
    statement.bind(3, static_cast<std::int64_t>(std::get<1>(key)));
    statement.bind(4, std::get<2>(key));
    statement.bind(5, std::get<3>(key));
    statement.bind(6, static_cast<std::int64_t>(std::get<4>(key)));
    statement.bind(7, std::get<5>(key));
}

// What nothing is left of goes, lest years of days be kept.
void write_changes(store::Database &database, int county, Changes const &changes) {
    auto upsert = database.prepare(
        "INSERT INTO transient_finding_tally VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT "
        "(county, digits, respect, area, owner, state, value) DO UPDATE SET findings = findings + "
        "excluded.findings");
    auto remove = database.prepare(
        "DELETE FROM transient_finding_tally WHERE county = $1 AND digits = $2 AND respect = $3 "
        "AND area = $4 AND owner = $5 AND state = $6 AND value = $7 AND findings = 0");
    for (auto const &[key, findings] : changes) {
        if (findings == 0) continue;
        bind_key(*upsert, county, key);
        upsert->bind(8, findings);
        upsert->run();
        if (findings > 0) continue;
        bind_key(*remove, county, key);
        remove->run();
    }
}

} // namespace

void each_alike(store::Database &database, int county, std::string const &area,
                std::function<void(Alike const &)> const &take) {
    if (!is_kept(database, county)) return each_now(database, county, area, take);
    auto select = database.prepare(
        "SELECT area, owner, state, value, findings FROM transient_finding_tally WHERE county = $1 "
        "AND digits = $2 AND respect = $3 AND area >= $4 AND area < $5 ORDER BY area, owner, "
        "state, value");
    select->bind(1, county);
    select->bind(2, digits_within(area));
    select->bind(4, area);
    select->bind(5, after(area));
    Alike alike;
    for (auto const by : {By::severity, By::opened, By::due}) {
        alike.by = by;
        select->bind(3, static_cast<std::int64_t>(by));
        while (select->step()) {
            alike.area = select->text(0);
            alike.owner = select->text(1);
            alike.state = static_cast<State>(select->integer(2));
            alike.value = select->integer(3);
            alike.findings = select->integer(4);
            take(alike);
        }
    }
}

std::int64_t count_of(store::Database &database, int county, std::string const &area,
                      std::vector<std::string> const &owners, State state) {
    auto const kept =
        area.size() <= static_cast<std::size_t>(village_digits) && is_kept(database, county);
    auto const digits =
        area.size() <= static_cast<std::size_t>(township_digits) ? township_digits : village_digits;
    auto select = database.prepare(
        kept ? fmt::format("SELECT owner, findings FROM transient_finding_tally WHERE county = $1 "
                           "AND digits = {} AND respect = 0 AND area >= $2 AND area < $3 AND state "
                           "= $4",
                           digits)
             : std::string("SELECT owner, count(*) FROM finding WHERE county = $1 AND area >= $2 "
                           "AND area < $3 AND state = $4 GROUP BY owner"));
    select->bind(1, county);
    select->bind(2, area);
    select->bind(3, after(area));
    select->bind(4, static_cast<std::int64_t>(state));
    std::int64_t total = 0;
    while (select->step())
        if (std::ranges::find(owners, select->text(0)) != owners.end()) total += select->integer(1);
    return total;
}

void recount(store::Database &database, int county) {
    create_tally(database);
    auto clear = database.prepare("DELETE FROM transient_finding_tally WHERE county = $1");
    clear->bind(1, county);
    clear->run();
    Changes all;
    auto select = database.prepare(
        fmt::format("SELECT {0}, count(*) FROM finding WHERE county = $1 GROUP BY {0}", counted));
    select->bind(1, county);
    while (select->step()) add_to(all, read_counted(*select), select->integer(6));
    write_changes(database, county, all);
}

Tally::Tally(store::Database &database, int county)
    : database_(database), county_(county), kept_(is_kept(database, county)) {
    if (kept_)
        select_ = database.prepare(
            fmt::format("SELECT {} FROM finding WHERE county = $1 AND id = $2", counted));
}

void Tally::add(std::int64_t id, std::int64_t findings) {
    if (!kept_) return;
    select_->bind(1, county_);
    select_->bind(2, id);
    if (select_->step()) add_to(changes_, read_counted(*select_), findings);
    select_->reset();
}

void Tally::enter(Finding const &finding) {
    if (!kept_) return;
    add_to(changes_,
           {finding.area, finding.owner, finding.state, static_cast<std::int64_t>(finding.severity),
            finding.opened.days, finding.due.days},
           1);
}

void Tally::write() {
    if (!kept_) return recount(database_, county_);
    write_changes(database_, county_, changes_);
    changes_.clear();
}

} // namespace jingzhun::finding
