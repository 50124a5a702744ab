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
    std::string area, owner;
    State state = State::open;
    pack::Severity severity = pack::Severity::soft;
    base::Date opened, due;
    std::int64_t findings = 0;
};
// `area`: a prefix. In order of area and owner.
std::vector<Alike> count_alike(store::Database &database, int county, std::string const &area);
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
    using Key = std::tuple<std::string, std::string, std::int64_t, std::int64_t, std::int64_t,
                           std::int64_t>; // area, owner, state, severity, opened, due
    void add(std::int64_t id, std::int64_t findings);

    store::Database &database_;
    int county_;
    bool kept_; // else everything is counted anew
    std::unique_ptr<store::Statement> select_;
    std::map<Key, std::int64_t> changes_;
};

// Open findings of these owners in that area in that state, the earliest deadline first.
std::vector<Finding> earliest(store::Database &database, int county, std::string const &area,
                              std::vector<std::string> const &owners, State state,
                              std::size_t limit);

} // namespace jingzhun::finding
