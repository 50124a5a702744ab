// The layouts written back: the tables other offices read, from the register.
#pragma once

#include "report/layout_filler.hpp"

namespace jingzhun::report {

// A workbook, or CSV where the file's name ends in .csv: the official headers and a row for each
// record that belongs to the source, so that an import of it changes nothing but columns with an
// expression of their own. Answers the rows. Throws Error "file_unwritable", "disk_full".
std::size_t export_layout(LayoutFiller const &filler, std::string const &file);

} // namespace jingzhun::report
