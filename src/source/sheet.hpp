// A table of text as people send it: a CSV file or one sheet of a workbook, read row by row.
//
// Nothing is interpreted here: a cell is text as it stands, with what the file says of its kind.
// A reader holds a bounded amount of memory whatever the file's size.
#pragma once

#include "base/text.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::source {

// How a cell was kept in the file; text wherever the file does not say (CSV).
enum class CellKind { empty, text, number, date, boolean, error };

struct Cell {
    // UTF-8. A number as the shortest decimal that reads back, but as stored from 1e15 on (an
    // identity number that lost digits reads 4.31199198001011E+17); a date as ISO 8601, 2019-07-01,
    // with a time 2019-07-01T08:30:00, a time alone 08:30:00; a boolean as 1 or 0; an error as
    // #N/A, and a formula that was never computed as an error with the formula, =A1+B1.
    std::string text;
    CellKind kind = CellKind::empty;
};

struct Row {
    int number = 0; // 1-based, as the user's spreadsheet shows it (CSV: the record's first line)
    std::vector<Cell> cells; // by column, gaps filled with empty cells
};

class Sheet {
  public:
    virtual ~Sheet() = default;
    virtual std::string const &name() const = 0; // the sheet's name; the file's name for CSV
    // False at the end. Rows without any text are left out; `number` shows the gap. `row` is reused
    // between calls. Throws base::Error with the place on a damaged file: "workbook_damaged",
    // "workbook_bomb", "row_too_wide", "cell_too_long", "encoding_broken", "csv_nul",
    // "csv_quote_open".
    virtual bool next(Row &row) = 0;
    // How much of it has been read, 0 to 1; what is read ahead counts.
    virtual double share() const = 0;
};

// What one reading may cost; beyond it Error "workbook_bomb" or "row_too_wide" says which limit.
struct Limits {
    std::size_t unpacked_bytes_max = std::size_t{8} << 30;
    std::size_t unpacked_ratio_max = 500; // a real sheet packs about 10-40 to 1
    std::size_t shared_strings_bytes_max = std::size_t{2} << 30;
    std::size_t columns_max = 4096;
    std::size_t cell_bytes_max = std::size_t{1} << 20;
};

class Book {
  public:
    virtual ~Book() = default;
    virtual std::string const &file() const = 0;
    virtual std::string description() const = 0; // "xlsx, 2 sheets" | "csv, GB18030, comma"
    // Visible sheets first. CSV: the file's name.
    virtual std::vector<std::string> sheet_names() const = 0;
    // A new reader from the sheet's first row; may be called again for a second pass. The book must
    // outlive it. A workbook's shared strings are read, and may be refused, at the first call.
    virtual std::unique_ptr<Sheet> open(std::size_t sheet) = 0;
};

// Tells by content, not by ending, what the file is: XLSX, CSV in any encoding and separator
// (comma, tab, semicolon); refuses the rest with a reason: "workbook_encrypted",
// "workbook_old_format" (.xls), "workbook_truncated", "workbook_damaged", "workbook_bomb",
// "file_empty", "encoding_unknown", "file_not_a_table".
std::unique_ptr<Book> open_book(std::string const &file, Limits const &limits = {});

} // namespace jingzhun::source
