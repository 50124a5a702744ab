// The tables of a pack's registers: one STRICT table a register, holding statements.
//
// A *statement* is what one row of one batch says about one record: (county, record, valid_from, batch, row,
// fields…). Statements are only ever added; a record "as of" a day is folded from them:
//  - of each source the statement with the latest valid_from (then the latest batch) not after the day counts;
//  - a field takes the value of the most believed source that states it (Field::believe), else of the latest.
// So every value knows its source, batch, row and date, and nothing said before is lost.
#pragma once

#include "pack/model.hpp"
#include "store/database.hpp"

#include <string>

namespace jingzhun::registry {

// "r_person": primary key (county, record, valid_from, batch, row), WITHOUT ROWID, STRICT; and
// "k_person": (county, key) -> record. Every field is a column f_<name> INTEGER, REAL or TEXT.
void create_tables(store::Database &database, pack::Pack const &pack);
// Adds what a newer pack has more; never drops. Answers the statements executed.
int extend_tables(store::Database &database, pack::Pack const &pack);
std::string table_of(pack::Register const &definition); // "r_person"

} // namespace jingzhun::registry
