// The statements about a record with their batches, and what they did to each other.
#include "register/history.hpp"

#include "register/tables.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::registry {
namespace {

struct Stated {
    Batch const *batch = nullptr;
    base::Date valid_from;
    int row = 0;
    std::vector<base::Value> values;
};

std::vector<Stated> read_all(store::Database &database, pack::Register const &definition,
                             int county, std::int64_t record,
                             std::map<std::int64_t, Batch> const &batches) {
    std::string sql = "SELECT valid_from, batch, row";
    for (auto const &field : definition.fields) sql += ", " + column_of(field);
    auto select = database.prepare(sql + " FROM " + table_of(definition) +
                                   " WHERE county = $1 AND record = $2 ORDER BY batch, row");
    select->bind(1, county);
    select->bind(2, record);
    std::vector<Stated> all;
    while (select->step()) {
        auto batch = batches.find(select->integer(1));
        if (batch == batches.end()) continue; // nobody's row; `verify` tells of it
        if (batch->second.part_of != 0) batch = batches.find(batch->second.part_of);
        auto &one = all.emplace_back();
        one.batch = &batch->second;
        one.valid_from = base::Date{static_cast<std::int32_t>(select->integer(0))};
        one.row = static_cast<int>(select->integer(2));
        for (std::size_t i = 0; i < definition.fields.size(); ++i)
            one.values.push_back(select->value(static_cast<int>(i) + 3));
    }
    return all;
}

// The moments at which what is known of these batches changed, ascending.
std::vector<base::Instant> turns_of(std::vector<Stated> const &all) {
    std::vector<base::Instant> turns;
    for (auto const &one : all) {
        auto const &batch = *one.batch;
        auto const accepted = batch.state == BatchState::accepted && batch.accepted_at == 0;
        turns.push_back(accepted ? batch.recorded_at : batch.accepted_at);
        turns.push_back(batch.rolled_back_at);
    }
    std::ranges::sort(turns);
    auto const again = std::ranges::unique(turns);
    turns.erase(again.begin(), again.end());
    std::erase(turns, 0);
    return turns;
}

bool same_source(Stated const &a, Stated const &b) { return a.batch->source == b.batch->source; }

// Is `one` still said at that time: counted, and no later batch speaks of the same days?
bool said_at(std::vector<Stated> const &all, Stated const &one, base::Instant time) {
    if (!counts(*one.batch, {time, INT64_MAX})) return false;
    return std::ranges::none_of(all, [&](Stated const &other) {
        return same_source(one, other) && other.valid_from == one.valid_from &&
               other.batch->id > one.batch->id && counts(*other.batch, {time, INT64_MAX});
    });
}

std::vector<KnownPeriod> known_of(std::vector<Stated> const &all, Stated const &one,
                                  std::vector<base::Instant> const &turns) {
    std::vector<KnownPeriod> periods;
    auto open = false;
    for (auto const turn : turns) {
        auto const said = said_at(all, one, turn);
        if (said && !open) periods.push_back({turn, 0});
        if (!said && open) periods.back().to = turn;
        open = said;
    }
    return periods;
}

// The next day from which its source says something else, as known when it was last said.
base::Date end_of(std::vector<Stated> const &all, Stated const &one,
                  std::vector<KnownPeriod> const &known) {
    auto end = base::date_max;
    if (known.empty()) return end;
    auto const time = known.back().to == 0 ? INT64_MAX : known.back().to - 1;
    for (auto const &other : all)
        if (same_source(one, other) && other.valid_from > one.valid_from &&
            counts(*other.batch, {time, INT64_MAX}))
            end = std::min(end, other.valid_from);
    return end;
}

// What its source had said for its first day before this batch; fields of several rows merged.
std::vector<base::Value> before(std::vector<Stated> const &all, Stated const &one) {
    Stated const *latest = nullptr;
    for (auto const &other : all) {
        if (other.batch->id >= one.batch->id || !same_source(one, other) ||
            other.valid_from > one.valid_from)
            continue;
        auto const known = std::max(one.batch->recorded_at, other.batch->recorded_at);
        if (!counts(*other.batch, {known, INT64_MAX})) continue;
        if (latest == nullptr || std::pair(latest->valid_from, latest->batch->id) <=
                                     std::pair(other.valid_from, other.batch->id))
            latest = &other;
    }
    std::vector<base::Value> merged;
    if (latest == nullptr) return merged;
    merged.resize(one.values.size());
    for (auto const &other : all) {
        if (other.batch != latest->batch || other.valid_from != latest->valid_from) continue;
        for (std::size_t i = 0; i < merged.size(); ++i)
            if (!base::is_missing(other.values[i])) merged[i] = other.values[i];
    }
    return merged;
}

Version version_of(std::vector<Stated> const &all, Stated const &one,
                   std::vector<base::Instant> const &turns) {
    auto const &batch = *one.batch;
    Version version;
    version.origin = {batch.source, batch.file,     batch.sheet,       batch.id,
                      one.row,      one.valid_from, batch.recorded_at, batch.correction};
    version.actor = batch.actor;
    version.reason = batch.reason;
    version.known = known_of(all, one, turns);
    version.valid_to = end_of(all, one, version.known);
    version.counts = counts(batch);
    version.values = one.values;
    auto const earlier = before(all, one);
    version.saying = one.row == 0       ? Saying::ended
                     : earlier.empty()  ? Saying::first
                     : batch.correction ? Saying::correction
                                        : Saying::change;
    for (std::size_t i = 0; i < one.values.size() && !earlier.empty(); ++i)
        if (one.values[i] != earlier[i]) version.changed.push_back(i);
    return version;
}

} // namespace

std::string_view to_string(Saying saying) {
    switch (saying) {
    case Saying::first:
        return "first";
    case Saying::change:
        return "change";
    case Saying::correction:
        return "correction";
    case Saying::ended:
        return "ended";
    }
    return "";
}

std::vector<Version> read_history(store::Database &database, pack::Register const &definition,
                                  int county, std::int64_t record) {
    std::map<std::int64_t, Batch> batches;
    for (auto &batch : list_batches(database, county)) batches.emplace(batch.id, std::move(batch));
    auto const all = read_all(database, definition, county, record, batches);
    auto const turns = turns_of(all);
    std::vector<Version> versions;
    for (auto const &one : all) versions.push_back(version_of(all, one, turns));
    return versions;
}

std::vector<std::string> authors_of(store::Database &database, pack::Register const &definition,
                                    int county, std::int64_t record) {
    std::vector<std::string> authors;
    for (auto const &version : read_history(database, definition, county, record))
        if (version.counts && std::ranges::find(authors, version.actor) == authors.end())
            authors.push_back(version.actor);
    return authors;
}

} // namespace jingzhun::registry
