// Writing tables as people exchange them: workbooks and CSV files, row by row in constant memory.
//
// A file appears under its name only when it is complete: until `close` it is written beside it,
// and a writer destroyed before leaves nothing. All text is valid UTF-8; NUL characters are left
// out.
#pragma once

#include "base/text.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::source {

struct OutCell {
    std::string text;
    bool number = false; // written as a number (as text beyond 15 digits); text must be a decimal
    bool bad = false;    // red, with `comment`; a CSV file shows neither
    std::string comment = {}; // shown when the cell is pointed at
};

// Rows throw Error "cell_too_long" (Excel holds 32,767 characters), "row_too_wide" (16,384
// columns), "character_unencodable", "disk_full", "file_unwritable".
class TableWriter {
  public:
    virtual ~TableWriter() = default;
    virtual void row(std::span<OutCell const> cells) = 0;
    virtual void row(std::span<std::string const> texts) = 0; // all as text
    // Starts another sheet, with its own header rows. Throws Error "sheet_name_invalid"; a CSV file
    // has only one sheet: Error "csv_one_sheet".
    virtual void sheet(std::string const &name) = 0;
    // Finishes the file; without it there is none. Throws Error "file_unwritable",
    // "disk_full".
    virtual void close() = 0;
};

struct XlsxOptions {
    std::string sheet = "Sheet1";
    std::vector<double> column_widths = {}; // characters
    int header_rows = 1;                    // bold, frozen, repeated in print
    // Rows of a sheet, header included. What goes beyond continues, header first, on a sheet named
    // "Sheet1 (2)". Excel has no more rows than this.
    int rows_max = 1'048'576;
    // When the workbook says it was made, in seconds since 1970-01-01T00:00:00Z; 0 is now. With a
    // moment given, the same rows make the same bytes.
    std::int64_t created = 0;
};
// Text cells have the format "text", so that identity numbers stay as they are when edited.
// Comments stay in memory until `close`: after 50,000 of them bad cells are only red.
std::unique_ptr<TableWriter> write_xlsx(std::string const &file, XlsxOptions const &options = {});

struct CsvOptions {
    base::Encoding encoding = base::Encoding::utf8;
    bool byte_order_mark = true; // of UTF-8, which Excel needs; UTF-16 always has one
    char separator = ',';
    // A text that a spreadsheet would take for a formula (=, +, -, @ at its start) gets a ' before
    // it, unless it is a plain number.
    bool escape_formulas = true;
};
std::unique_ptr<TableWriter> write_csv(std::string const &file, CsvOptions const &options = {});

} // namespace jingzhun::source
