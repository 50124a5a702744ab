// The table `transient_finding_count`: each finding counts twice, for its village and its township.
#include "finding/counts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::finding {
namespace {

constexpr std::int64_t closed = static_cast<std::int64_t>(State::closed);
constexpr std::int64_t township_digits = 9, village_digits = 12;

// Of closed findings nobody asks for the days.
constexpr std::string_view days = "CASE WHEN state = 4 THEN 0 ELSE opened END, "
                                  "CASE WHEN state = 4 THEN 0 ELSE due END";

bool is_kept(store::Database &database) {
    if (database.columns("transient_finding_count").empty()) return false;
    auto select = database.prepare("SELECT 1 FROM transient_finding_count LIMIT 1");
    return select->step();
}

base::Date day(std::int64_t number) { return base::Date{static_cast<std::int32_t>(number)}; }

Alike read(store::Statement const &row) {
    return {std::string(row.text(0)),
            std::string(row.text(1)),
            static_cast<State>(row.integer(2)),
            static_cast<pack::Severity>(row.integer(3)),
            day(row.integer(4)),
            day(row.integer(5)),
            row.integer(6)};
}

std::vector<Alike> read_all(store::Statement &select) {
    std::vector<Alike> all;
    while (select.step()) all.push_back(read(select));
    return all;
}

// The first text after all that begin so: area codes are digits.
std::string after(std::string const &prefix) { return prefix + ":"; }

std::int64_t digits_within(std::string const &area) {
    return area.size() < static_cast<std::size_t>(township_digits) ? township_digits
                                                                   : village_digits;
}

// As long as nothing is kept.
std::vector<Alike> count_now(store::Database &database, int county, std::string const &area) {
    auto select = database.prepare(
        fmt::format("SELECT substr(area, 1, {}), owner, state, severity, {}, count(*) FROM finding "
                    "WHERE county = $1 AND area >= $2 AND area < $3 GROUP BY 1, 2, 3, 4, 5, 6 "
                    "ORDER BY 1, 2",
                    digits_within(area), days));
    select->bind(1, county);
    select->bind(2, area);
    select->bind(3, after(area));
    return read_all(*select);
}

} // namespace

std::vector<Alike> count_alike(store::Database &database, int county, std::string const &area) {
    if (!is_kept(database)) return count_now(database, county, area);
    auto select = database.prepare(
        "SELECT area, owner, state, severity, opened, due, findings FROM transient_finding_count "
        "WHERE county = $1 AND digits = $2 AND area >= $3 AND area < $4 AND findings > 0 "
        "ORDER BY area, owner");
    select->bind(1, county);
    select->bind(2, digits_within(area));
    select->bind(3, area);
    select->bind(4, after(area));
    return read_all(*select);
}

std::vector<Alike> count_alike_of(store::Database &database, int county, std::string const &area,
                                  std::vector<std::string> const &owners, State state) {
    std::vector<Alike> all;
    auto const digits = static_cast<std::int64_t>(area.size());
    if (!is_kept(database) || (digits != township_digits && digits != village_digits)) {
        all = count_alike(database, county, area);
        std::erase_if(all, [&](Alike const &one) {
            return one.state != state || std::ranges::find(owners, one.owner) == owners.end();
        });
        return all;
    }
    auto select = database.prepare(
        "SELECT area, owner, state, severity, opened, due, findings FROM transient_finding_count "
        "WHERE county = $1 AND digits = $2 AND area = $3 AND owner = $4 AND state = $5 AND "
        "findings > 0");
    for (auto const &owner : owners) {
        select->bind(1, county);
        select->bind(2, digits);
        select->bind(3, area);
        select->bind(4, owner);
        select->bind(5, static_cast<std::int64_t>(state));
        std::ranges::move(read_all(*select), std::back_inserter(all));
    }
    return all;
}

