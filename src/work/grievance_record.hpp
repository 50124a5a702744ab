// Reports as records of the pack's register: reading all of them, stating one. Inside this folder
// only.
#pragma once

#include "work/grievance_desk.hpp"

namespace jingzhun::work {

// By field of the register, as it is stored.
using Stated = std::vector<std::pair<std::string, base::Value>>;

// States these fields of one report; what was said of it before goes on. Requires: a write
// transaction is open; an event follows in it.
void state_report(GrievanceDesk const &desk, std::string const &number, Stated const &fields);
// The record, its area and its key. Throws Error "grievance_unknown".
struct ReportPlace {
    std::int64_t record = 0;
    std::string area;
};
ReportPlace place_of_report(GrievanceDesk const &desk, std::string const &number);
pack::Register const &grievance_register(GrievanceDesk const &desk);
} // namespace jingzhun::work
