// The bytes of a sealed row (row_bytes.hpp) taken apart again: by whoever was handed them and has
// no database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::store {

struct Cell {
    std::string column;
    char kind = 'i';   // i: integer, r: real, t: text, b: bytes
    std::string value; // as it is written in the line: digits, hexadecimal, or the text itself
    bool operator==(Cell const &) const = default;
};

struct RowCells {
    std::string table;
    std::vector<Cell> cells; // in the order of their lines
    // Null where there is no such column or it is of another kind.
    std::string const *text(std::string_view column) const;
    std::optional<std::int64_t> integer(std::string_view column) const;
};
// Nothing unless the bytes are exactly a table's name and cells, each written in its one way.
std::optional<RowCells> read_row(std::string_view bytes);
// The part of its table that a sealed row belongs to; nothing where it says none.
std::optional<std::int64_t> part_of(RowCells const &row);
// Of lines without a table's name: a key, or what a change left.
std::optional<std::vector<Cell>> read_cells(std::string_view lines);

} // namespace jingzhun::store
