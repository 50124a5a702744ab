// A layout of the pack filled from the register: what an export writes and a comparison holds a
// file against. One row for each record of the source's last register that belongs to it.
#pragma once

#include "base/area.hpp"
#include "cel/population.hpp"
#include "cel/program.hpp"
#include "pack/model.hpp"
#include "register/batch.hpp"

#include <string>
#include <vector>

namespace jingzhun::report {

// A record belongs to a source where every constant the source sets (pack: `set`) is the record's,
// or that of the record of an earlier register it leads to.
class LayoutFiller {
  public:
    // Loads what the layout needs, as of the day, as known then. Requires: pack, areas and source
    // outlive this.
    LayoutFiller(store::Database &database, pack::Pack const &pack, base::AreaTree const &areas,
                 int county, base::Date as_of, pack::Source const &source,
                 registry::Known const &known = {});

    pack::Source const &source() const { return *source_; }
    std::vector<std::uint32_t> const &rows() const { return rows_; } // in order of area and key
    std::string const &key(std::uint32_t row) const { return keys_[row]; }
    std::string area(std::uint32_t row) const;

    // What the register holds against a column: its expression `ours` where it is known, else the
    // field; missing where the column has neither, or nothing is known.
    base::Value value(std::uint32_t row, std::size_t column) const;
    // The same as it is written: titles of codes, names of areas, dates, money.
    std::string text(std::uint32_t row, std::size_t column) const;
    // A value of that column as it is written.
    std::string written(std::size_t column, base::Value const &value) const;

  private:
    struct Cell {
        std::size_t table = 0, field = 0;
        pack::Field const *definition = nullptr; // null: a piece of the row's area alone
        int ours = -1;                           // index into computed_
    };

    void place_columns(cel::Schema const &schema);
    void load(store::Database &database, cel::Schema const &schema);
    void choose_rows();
    // The row of a register that a row of the last one leads to; -1: none.
    std::int64_t row_in(std::size_t table, std::uint32_t row) const;
    base::Value stored(std::size_t table, std::size_t field, std::int64_t row) const;
    base::Value computed(cel::Column const &column, std::uint32_t row) const;

    pack::Pack const &pack_;
    base::AreaTree const &areas_;
    int county_;
    base::Date as_of_;
    registry::Known known_;
    pack::Source const *source_;
    std::size_t table_ = 0; // of the last register
    std::vector<std::pair<std::size_t, std::size_t>>
        references_;          // table, its place among references
    std::vector<Cell> cells_; // by column of the source
    std::vector<std::vector<std::pair<cel::FieldSource, std::size_t>>> places_; // table, field
    cel::Population population_;
    std::vector<cel::Column> computed_;
    std::vector<std::string> keys_; // by row
    std::vector<std::uint32_t> rows_;
};

} // namespace jingzhun::report
