// Erasing the personal data of one record: what was stated of it goes, that it was there stays
// provable (store/erase.hpp).
//
// Gone are its statements, its key, rows that were refused with its identity number, and what is
// private of events about it. The original files that were imported hold it still: a file can not
// lose a row and keep its hash. They are named, for whoever must decide about them.
#pragma once

#include "pack/model.hpp"
#include "store/ledger.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace jingzhun::registry {

struct Erasure {
    std::int64_t record = 0; // its number, which stays free
    std::int64_t statements = 0, refused_rows = 0, events = 0;
    std::vector<std::string> files; // original files that hold it still: "roster.xlsx <SHA-256>"
    // Other records with its identity number, which are left as they are: "insurance 4311…|2020".
    std::vector<std::string> elsewhere;
};

// One event "erase", which says who erased, why, and who had made the events it empties. Requires:
// a write transaction is open; whatever else is to be erased with it follows in the same event.
// Throws Error "record_unknown", "erase_unsealed" (store/erase.hpp).
Erasure erase_record(store::Database &database, store::Actor const &actor, int county,
                     pack::Pack const &pack, pack::Register const &definition,
                     std::string const &key);

} // namespace jingzhun::registry
