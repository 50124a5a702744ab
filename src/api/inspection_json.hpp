// Inspections for a caller: which he may know of, as the pages show them.
#pragma once

#include "api/asked.hpp"
#include "survey/inspection_work.hpp"

namespace jingzhun::api {

survey::InspectionDesk inspection_desk(Asked const &asked, store::Database &database,
                                       store::Actor const &actor);
// May the caller record answers of it?
bool inspects(Asked const &asked, survey::Inspection const &one);
// Those within the caller's areas, of one month where it is not empty.
std::vector<survey::Inspection> inspections_read(Asked const &asked, std::string const &month);
// One of them. Throws Error "inspection_unknown" for what lies outside as for what is not there.
survey::Inspection inspection_of(Asked const &asked, std::string const &number);
// {number, month, questionnaire, title, day, area, place, team, members, hidden, due, may_record};
// where and who is hidden until the day from those who do not inspect there.
void write(base::JsonWriter &json, Asked const &asked, survey::Inspection const &one);

} // namespace jingzhun::api
