// Bringing the stored findings in line with what a check has just found.
#pragma once

#include "finding/finding.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace jingzhun::finding {

// One failure the check sees now.
struct Failure {
    std::int64_t record = 0;
    std::string area;
};

struct Change {
    std::int64_t opened = 0, reopened = 0, closed = 0, open = 0; // open: after the change
};

// What the check knows of one rule and period.
struct Verdicts {
    std::string rule, register_name, period;
    std::vector<Failure> failures; // ascending by record
    std::function<bool(std::int64_t record)>
        still_unknown; // an open finding stays where the rule cannot tell
    std::function<bool(std::string_view area)> in_scope; // others are left as they are
};

// Opens, keeps, closes and reopens. `complete` fills subject, label, severity, due, owner and
// message of a finding that is opened or reopened; it has rule, register, record, period, area and
// opened. Requires: a transaction is open.
Change apply(store::Database &database, int county, base::Date as_of, Verdicts const &verdicts,
             std::function<void(std::vector<Finding> &)> const &complete);

// Takes names, keys and messages out of the findings about a record that is erased; that they were
// there stays. Requires: a write transaction is open. Answers their ids.
std::vector<std::int64_t> forget(store::Database &database, int county,
                                 std::string const &register_name, std::int64_t record);

// Closes one finding. Requires: the write transaction is open, and an event follows in it.
void close(store::Database &database, int county, std::int64_t id, base::Date on);

} // namespace jingzhun::finding
