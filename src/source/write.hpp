// Writing tables as people exchange them: workbooks and CSV files, row by row in constant memory.
#pragma once

#include "base/text.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::source {

struct OutCell {
    std::string text;
    bool number = false;      // written as a number; text must be a decimal
    bool bad = false;         // red, with `comment`
    std::string comment = {}; // shown when the cell is pointed at
};

class TableWriter {
  public:
    virtual ~TableWriter() = default;
    virtual void row(std::span<OutCell const> cells) = 0;
    virtual void row(std::span<std::string const> texts) = 0; // all as text
    // Starts another sheet. A CSV file has only one: Error "csv_one_sheet".
    virtual void sheet(std::string const &name) = 0;
    // Finishes the file; without it the file is incomplete. Throws Error "file_unwritable", "disk_full".
    virtual void close() = 0;
};

struct XlsxOptions {
    std::string sheet = "Sheet1";
    std::vector<double> column_widths = {}; // characters
    int header_rows = 1;                    // bold, frozen, repeated in print
};
std::unique_ptr<TableWriter> write_xlsx(std::string const &file, XlsxOptions const &options = {});

struct CsvOptions {
    base::Encoding encoding = base::Encoding::utf8;
    bool byte_order_mark = true; // UTF-8 only; Excel needs it
    char separator = ',';
    // A text that a spreadsheet would take for a formula (=, +, -, @ at its start) gets a ' before it,
    // unless it is a plain number.
    bool escape_formulas = true;
};
std::unique_ptr<TableWriter> write_csv(std::string const &file, CsvOptions const &options = {});

} // namespace jingzhun::source
