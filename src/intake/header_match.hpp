// The headers of a row held against the columns of a layout.
#pragma once

#include "intake/column_map.hpp"
#include "pack/model.hpp"
#include "source/sheet.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::intake {

// A header as it is compared: "身份证号码 *" and "身份证号码(必填)" are the same to people.
std::string header_key(std::string_view header);

struct HeaderMatch {
    std::vector<int> columns; // by cell: index into Source::columns, -1: nobody's
    std::size_t matched = 0;
    std::vector<std::string> missing; // required columns that are not there, official spelling
};
// The user's own map goes first, then the spellings of the pack, then these without a unit or hint
// in brackets. Of two headers for one column the first counts.
HeaderMatch match_header(pack::Source const &source, source::Row const &row, ColumnMap const &map);

// What an unused header may stand for: the one column not yet given whose name is near.
struct ColumnGuess {
    std::string header, column; // as in the file; official spelling
};
std::vector<ColumnGuess> guess_columns(pack::Source const &source, source::Row const &row,
                                       HeaderMatch const &match);

} // namespace jingzhun::intake
