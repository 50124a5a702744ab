// Reading lines of cells, strictly.
#include "store/row_cells.hpp"

#include <algorithm>
#include <charconv>

namespace jingzhun::store {
namespace {

// The number, where it is written as std::to_chars writes it.
template <class Number> std::optional<Number> number_of(std::string_view text, int base) {
    Number number{};
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    char digits[32];
    auto const end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
    if (std::string_view(digits, static_cast<std::size_t>(end - digits)) != text)
        return std::nullopt;
    return number;
}

bool hexadecimal(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// Cuts the line's value off the front: of texts and bytes by their length, as they may hold line
// feeds; of numbers up to the line feed.
std::optional<std::string> take_value(char kind, std::string_view &rest) {
    auto length = rest.find('\n');
    if (length == rest.npos) return std::nullopt;
    if (kind == 't' || kind == 'b') {
        auto const colon = rest.find(':');
        if (colon == rest.npos) return std::nullopt;
        auto const size = number_of<std::uint32_t>(rest.substr(0, colon), 10);
        if (!size) return std::nullopt;
        length = kind == 't' ? *size : 2 * std::size_t{*size};
        rest.remove_prefix(colon + 1);
    }
    if (length >= rest.size() || rest[length] != '\n') return std::nullopt;
    std::string value(rest.substr(0, length));
    rest.remove_prefix(length + 1);
    auto const sound = kind == 'i'   ? number_of<std::int64_t>(value, 10).has_value()
                       : kind == 'r' ? number_of<std::uint64_t>(value, 16).has_value()
                       : kind == 'b' ? hexadecimal(value)
                                     : kind == 't';
    if (!sound) return std::nullopt;
    return value;
}

std::optional<Cell> take_cell(std::string_view &rest) {
    auto const equals = rest.find('=');
    if (equals == rest.npos || equals == 0 || equals + 1 >= rest.size()) return std::nullopt;
    Cell cell{std::string(rest.substr(0, equals)), rest[equals + 1], ""};
    if (cell.column.find('\n') != cell.column.npos) return std::nullopt;
    rest.remove_prefix(equals + 2);
    auto value = take_value(cell.kind, rest);
    if (!value) return std::nullopt;
    cell.value = std::move(*value);
    return cell;
}

Cell const *find(std::vector<Cell> const &cells, std::string_view column, char kind) {
    auto const found = std::ranges::find(cells, column, &Cell::column);
    return found == cells.end() || found->kind != kind ? nullptr : &*found;
}

} // namespace

std::string const *RowCells::text(std::string_view column) const {
    auto const *cell = find(cells, column, 't');
    return cell == nullptr ? nullptr : &cell->value;
}

std::optional<std::int64_t> RowCells::integer(std::string_view column) const {
    auto const *cell = find(cells, column, 'i');
    return cell == nullptr ? std::nullopt : number_of<std::int64_t>(cell->value, 10);
}

std::optional<std::int64_t> part_of(RowCells const &row) {
    return row.integer(row.table == "change" ? "sequence" : "batch");
}

std::optional<std::vector<Cell>> read_cells(std::string_view lines) {
    std::vector<Cell> cells;
    while (!lines.empty()) {
        auto cell = take_cell(lines);
        if (!cell) return std::nullopt;
        auto const twice = std::ranges::find(cells, cell->column, &Cell::column) != cells.end();
        if (twice) return std::nullopt;
        cells.push_back(std::move(*cell));
    }
    return cells;
}

std::optional<RowCells> read_row(std::string_view bytes) {
    auto const end = bytes.find('\n');
    if (end == bytes.npos || end == 0) return std::nullopt;
    auto cells = read_cells(bytes.substr(end + 1));
    if (!cells) return std::nullopt;
    return RowCells{std::string(bytes.substr(0, end)), std::move(*cells)};
}

} // namespace jingzhun::store
