// From what people write in a cell to the value a register keeps, and back to what people read.
//
// The one place that knows how each type of field is written; intake, reports and the API share it,
// so that what is printed can be read again. It is about one cell only: names of areas, linking and
// believing are intake's business.
#pragma once

#include "pack/model.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace jingzhun::pack {

// How the cell stood in its file.
struct CellForm {
    bool is_number = false;  // the spreadsheet kept it as a number, not as text
    bool epoch_1904 = false; // the workbook counts days from 1904
};

// Blanks only: a missing value. Otherwise by the field's type, as stored:
//   text phone identity time area   text, cleaned: digits of a phone, "HH:MM", area code shortened
//   code                            the code; titles and synonyms are understood
//   codes areas                     several, split at 、 ， ; / and blanks, each once, one blank
//   between;
//                                   codes in the order of their list
//   boolean 0/1 · integer · number (real) · money in fen · date in days
// A problem has no place (the caller knows it) and names `field`, `value` and what would be right.
// Codes: value_not_a_code (with `allowed` and `near`), value_not_true_or_false,
// value_not_an_integer, value_not_a_number, value_not_money, value_not_a_date, value_not_a_time,
// value_not_a_phone, value_not_an_area, identity_lost_digits. A wrong identity number is kept as it
// is: that is a finding.
std::variant<base::Value, base::Problem> read_cell(Pack const &pack, Field const &field,
                                                   std::string_view text, CellForm form = {});

// What people read: titles of codes, ISO dates, money as "12000.00", 是/否 or yes/no; several
// joined by 、 or ", ". Empty for a missing value; a code the pack does not know stands as it is.
std::string write_cell(Pack const &pack, Field const &field, base::Value const &value,
                       base::Language language);

} // namespace jingzhun::pack
