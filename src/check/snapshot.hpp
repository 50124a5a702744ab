// A county's registers as of a day with the answers of all rules: what checks write down, what the
// page shows, what explanations walk through. Writes nothing.
#pragma once

#include "check/measures.hpp"
#include "check/rule_set.hpp"
#include "register/frames.hpp"

#include <memory>
#include <string>
#include <vector>

namespace jingzhun::check {

struct Selection {
    int county = 0;
    base::Date as_of;
    base::Instant known_at = INT64_MAX;
    std::int64_t position = INT64_MAX; // registry::Known
    std::vector<std::string> rules; // empty: all
    int threads = 2;
    bool measures = false;                  // also the pack's measures
    std::vector<cel::UsedField> extra = {}; // fields to load besides those that are read
    // Frames are taken from and kept in the file beside the store (register/frame_cache.hpp), with
    // whatever any program reads of them.
    bool kept = false;
};

struct Snapshot {
    Selection selection;
    pack::Pack const *pack = nullptr;
    std::unique_ptr<cel::Schema> schema;
    std::unique_ptr<RuleSet> rules;
    std::vector<cel::UsedField> fields; // that were asked for
    cel::Population population;
    std::vector<RuleResult> results;
    std::vector<MeasureResult> measures;
    double load_seconds = 0, run_seconds = 0;
};

// Requires: the pack outlives the snapshot.
Snapshot take_snapshot(store::Database &database, pack::Pack const &pack,
                       Selection const &selection);

std::string county_code(int county); // "431128"
// The row of a record in a table of the population; nothing where the table does not have it.
std::optional<std::uint32_t> row_of(cel::Table const &table, std::int64_t record);
std::string area_of(cel::Population const &population, std::size_t table, std::size_t row,
                    int county);

} // namespace jingzhun::check
