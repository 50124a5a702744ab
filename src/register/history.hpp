// Everything ever said about a record, in both times: for which days each statement holds, and
// while what was known it did.
#pragma once

#include "register/records.hpp"

#include <string>
#include <vector>

namespace jingzhun::registry {

enum class Saying {
    first,      // the source had said nothing of the record
    change,     // what held before is left to the days before
    correction, // what was said for the same days was wrong: it is replaced
    ended,      // the source's list does not hold it any more
};
std::string_view to_string(Saying saying);

// While this was what was known; half-open. 0 as `to`: still is.
struct KnownPeriod {
    base::Instant from = 0, to = 0;
};

// One row of one batch about the record, as it was stated.
struct Version {
    Origin origin;
    std::string actor, reason; // of the batch
    Saying saying = Saying::first;
    // Until when it holds, half-open: until the same source's next statement; as last known.
    base::Date valid_to = base::date_max;
    // Empty where the batch was never accepted. Several where what replaced it was taken back.
    std::vector<KnownPeriod> known;
    bool counts = false;              // its batch counts now: accepted, not taken back
    std::vector<base::Value> values;  // by index of the register's fields
    std::vector<std::size_t> changed; // fields that differ from what the source had said before
};

// In order of batch and row: as they came in.
std::vector<Version> read_history(store::Database &database, pack::Register const &definition,
                                  int county, std::int64_t record);

// Who stated something about the record that counts: the actors of its batches, each once. For
// separation of duties.
std::vector<std::string> authors_of(store::Database &database, pack::Register const &definition,
                                    int county, std::int64_t record);

} // namespace jingzhun::registry
