// Workbooks in the format of ECMA-376 (.xlsx), as Excel, WPS, LibreOffice and programs write them.
#pragma once

#include "source/archive.hpp"
#include "source/number.hpp"
#include "source/shared_strings.hpp"
#include "source/sheet.hpp"

#include <memory>
#include <string>
#include <vector>

namespace jingzhun::source {

// What the cells of every sheet refer to.
struct WorkbookContext {
    std::vector<NumberStyle> styles; // by the number a cell gives
    std::unique_ptr<SharedStrings> strings;
    bool epoch_1904 = false;
};

// A sheet as the workbook lists it.
struct SheetEntry {
    std::string name;
    std::string part; // "xl/worksheets/sheet1.xml"
    bool hidden = false;
};

struct WorkbookParts {
    std::vector<SheetEntry> sheets; // visible ones first; no charts or macros
    std::string styles, strings;    // names of parts, empty where there are none
    bool epoch_1904 = false;
};

// Throws Error "workbook_damaged", "workbook_old_format" (.xlsb), "file_not_a_table" (another
// archive).
WorkbookParts read_workbook(Archive &archive);
// Styles by cell format. Throws Error "workbook_damaged".
std::vector<NumberStyle> read_styles(Archive &archive, std::string const &part);
// The rows of a sheet; archive and context must outlive it.
std::unique_ptr<Sheet> read_xlsx_sheet(Archive &archive, SheetEntry const &sheet,
                                       WorkbookContext const &context);

// Throws what the functions above throw.
std::unique_ptr<Book> open_xlsx(std::string const &file, Limits const &limits);

} // namespace jingzhun::source
