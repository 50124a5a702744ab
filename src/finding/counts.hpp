// How many findings there are where, in what state, since when and until when: kept beside the
// findings, so that whoever asks for a whole county does not read millions of rows.
//
// Each finding is counted by its severity and, until it is closed, by the day it was found and the
// day it must be mended; not by all three at once, of which there are nearly as many as findings.
//
// The table `transient_finding_tally` holds nothing that cannot be counted again; where it is
// missing (a store from before, or brought back from a backup) it is made anew with the next write,
// and read from the findings themselves until then.
#pragma once

#include "finding/finding.hpp"

#include <functional>
#include <map>
#include <tuple>

namespace jingzhun::finding {

enum class By { severity, opened, due };

// Findings alike in one respect.
struct Alike {
    std::string area, owner; // area: of a village (12 digits at most) or of a township (9)
    By by = By::severity;
    State state = State::open; // by severity; else `open` stands for all that are not closed
    std::int64_t value = 0;    // the severity, or the day
    std::int64_t findings = 0; // > 0
};
// Everything within a prefix, by township where that is a county or more, else by village; each
// finding comes once in each respect. In order of respect, area and owner.
void each_alike(store::Database &database, int county, std::string const &area,
                std::function<void(Alike const &)> const &take);
// How many these owners have in that state within a prefix.
std::int64_t count_of(store::Database &database, int county, std::string const &area,
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
    void add(std::int64_t id, std::int64_t findings);

    store::Database &database_;
    int county_;
    bool kept_; // else everything is counted anew
    std::unique_ptr<store::Statement> select_;
    // digits, respect, area, owner, state, value
    std::map<std::tuple<std::int64_t, By, std::string, std::string, State, std::int64_t>,
             std::int64_t>
        changes_;
};

} // namespace jingzhun::finding
