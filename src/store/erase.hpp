// Erasing personal data from sealed rows: what was sealed goes, its commitment stays.
//
// Table `erased`: county, table_name, part, number (the row's place among those of its part, from
// 0), commitment, sequence (of the event that erased it). The row itself is removed; of an event
// (part = its sequence, number 0) only what is private is. With the salt gone nobody can tell from
// the commitment what stood there, and every seal, root and proof is what it was.
#pragma once

#include "store/seal.hpp"

#include <map>

namespace jingzhun::store {

// What was erased of one table in one county.
class Erased {
  public:
    using Part = std::map<std::uint64_t, Hash>; // by place in the part
    // Of the parts after `after`.
    Erased(Database &database, int county, std::string_view table, std::int64_t after = INT64_MIN);
    Part const *of(std::int64_t part) const; // null where nothing was
    std::map<std::int64_t, Part> const &parts() const { return parts_; }

  private:
    std::map<std::int64_t, Part> parts_;
};

// What is removed from here on is written over in the file; afterwards, outside of a transaction,
// nothing of it is left in the file's log either.
void write_over_removed(Database &database);
void empty_log(Database &database);

// Each requires that a write transaction is open and the event that erases was appended just now:
// what is removed belongs to it. Each answers how many rows are gone.

// Rows of a table by batch, by their keys (the lines of SealedRow::key). Throws Error
// "erase_unsealed" where one is not as its seal says: nothing could be proved of it any more.
std::int64_t erase_rows(Database &database, int county, SealedTable const &table,
                        std::vector<std::string> const &keys);
// What the log of changes says of a row, but for the newest change: it is the one by which the row
// was emptied or removed, in an event before this one.
std::int64_t erase_changes(Database &database, int county, std::string_view table,
                           std::string_view key);
// What is private of events before this one; false where there is none, or nothing is left.
bool erase_private(Database &database, int county, std::int64_t sequence);

} // namespace jingzhun::store
