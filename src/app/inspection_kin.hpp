// Who inspects keeps away from his own household and from those of relatives on file.
#pragma once

#include "app/session.hpp"
#include "survey/inspection_book.hpp"

namespace jingzhun::app {

// Of the inspectors of a store. Nothing where the pack names no persons or relatives.
// Throws Error "inspection_relative": one of them is close to what was inspected.
void require_no_relative(Session const &session, survey::Inspection const &inspection,
                         survey::Recorded const &recorded);

} // namespace jingzhun::app
