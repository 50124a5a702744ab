// The rows that were refused or in doubt, given back as a workbook: the user's own columns and
// words, the bad cells red with a comment, and a column 错误说明. Corrected and sent again, only
// they change.
#pragma once

#include "intake/import.hpp"

#include <string>

namespace jingzhun::intake {

// One sheet a batch with such rows; a sheet that says so where there are none. Throws Error
// "file_unwritable", "disk_full".
void write_fault_workbook(std::string const &file, ImportReport const &report,
                          base::Language language);

} // namespace jingzhun::intake
