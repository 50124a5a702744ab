// The user's own workbook given back: every sheet, row and column where it stood, bad cells red
// with a comment, and a column 错误说明 at the end of each table that was read.
//
// Values are given back, not the looks: fonts, widths and formulas stay with the kept original.
// Corrected in place and sent again, only what was corrected changes (the added column is
// nobody's).
#pragma once

#include "intake/import.hpp"

#include <string>
#include <vector>

namespace jingzhun::intake {

// Of one file of an import: `sheets` are its reports. Rows are read again from the file, in
// constant memory. Throws Error "file_unwritable", "disk_full", and what reading the file throws.
void write_returned_workbook(std::string const &out, std::string const &file,
                             std::vector<BatchReport const *> const &sheets,
                             base::Language language);

// One for each file of a call that has a fault in it, named after it in `folder`, which is made if
// it is not there: "名单.csv" comes back as "名单.xlsx". Answers the files written.
std::vector<std::string> write_returned_workbooks(std::string const &folder,
                                                  ImportReport const &report,
                                                  base::Language language);

} // namespace jingzhun::intake
