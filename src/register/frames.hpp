// Frames: the registers of one county as of a day, as columns in memory, with the relations between
// them.
//
// Only the fields asked for are loaded. Relations are joined here, at load, by equal values
// (identity numbers normalised), so a list row links as soon as its person is there and is never
// stale; a row whose number finds nobody by what was decided of it (link_decision.hpp).
#pragma once

#include "cel/population.hpp"
#include "cel/program.hpp"
#include "pack/schema.hpp"
#include "register/records.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace jingzhun::registry {

struct FrameRequest {
    int county = 0;
    Moment moment;
    std::vector<cel::UsedField> fields; // of all programs that will run
    int threads = 1;
    std::vector<std::size_t> keyed = {}; // registers whose keys are wanted (Table::keys)
    bool equal_only = false; // links by equal values alone, without what was decided of other rows
};

// Days on which the same frames hold: no statement begins to hold and no fact grows stale between
// them.
struct DayRange {
    base::Date first = base::date_min, last = base::date_max;
    void meet(DayRange const &other) {
        first = std::max(first, other.first);
        last = std::min(last, other.last);
    }
};

// Requires: `schema` was made from `pack`. Tables that nothing asks for stay empty (rows = 0).
// Every loaded table has its record ids and areas. `days`, where given: for which days the same
// would be loaded.
cel::Population load_frames(store::Database &database, pack::Pack const &pack,
                            cel::Schema const &schema, FrameRequest const &request,
                            DayRange *days = nullptr);

// The keys of records, for findings: by row of a table.
std::vector<std::string> load_keys(store::Database &database, pack::Register const &definition,
                                   int county, std::span<std::int64_t const> records);

// Fills the relation `outcomes` of the tables: which rule gave which answer for which row.
struct OutcomeColumn {
    std::string rule;
    std::size_t record = 0; // index into Schema::records
    cel::Answers const *answers = nullptr;
};
// `reached`, by table: only these rows have outcomes, the others none (reached_rows).
void attach_outcomes(cel::Population &population, cel::Schema const &schema,
                     std::span<OutcomeColumn const> outcomes,
                     std::vector<cel::Bits> const *reached = nullptr);

// Which rows an expression over any row of a table can come to by the references and relations
// among `used`; by table, that of the record itself whole.
std::vector<cel::Bits> reached_rows(cel::Population const &population, std::size_t record,
                                    std::span<cel::UsedField const> used);

} // namespace jingzhun::registry
