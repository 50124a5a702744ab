// A small population cut out of a large one: some rows with what expressions may read of and from
// them, to be changed in a place or two, evaluated on, and sent away.
#pragma once

#include "cel/population.hpp"
#include "cel/program.hpp"
#include "cel/schema.hpp"
#include "cel/value.hpp"

#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace jingzhun::cel {

struct CutWanted {
    std::vector<RecordReference> roots;
    std::span<UsedField const> fields; // read of any row; whatever they lead to comes along
    std::size_t rows_max = 2000;       // rows beyond are left out: their lists are then partial
    // Facts of that row to be left out, as if they were not known; may be empty.
    std::function<bool(RecordReference, UsedField const &)> hidden = {};
};

class Cut {
  public:
    // Tables stand as in `whole`; of each only the wanted rows and fields are filled.
    Cut(Population const &whole, Schema const &schema, CutWanted const &wanted);

    Population population;
    // Where a row of the whole is now. Requires: it was wanted.
    RecordReference at(RecordReference whole) const;
    // A row of nothing known at the end of that table.
    RecordReference add_row(std::size_t table);
    // States a fact of a row, or that it is not known. Requires: the field is a column or a list
    // of texts, among the wanted ones.
    void set(RecordReference row, Field const &field, Value const &value);
    // Requires: the field is a reference among the wanted ones.
    void refer(RecordReference row, Field const &field, RecordReference to);

  private:
    void gather(Population const &whole, CutWanted const &wanted);
    bool take(RecordReference row, std::size_t rows_max);
    void fill(Population const &whole, CutWanted const &wanted, UsedField const &used);
    void fill_column(Population const &whole, UsedField const &used,
                     std::vector<bool> const &hidden);
    void set_items(RecordReference row, Field const &field, Value const &value);
    void fill_items(Population const &whole, Table const &from, Table &to, UsedField const &used,
                    std::vector<bool> const &hidden);
    void fill_relation(Table const &from, Table &to, UsedField const &used,
                       std::vector<bool> const &hidden);
    void fill_reference(Table const &from, Table &to, UsedField const &used,
                        std::vector<bool> const &hidden);
    std::int32_t now_at(std::size_t table, std::uint32_t row) const; // -1: not here

    Schema const &schema_;
    std::vector<std::vector<std::uint32_t>> rows_; // by table: rows of the whole, in order
    std::vector<std::map<std::uint32_t, std::uint32_t>> where_;
};

} // namespace jingzhun::cel
