// A form for one subject as the pages get it.
#pragma once

#include "api/forms_asked.hpp"
#include "base/json.hpp"

namespace jingzhun::api {

// {form, title, source, subject: {register, key, label, place}, phone, on,
//  sections: [{title, asks: [{field, title, hint, type, unit, codes, required, document, when,
//              filled, known, shown, origin}]}],
//  checks: [{must, message, field, hard}], facts, years: [{year, sheets, asked, typed, confirmed}]}
// `when` and `must` are trees (cel/tree_json.hpp), `known` what to send to confirm it, `shown` how
// it reads; `filled`: not to be asked.
void write_form(base::JsonWriter &json, Asked const &asked, FormAsked const &form);
// [{field, problems: [{message, message_en}]}]
void write_remarks(base::JsonWriter &json, std::vector<work::SheetRemark> const &remarks);
// What sheets about the subject's household cost, by year: [{year, sheets, asked, typed,
// confirmed}]
void write_years(base::JsonWriter &json, Asked const &asked, std::string const &sheets,
                 std::size_t table, std::uint32_t row);

} // namespace jingzhun::api
