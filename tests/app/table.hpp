// A table in memory, and the many ways in which an office may write it to a file.
#pragma once

#include "base/text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::testing {

struct TableCell {
    std::string text;
    bool number = false; // a number of the spreadsheet, where the file has such
};

struct Table {
    std::string name;  // of the file, without its ending
    std::string sheet; // of a workbook
    std::vector<std::string> header;
    std::vector<std::vector<TableCell>> rows;           // each as wide as the header
    std::vector<std::vector<std::string>> above, below; // title rows, footers
};

// Every sheet of the file as a table; its first row is the header.
std::vector<Table> read_tables(std::string const &file);

struct CsvLook {
    base::Encoding encoding = base::Encoding::utf8;
    bool byte_order_mark = false;
    char separator = ',';
};
// False where a character cannot be written in that encoding; no file then. Into Big5 goes the
// traditional form of the text.
bool write_csv(Table const &table, std::string const &file, CsvLook const &look);
// One workbook with all the tables.
void write_workbook(std::vector<Table> const &tables, std::string const &file);

// The text in traditional characters of Big5, each of which folds back to what it was.
std::string traditional(std::string const &text);

} // namespace jingzhun::testing
