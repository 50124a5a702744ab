// What people did about findings: the finding as it stands now, and every act that led there.
//
// Tables `finding_work` (a row for each finding somebody has worked on) and `finding_act` (the
// history; rows are only added), made with the first act. What may follow what says life.hpp.
// Persons are named by their record in the pack's register of persons, so that nothing here needs
// erasing when they are; texts about a record go with it (`forget_acts`).
#pragma once

#include "finding/finding.hpp"
#include "finding/life.hpp"
#include "store/ledger.hpp"

#include <map>

namespace jingzhun::finding {

constexpr std::string_view raised_rule = "raised"; // the rule of findings that people raised

// Throws Error "finding_unknown".
Life life_of(store::Database &database, int county, std::int64_t id);

// What a person raises. Requires of the caller: who may, and what it is about.
struct Raised {
    std::string register_name; // of what it is about; empty: the area itself
    std::int64_t record = 0;
    std::string subject, label, area;
    std::string text; // what is wrong
    std::string owner;
    std::string origin; // where it comes from: "inspection 3", "grievance X2020-7", "meeting"
    pack::Severity severity = pack::Severity::soft;
    base::Date opened, due;
};
// Answers its number. Throws Error "finding_text_missing". Requires: a write transaction is open;
// an event follows in it (`log_acts`).
std::int64_t raise(store::Database &database, store::Actor const &actor, int county,
                   Raised const &raised);

// Does it, with its line in the history. `by`, `at` and `reason` of the act are those of the actor.
// Throws Error with the code of the refusal; then nothing has changed. Requires: a write
// transaction is open; an event follows in it (`log_acts`).
Life perform(store::Database &database, store::Actor const &actor, int county, std::int64_t id,
             Act act);
// The event of acts of one kind on these findings.
void log_acts(store::Database &database, store::Actor const &actor, int county, Deed deed,
              std::vector<std::int64_t> const &ids, base::Date on);

struct Entry {
    std::int64_t id = 0, finding = 0;
    Deed deed = Deed::raise;
    std::string by;
    base::Instant at = 0;
    base::Date on;
    State from = State::open, to = State::open;
    std::int64_t person = 0; // to whom
    std::string reason, measure;
    std::vector<std::string> evidence;
    std::optional<base::Date> due; // the deadline after it, where it changed
};
// In order.
std::vector<Entry> history(store::Database &database, int county, std::int64_t finding);
// Where a finding that a person raised comes from; empty for the others.
std::string origin_of(store::Database &database, int county, std::int64_t finding);

bool is_worked_on(store::Database &database, int county, std::int64_t finding);
// Those of one rule and period that were worked on, by id.
std::map<std::int64_t, Life> worked_on(store::Database &database, int county,
                                       std::string const &rule, std::string const &period);
// Keeps what a check made of a finding that was worked on, with its line in the history.
// Requires: a write transaction is open.
void keep(store::Database &database, int county, Life const &before, Life const &after,
          Act const &act);

// Closures that proved false and findings that came back, by area and owner: who does the work only
// on paper.
struct Fault {
    std::string area, owner;
    std::int64_t findings = 0, false_closures = 0, reopened = 0, returned = 0;
};
// By area prefixes of so many digits; the most first.
std::vector<Fault> faults(store::Database &database, int county, int area_digits);

// Takes reasons, measures and the names of evidence out of the history of these findings. Requires:
// a write transaction is open. Answers the ids of the acts.
std::vector<std::int64_t> forget_acts(store::Database &database, int county,
                                      std::vector<std::int64_t> const &findings);

} // namespace jingzhun::finding
