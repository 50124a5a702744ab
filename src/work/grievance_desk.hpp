// Where grievances are taken in and handled: reports in the pack's register, their matters as
// findings that people raised. Every act is one transaction with its events.
#pragma once

#include "base/area.hpp"
#include "pack/model.hpp"
#include "store/ledger.hpp"
#include "work/grievance_matter.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::work {

// A store and who acts in it.
struct GrievanceDesk {
    store::Database &database;
    pack::Pack const &pack;
    int county;
    store::Actor actor;
    std::vector<std::string> names; // of the actor, as people call him
    base::Date today;
};

// What somebody reports, as people write it; by field of the register: "content" -> "…".
using Told = std::vector<std::pair<std::string, std::string>>;

struct Taken {
    std::string number, first;
    Standing standing = Standing::fresh;
    int likeness = 0;
    base::Date due;
    std::int64_t finding = 0;
    std::string household;
    std::vector<std::string> candidates; // households it could be: for a person to decide
};
// Takes a report in: reads it by the types of its fields, finds the household where only one has a
// member of that name (and telephone) in that village, recognises the matter, states the record,
// raises the finding or opens it again. The number is made where none is told. Throws Error
// "pack_without_grievances", "grievance_incomplete" (no content, no day),
// "grievance_field_unknown", "grievance_number_taken", and the problem of a cell that cannot be
// read.
Taken take_in(GrievanceDesk const &desk, Told const &told);

// Takes up what was imported and nobody handles yet: raises findings for the reports not closed.
std::vector<Taken> take_up(GrievanceDesk const &desk);

// By the number of any of its reports. Throws Error "grievance_unknown".
Matter find_matter(GrievanceDesk const &desk, std::string const &number);
std::vector<Matter> all_matters(GrievanceDesk const &desk);
// One on record, as read_record knows it.
std::vector<Report> all_reports(GrievanceDesk const &desk);

// Households with a member of that name, in that village, with that telephone where both have one.
std::vector<std::string> households_of(GrievanceDesk const &desk, std::string const &claimant,
                                       std::string const &village, std::string const &phone);
// Who answers for it: the key of a person in the pack's register of persons. Throws Error
// "person_unknown" and what `finding::perform` throws, "grievance_about_you".
finding::Life assign(GrievanceDesk const &desk, std::string const &number,
                     std::string const &person);
// `evidence`: "sha256 name" of kept files.
finding::Life answer(GrievanceDesk const &desk, std::string const &number,
                     std::string const &answer, std::vector<std::string> evidence);
// What the claimant says when called back: closes, or sends back. The reason says who was asked
// and how.
finding::Life rate(GrievanceDesk const &desk, std::string const &number, bool satisfied);
// Every matter that is late goes up as far as it should be by now; answers their numbers.
std::vector<std::string> escalate_late(GrievanceDesk const &desk);

} // namespace jingzhun::work
