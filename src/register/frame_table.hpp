// Loading one register as columns: one scan in the order of the primary key, folded record by
// record. Not for others.
#pragma once

#include "cel/population.hpp"
#include "register/fold.hpp"
#include "register/frame_plan.hpp"

namespace jingzhun::registry {

// One field of one statement, or of a record. Texts are numbers of Strings, real numbers their
// bits.
struct Cell {
    std::int64_t bits = 0;
    bool stated = false;
};

// A record that went into another (merge.hpp): what it says, by index of the register's fields.
struct MergedRow {
    std::int64_t survivor = 0; // the record that stays
    std::vector<Cell> cells;
};

struct LoadedTable {
    DayRange days; // on which the same is loaded
    std::vector<MergedRow> merged;
};

// Rows ascend by record. The fields wanted are filled; texts are numbers of `strings`. `table` has
// its shape (columns, item_lists) already.
LoadedTable load_table(store::Database &database, pack::Register const &definition,
                       FrameRequest const &request, BatchView const &batches, TablePlan const &plan,
                       cel::Table &table, cel::Strings &strings);

// Numbers of another Strings become those of `strings`. By field as in TablePlan::wanted.
void move_texts(cel::Table &table, std::vector<MergedRow> &merged, pack::Register const &definition,
                TablePlan const &plan, cel::Strings const &from, cel::Strings &strings);

// Where the field's items lie: its position among the fields that hold several texts.
std::size_t item_list_of(pack::Register const &definition, std::size_t field);
bool is_text(pack::FieldType type); // kept as one number of Strings

} // namespace jingzhun::registry
