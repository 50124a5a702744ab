// A CSV file of any encoding and separator as a table, by as many threads as asked for.
//
// The file is mapped, not read; cells that the model does not name are passed over. Where threads
// meet is found by counting quotation marks, so that line breaks within quotes do no harm.
#pragma once

#include "link/table.hpp"

#include <string>

namespace jingzhun::link {

// Fills `space` with the values met. Throws Error "file_missing", "file_empty", "encoding_unknown",
// "encoding_broken", "csv_quote_open", "csv_nul", "link_column_missing" (with the headers there
// are), "link_no_field", "link_no_rows", "link_code_values", and what `check_ids` throws.
Table read_csv(std::string const &file, Space &space, unsigned threads);

} // namespace jingzhun::link
