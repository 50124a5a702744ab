// The tables of a pack's registers: one STRICT table a register, holding statements.
//
// A *statement* is what one row of one batch says about one record: (county, record, valid_from,
// batch, row, fields…). Statements are only ever added; a record "as of" a day is folded from them:
//  - of each source what the latest valid_from (then the latest batch) not after the day says
//  counts; where
//    that batch has several rows about the record, they complete each other, the later row first;
//  - a field takes the value of the most believed source that states it (Field::believe), else of
//  the latest.
// A statement with `row` 0 says that the source's list does not hold the record any more: all its
// fields are missing, and a record of which nobody says more than that is not there on that day.
// So every value knows its source, batch, row and date, and nothing said before is lost.
#pragma once

#include "pack/model.hpp"
#include "store/database.hpp"

#include <string>

namespace jingzhun::registry {

// "r_person": primary key (county, record, valid_from, batch, row), WITHOUT ROWID, STRICT; and
// "k_person": (county, key) -> record. Every field is a column f_<name> INTEGER, REAL or TEXT;
// `key` stands in a record's first statement only; `salt` is random (store/salt.hpp). Records are
// numbered 1, 2, 3 … in each county and register.
void create_tables(store::Database &database, pack::Pack const &pack);
// Adds what a newer pack has more; never drops. Answers the statements executed.
// Throws Error "register_field_changed" where a field now needs another type of column.
int extend_tables(store::Database &database, pack::Pack const &pack);
std::string table_of(pack::Register const &definition);     // "r_person"
std::string key_table_of(pack::Register const &definition); // "k_person"
std::string column_of(pack::Field const &field);            // "f_name"
// The name in `meta` under which the highest number stands once a record was erased.
std::string last_record_of(pack::Register const &definition); // "last_record r_person"
// How values of the field are kept: integer (boolean, integer, money, date), real (number) or text.
store::Kind kind_of(pack::FieldType type);

} // namespace jingzhun::registry
