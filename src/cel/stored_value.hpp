// What a population says of one field of one row, as a value of the language.
#pragma once

#include "cel/population.hpp"
#include "cel/schema.hpp"
#include "cel/value.hpp"

namespace jingzhun::cel {

// Unknown, naming that field.
Value missing_value(RecordReference record, Field const &field);
// Unknown where the fact is not there, a partial list where there may be more than is known, null
// where a reference leads to nobody. Requires: the field is not derived (else unknown), its place
// in the table is filled.
Value stored_value(Population const &population, RecordReference record, Field const &field);

} // namespace jingzhun::cel
