// From a row of a recognised table to what it states: values per register, or why it is refused.
#pragma once

#include "intake/area_reader.hpp"
#include "intake/layout.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace jingzhun::intake {

struct RowStatement {
    std::vector<std::vector<base::Value>> values; // by place in Source::registers, then by field
    // By place in Source::registers: fields whose cell is filled but cannot be read. The row says
    // something of them, nobody knows what, so what was known before stays.
    std::vector<std::vector<std::size_t>> unread;
    std::optional<base::Date> valid_on;
    bool refused = false;
    std::vector<base::Problem> problems; // places name sheet, row and column
    std::string name, identity;          // of the person the row is about, as written
    bool empty = false;                  // no cell is filled: not a row at all
};

// Reads the rows of one layout. A cell that cannot be read is left out with a problem and the rest
// of the row stands; a row is refused only where its record cannot be told (layouts.md, Keys and
// reading).
class RowReader {
  public:
    RowReader(pack::Pack const &pack, Layout const &layout, AreaReader &areas);

    // By cell: a blank says "no" (tick_columns.hpp).
    void set_tick_columns(std::vector<bool> ticks) { ticks_ = std::move(ticks); }

    // The answer is valid until the next call.
    RowStatement const &read(source::Row const &row);

  private:
    // Where a column's text goes: register by its place in Source::registers.
    struct Target {
        std::size_t slot = 0, field = 0;
        pack::Field const *definition = nullptr;
        bool number = false; // text by which records are found
    };

    void clear();
    bool repeats_header(source::Row const &row) const;
    std::variant<base::Value, base::Problem> read_value(Target const &target,
                                                        std::string_view content, bool is_number);
    void take_cell(pack::SourceColumn const &column, std::vector<Target> const &targets,
                   std::string const &header, source::Cell const &cell, source::Row const &row,
                   std::size_t position);
    void take_area_piece(std::string const &part, std::string const &text);
    void place_area(source::Row const &row);
    void take_blank_ticks(source::Row const &row);
    void apply_constants();
    void refuse_where_unknown(source::Row const &row);
    void mark_unread(std::vector<Target> const &targets);
    base::Problem &add(base::Problem problem, source::Row const &row, std::size_t position);

    pack::Pack const &pack_;
    Layout const &layout_;
    AreaReader &areas_;
    std::vector<std::vector<Target>> targets_;              // by source column
    std::vector<Target> area_targets_;                      // fields that take the row's area
    std::vector<std::pair<Target, base::Value>> constants_; // Source::set
    std::vector<Target> needs_;                             // Source::needs
    std::optional<Target> label_, identity_;                // of the person a row is about
    std::vector<bool> ticks_;
    AreaPieces pieces_;
    std::size_t area_position_ = 0;
    bool lost_digits_ = false;
    RowStatement statement_;
};

} // namespace jingzhun::intake
