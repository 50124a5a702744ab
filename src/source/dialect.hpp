// How a text table is written: its encoding and what separates its columns, guessed from its
// content.
#pragma once

#include "base/text.hpp"

#include <string>
#include <string_view>

namespace jingzhun::source {

struct Dialect {
    base::Encoding encoding = base::Encoding::utf8;
    char separator = ',';
    bool declared = false; // the first line is "sep=;", written for Excel, and is no record
};

// Throws Error "file_empty", "encoding_unknown", "file_not_a_table" (pictures, HTML, JSON and the
// like). A stray wrong byte does not change the guess: reading stops there with "encoding_broken"
// instead of yielding the whole file garbled.
Dialect guess_dialect(std::string const &file);

// comma, tab or semicolon: the one that divides the first lines most evenly outside quotes.
char guess_separator(std::string_view text);
std::string_view separator_name(char separator);

} // namespace jingzhun::source