void recount(store::Database &database, int county) {
    database.execute(
        "CREATE TABLE IF NOT EXISTS transient_finding_count (county INTEGER NOT NULL, digits "
        "INTEGER NOT NULL, area TEXT NOT NULL, owner TEXT NOT NULL, state INTEGER NOT NULL, "
        "severity INTEGER NOT NULL, opened INTEGER NOT NULL, due INTEGER NOT NULL, findings "
        "INTEGER NOT NULL, PRIMARY KEY (county, digits, area, owner, state, severity, opened, "
        "due)) STRICT, WITHOUT ROWID");
    auto clear = database.prepare("DELETE FROM transient_finding_count WHERE county = $1");
    clear->bind(1, county);
    clear->run();
    for (auto const digits : {township_digits, village_digits}) {
        auto fill = database.prepare(fmt::format(
            "INSERT INTO transient_finding_count SELECT county, {0}, substr(area, 1, {0}), owner, "
            "state, severity, {1}, count(*) FROM finding WHERE county = $1 GROUP BY 1, 3, 4, 5, 6, "
            "7, 8",
            digits, days));
        fill->bind(1, county);
        fill->run();
    }
}

Tally::Tally(store::Database &database, int county)
    : database_(database), county_(county), kept_(is_kept(database)) {
    if (kept_)
        select_ = database.prepare(
            fmt::format("SELECT area, owner, state, severity, {} FROM finding WHERE county = $1 "
                        "AND id = $2",
                        days));
}

void Tally::add(std::string const &area, std::string const &owner, std::int64_t state,
                std::int64_t severity, std::int64_t opened, std::int64_t due,
                std::int64_t findings) {
    for (auto const digits : {township_digits, village_digits})
        changes_[{digits, area.substr(0, static_cast<std::size_t>(digits)), owner, state, severity,
                  opened, due}] += findings;
}

void Tally::add(std::int64_t id, std::int64_t findings) {
    if (!kept_) return;
    select_->bind(1, county_);
    select_->bind(2, id);
    if (select_->step())
        add(std::string(select_->text(0)), std::string(select_->text(1)), select_->integer(2),
            select_->integer(3), select_->integer(4), select_->integer(5), findings);
    select_->reset();
}

void Tally::enter(Finding const &finding) {
    if (!kept_) return;
    auto const state = static_cast<std::int64_t>(finding.state);
    auto const is_closed = state == closed;
    add(finding.area, finding.owner, state, static_cast<std::int64_t>(finding.severity),
        is_closed ? 0 : finding.opened.days, is_closed ? 0 : finding.due.days, 1);
}

void Tally::write() {
    if (!kept_) return recount(database_, county_);
    auto upsert = database_.prepare(
        "INSERT INTO transient_finding_count VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON "
        "CONFLICT (county, digits, area, owner, state, severity, opened, due) DO UPDATE SET "
        "findings = findings + excluded.findings");
    for (auto const &[key, findings] : changes_) {
        if (findings == 0) continue;
        upsert->bind(1, county_);
        upsert->bind(2, std::get<0>(key));
        upsert->bind(3, std::get<1>(key));
        upsert->bind(4, std::get<2>(key));
        upsert->bind(5, std::get<3>(key));
        upsert->bind(6, std::get<4>(key));
        upsert->bind(7, std::get<5>(key));
        upsert->bind(8, std::get<6>(key));
        upsert->bind(9, findings);
        upsert->run();
    }
    changes_.clear();
}

std::vector<Finding> earliest(store::Database &database, int county,
                              std::vector<std::string> const &villages,
                              std::vector<std::string> const &owners, State state,
                              std::size_t limit) {
    std::vector<Alike> groups;
    for (auto const &village : villages)
        std::ranges::move(count_alike_of(database, county, village, owners, state),
                          std::back_inserter(groups));
    std::ranges::stable_sort(groups, {}, &Alike::due);
    std::vector<Finding> all;
    auto select = database.prepare(
        fmt::format("SELECT id FROM finding WHERE county = $1 AND area = $2 AND owner = $3 AND "
                    "state = {0} AND state < 4 AND due = $4 AND severity = $5 AND opened = $6 "
                    "LIMIT $7",
                    static_cast<int>(state)));
    for (auto const &group : groups) {
        if (all.size() >= limit) break;
        select->bind(1, county);
        select->bind(2, group.area);
        select->bind(3, group.owner);
        select->bind(4, group.due.days);
        select->bind(5, static_cast<std::int64_t>(group.severity));
        select->bind(6, group.opened.days);
        select->bind(7, static_cast<std::int64_t>(limit - all.size()));
        std::vector<std::int64_t> ids;
        while (select->step()) ids.push_back(select->integer(0));
        for (auto const id : ids)
            if (auto found = find(database, county, id)) all.push_back(*std::move(found));
    }
    return all;
}

} // namespace jingzhun::finding
