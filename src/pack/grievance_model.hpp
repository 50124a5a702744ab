// How grievances are handled, as a pack says it: which register keeps them, how long each kind may
// take, up which levels a late one goes, when two reports are about one matter.
#pragma once

#include "base/error.hpp"
#include "pack/title.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::pack {

// How long a kind of grievance may take, by its code in the field `kind`.
struct GrievanceKind {
    std::string code; // empty: of every kind that has no line of its own
    int days = 0;
    bool working_days = false;
    std::string source;
    base::Place place;
};

// Fields of the register, by what the program needs them for.
struct GrievanceFields {
    std::string number, received_on, level, channel, kind, claimant, phone, area, household,
        content, respondents, first, closed_on, satisfied;
};

// Where households are found by the claimant's name and telephone.
struct ClaimantFields {
    std::string register_name, name, phone, household;
};

struct GrievanceRules {
    std::string register_name; // empty: the pack says nothing of grievances
    GrievanceFields fields;
    ClaimantFields claimants;
    std::vector<GrievanceKind> kinds;
    std::vector<std::string> levels; // codes of the field `level`, lowest first
    std::string handled_at;          // the level that handles first, whoever took the report
    int escalate_days = 0;           // late by so many more days: one level up
    int same_matter = 0;             // likeness of two texts of one claimant, in percent
    int same_matter_anonymous = 0; // … of two texts from one village where a claimant is missing
    int repeat_days = 0;           // a report so much later is about a new matter
    std::string persons;           // register of those to whom matters are assigned
    std::string owner, source;
    base::Place place;
};

} // namespace jingzhun::pack
