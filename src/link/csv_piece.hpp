// Some lines of a CSV file to rows, in one pass over the bytes; the part of `read_csv` that each
// thread does. Inside this folder only.
#pragma once

#include "link/dictionary.hpp"
#include "link/table.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::link {

// What each column is for.
struct CsvPlan {
    static constexpr int unused = -1, id = -2;
    std::vector<int> columns; // a field's number, or one of the above
    char separator = ',';
    std::string file;
    std::string_view text = {}; // all of it, to count lines for a message
};

// Rows with the dictionaries their numbers refer to.
struct CsvPart {
    explicit CsvPart(Model const &model) : table(model), dictionaries(model.fields.size()) {}
    Table table;
    std::vector<Dictionary> dictionaries;
};

// The cells of the first line, which is taken off `text`. Throws Error "csv_quote_open".
std::vector<std::string> take_header(std::string_view &text, char separator,
                                     std::string const &file);

// Reads `piece`, which begins with a row. `release` is called with what will not be looked at
// again. Throws Error "csv_quote_open", "csv_nul", "encoding_broken".
void read_piece(std::string_view piece, CsvPlan const &plan, Model const &model, CsvPart &part,
                std::function<void(std::string_view)> const &release);

} // namespace jingzhun::link
