// The files of a county as other offices would have written them: the same facts, other clothes.
#pragma once

#include "app/table.hpp"

#include <cstdint>
#include <string>

namespace jingzhun::testing {

// How an office hands its files over.
enum class Office {
    one_workbook, // all tables as sheets of one workbook, an explanation first
    csv,          // every table as CSV, each in its own encoding and with its own separator
    swapped,      // CSV for workbooks, workbooks for CSV; long tables in several sheets
};

// Rewrites every file of `from` into `to`: columns in another order, other words in the header,
// title rows, further columns, footers, dates, yes and no, places, numbers and money written
// differently. Nothing a person would read differently. The same seed gives the same files.
void scramble(std::string const &from, std::string const &to, Office office, std::uint64_t seed);

// The cells of one table in other spellings (scramble_cells.cpp).
void respell(Table &table, bool as_csv, std::uint64_t seed);
// Its header in other words; only names: the order is not touched (scramble_headers.cpp).
void rename(Table &table, std::uint64_t seed);

} // namespace jingzhun::testing
