// What an import did or would do, as JSON: the same for the command line and the pages.
#pragma once

#include "intake/import.hpp"

#include <string>
#include <vector>

namespace jingzhun::api {

// {committed, changed, returned, passed_over, batches: [{batch, file, sheet, source, rows,
// accepted, rejected, created, updated, unchanged, linked, conflicts, state, aside, guesses,
// errors_total, errors}]}; `returned`: names of workbooks given back.
std::string import_json(intake::ImportReport const &report,
                        std::vector<std::string> const &returned, base::Language language);

} // namespace jingzhun::api
