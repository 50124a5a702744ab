// What stands around the content of a cell, and rows that are no data: what people and spreadsheets
// add.
#pragma once

#include <string>
#include <string_view>

namespace jingzhun::intake {

// Without what only keeps a number from being taken for one: '4311…, ="4311…".
std::string_view cell_content(std::string_view text);

// A number by which records are found, in ASCII: full-width digits, blanks inside and the ".0" of a
// spreadsheet's number taken away.
std::string tidy_number(std::string_view text);

// Words that end a table where a number or a name belongs: 合计, 填表人：…, 注：…
bool is_footer_number(std::string_view text);
bool is_footer_name(std::string_view text);

} // namespace jingzhun::intake
