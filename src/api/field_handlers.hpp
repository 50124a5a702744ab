// Handlers of forms, worklists and the monthly meeting (handlers.hpp says what they may rely on).
#pragma once

#include "api/asked.hpp"

namespace jingzhun::api {

// forms.cpp
Response list_forms(Asked const &asked);
Response show_form(Asked const &asked);
Response take_form(Asked const &asked);

// worklist.cpp: what the account does today; what is stuck where in an area.
Response show_work(Asked const &asked);
Response show_area_work(Asked const &asked);

// meeting.cpp: the agenda of an area's month, the pack's bulletins.
Response show_agenda(Asked const &asked);
Response list_bulletins(Asked const &asked);
Response show_bulletin(Asked const &asked);

// May the caller read every register there? What is counted over all of them is for such callers.
bool reads_all_of(Asked const &asked, std::string const &area);
// Is there an area of which the caller may read every register?
bool leads(Asked const &asked);
// The area asked for, else the first of the caller's own, else the county. Throws Error
// "area_not_in_store", and "access_refused" where not every register may be read there.
std::string area_led(Asked const &asked);

} // namespace jingzhun::api
