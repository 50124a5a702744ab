// A grievance's matter, apart from where it is kept: everybody who reported it and when, and what
// became of it. Which report is about which matter, how long it may take, how far up it has gone,
// when it was really solved; and who may not act on it.
//
// The handling is the life of a finding (finding/life.hpp): raised with the first report, assigned,
// answered (rectified) by one, verified by a call back of another, closed; a caller who is not
// satisfied sends it back, a report after it was closed opens it again.
#pragma once

#include "finding/life.hpp"
#include "pack/grievance_model.hpp"
#include "pack/procedure_model.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace jingzhun::work {

// One time that somebody reported something. Texts as they are compared: folded.
struct Report {
    std::string number;
    base::Date on;
    std::string level, channel, kind; // codes
    std::string claimant, phone, village,
        household; // empty: not known; all of the first two: anonymous
    std::string content;
    std::string first; // number of the matter's first report; its own where it is that
    std::vector<std::string> respondents; // who is complained about
    std::optional<base::Date> closed_on;
    std::optional<bool> satisfied;
};

enum class Standing {
    fresh,    // a new matter
    repeat,   // the same matter once more
    duplicate // the same report, taken down twice
};
struct Recognised {
    Standing standing = Standing::fresh;
    std::string first; // of the matter
    int likeness = 0;  // of the texts, in percent
};
// Against the reports before it. The same claimant: household, telephone, or name and village. A
// duplicate has the same claimant and day, and a text that is alike.
Recognised recognise(pack::GrievanceRules const &rules, Report const &report,
                     std::vector<Report> const &earlier);
// How much two texts have in common, 0 to 100: pairs of neighbouring characters (Dice), or edit
// distance, whichever finds more.
int likeness(std::string_view a, std::string_view b);

// The last day on which a report of that kind and day is answered in time. Throws Error
// "grievance_no_calendar" (working days beyond the pack's calendar).
base::Date due_of(pack::GrievanceRules const &rules, pack::Calendar const &calendar,
                  std::string const &kind, base::Date received);

struct Matter {
    std::vector<Report> reports; // of one matter, by day
    std::optional<finding::Life> life;
};
// Distinct days on which it was reported after the first.
int repeats(Matter const &matter);
// From the first report to the closing after which nothing was reported; nothing while it is open.
std::optional<int> days_to_solution(Matter const &matter);
// Levels up on which it should lie by then for being late: one on the day after it was due, one
// more for each further stretch; at most up to the highest level.
int levels_due(pack::GrievanceRules const &rules, finding::Life const &life, base::Date today);
// The level (code) it lies on now.
std::string const &level_now(pack::GrievanceRules const &rules, finding::Life const &life);

// Why this person may not act on the matter: it is about him. `names`: what the person is called.
std::optional<finding::Refusal> about_the_actor(Matter const &matter,
                                                std::vector<std::string> const &names);

struct GrievanceAct {
    enum class Kind { report, assign, answer, rate, escalate } kind = Kind::report;
    finding::Act act;                    // by, at, on, reason, measure, evidence, to
    std::vector<std::string> names = {}; // of who acts
    bool satisfied = false;              // rate
    std::optional<Report> report = {};   // report
    base::Date due = {};                 // report: of it
};
// The matter after it, or why not; then nothing has changed. A rate of "satisfied" verifies and
// closes, another sends back.
std::variant<Matter, finding::Refusal> step(pack::GrievanceRules const &rules, Matter matter,
                                            GrievanceAct const &act);
// What the findings are asked for by an act, in order.
std::vector<finding::Act> finding_acts(Matter const &matter, GrievanceAct const &act);

} // namespace jingzhun::work
