// Who inspects keeps away from his own household and from those of relatives on file.
#pragma once

#include "survey/inspection_work.hpp"

namespace jingzhun::report {

// Of the inspectors of a store. Nothing where the pack names no persons or relatives.
// Throws Error "inspection_relative": one of them is close to what was inspected.
void require_no_relative(survey::InspectionDesk const &desk, base::AreaTree const &areas,
                         survey::Inspection const &inspection, survey::Recorded const &recorded);

// `survey::record_table`, refused where one of the inspectors is close to whom the table is about.
survey::Recorded record_by_strangers(survey::InspectionDesk const &desk,
                                     base::AreaTree const &areas,
                                     survey::Inspection const &inspection, std::string const &file,
                                     std::string const &keep_in);

} // namespace jingzhun::report
