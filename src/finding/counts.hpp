// How many findings there are where, in what state, since when and until when: kept beside the
// findings, so that whoever asks for a whole county does not read millions of rows.
//
// The table `transient_finding_count` holds nothing that cannot be counted again; where it is
// missing (a store from before, or brought back from a backup) it is made anew with the next write,
// and read from the findings themselves until then.
#pragma once

#include "finding/finding.hpp"

#include <map>
#include <tuple>

namespace jingzhun::finding {

// Findings alike. Of closed ones the days are not told apart.
struct Alike {
    std::string area, owner; // area: of a village (12 digits at most) or of a township (9)
    State state = State::open;
    pack::Severity severity = pack::Severity::soft;
    base::Date opened, due;
    std::int64_t findings = 0;
};
// Everything within a prefix, by township where that is a county or more, else by village. In order
// of area and owner.
std::vector<Alike> count_alike(store::Database &database, int county, std::string const &area);
// Of one area (a township, a village) what these owners have in that state.
std::vector<Alike> count_alike_of(store::Database &database, int county, std::string const &area,
                                  std::vector<std::string> const &owners, State state);
// Counts again from the findings. Requires: a write transaction is open.
void recount(store::Database &database, int county);

// Follows rows through a change: `leave` before it, `enter` after it, `write` at the end.
// Requires: a write transaction is open.
class Tally {
  public:
    Tally(store::Database &database, int county);
    void leave(std::int64_t id) { add(id, -1); }
    void enter(std::int64_t id) { add(id, 1); }
    void enter(Finding const &finding);
    void write();

  private:
    // digits, area, owner, state, severity, opened, due
    using Key = std::tuple<std::int64_t, std::string, std::string, std::int64_t, std::int64_t,
                           std::int64_t, std::int64_t>;
    void add(std::string const &area, std::string const &owner, std::int64_t state,
             std::int64_t severity, std::int64_t opened, std::int64_t due, std::int64_t findings);
    void add(std::int64_t id, std::int64_t findings);

    store::Database &database_;
    int county_;
    bool kept_; // else everything is counted anew
    std::unique_ptr<store::Statement> select_;
    std::map<Key, std::int64_t> changes_;
};

// Findings of these owners in these villages in that state (not closed), the earliest deadline
// first.
std::vector<Finding> earliest(store::Database &database, int county,
                              std::vector<std::string> const &villages,
                              std::vector<std::string> const &owners, State state,
                              std::size_t limit);

} // namespace jingzhun::finding
