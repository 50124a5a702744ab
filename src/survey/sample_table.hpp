// The data of a sample as they stand in a file: text cells by column, kept once each.
#pragma once

#include "base/error.hpp"
#include "cel/population.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jingzhun::survey {

struct SampleTable {
    std::string file;
    std::vector<std::string> headers;
    // What expressions call a column: given, or the header with every other character as "_"; empty
    // where that is no name.
    std::vector<std::string> names;
    std::vector<std::vector<std::int32_t>> cells; // by column; 0: says nothing
    std::vector<int> lines;                       // of each row, as a spreadsheet shows it
    cel::Strings strings;

    std::size_t rows() const { return lines.size(); }
    std::string_view text(std::size_t column, std::size_t row) const {
        return strings.text(cells[column][row]);
    }
    // By name or header. Throws Error "estimate_column_unknown" with the nearest.
    std::size_t find(std::string_view name) const;
    // Where a row stands, for messages.
    base::Place place(std::size_t row) const { return {file, lines[row]}; }
};

// Reads csv (packed too) and the first sheet of a workbook. `missing`: cells that say nothing,
// besides empty ones; `names`: name and header. Throws what readers throw, "estimate_row_width",
// "estimate_header_twice", "estimate_no_rows", "estimate_column_unknown".
SampleTable read_sample(std::string const &file, std::vector<std::string> const &missing,
                        std::vector<std::pair<std::string, std::string>> const &names);

} // namespace jingzhun::survey
