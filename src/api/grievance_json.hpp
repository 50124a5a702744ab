// Grievances for a caller: which he may know of, as the pages show them.
#pragma once

#include "api/asked.hpp"
#include "work/grievance_desk.hpp"

namespace jingzhun::api {

// The register of the pack's grievances. Throws Error "pack_without_grievances".
std::string const &grievance_register(Asked const &asked);
work::GrievanceDesk grievance_desk(Asked const &asked, store::Database &database,
                                   store::Actor const &actor);
// May the caller read it? By where its first report lies.
bool reads(Asked const &asked, work::Matter const &matter);
std::string const &area_of(Asked const &asked, work::Matter const &matter);
// By the number of any of its reports. Throws Error "grievance_unknown" for what lies outside as
// for what is not there.
work::Matter matter_of(Asked const &asked, std::string const &number);
// {number, on, level, level_title, channel, kind, kind_title, claimant, anonymous, household, area,
// place, content, reports, repeats, state, state_title, level_now, level_now_title, due, late,
// days, finding, person}: claimants shown in part to whom the pack does not show them.
void write(base::JsonWriter &json, Asked const &asked, work::Matter const &matter);
// What people read of a coded field of the register.
std::string title_in(Asked const &asked, std::string const &field, std::string const &code);
// A text of a private field as the caller may see it there.
std::string shown_in(Asked const &asked, std::string const &field, std::string const &text,
                     std::string const &area);

} // namespace jingzhun::api
