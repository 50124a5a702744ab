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
    std::string text; // UTF-8; a number as the shortest decimal that reads back, a date as ISO 8601
    CellKind kind = CellKind::empty;
};

struct Row {
    int number = 0;          // 1-based, as the user's spreadsheet shows it (CSV: the record's first line)
    std::vector<Cell> cells; // by column, gaps filled with empty cells
};

class Sheet {
  public:
    virtual ~Sheet() = default;
    virtual std::string const &name() const = 0; // the sheet's name; the file's name for CSV
    // False at the end. `row` is reused between calls. Throws base::Error on a damaged file.
    virtual bool next(Row &row) = 0;
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
    virtual std::vector<std::string> sheet_names() const = 0; // visible sheets first
    // A new reader from the sheet's first row; may be called again for a second pass.
    virtual std::unique_ptr<Sheet> open(std::size_t sheet) = 0;
};

// Tells by content, not by ending, what the file is: XLSX, CSV in any encoding and separator (comma,
// tab, semicolon); refuses the rest with a reason: "workbook_encrypted", "workbook_old_format" (.xls),
// "workbook_truncated", "workbook_damaged", "workbook_bomb", "file_empty", "encoding_unknown", "file_not_a_table".
std::unique_ptr<Book> open_book(std::string const &file, Limits const &limits = {});

} // namespace jingzhun::source
