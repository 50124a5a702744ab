// Text tables (CSV) as books of one sheet.
#pragma once

#include "source/dialect.hpp"
#include "source/sheet.hpp"

#include <memory>
#include <string>

namespace jingzhun::source {

// Throws what `guess_dialect` throws.
std::unique_ptr<Book> open_csv(std::string const &file, Limits const &limits);

// Reads records as RFC 4180 has them, with LF or CR for CRLF too. A quotation mark inside an
// unquoted field, or text after a closing one on the same line, stands as it is. Throws Error
// "encoding_broken", "csv_nul", "csv_quote_open", "row_too_wide", "cell_too_long", each with its
// line.
std::unique_ptr<Sheet> read_csv(std::string const &file, Dialect const &dialect,
                                Limits const &limits);

} // namespace jingzhun::source
