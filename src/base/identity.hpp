// Chinese identity numbers (GB 11643-1999) and disability-card numbers as they arrive and as they
// are compared.
#pragma once

#include "base/date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace jingzhun::base {

enum class Sex { male, female };

// The number as it is stored: half width, blanks and hyphens removed, X in upper case. Nothing else
// is changed: a wrong number stays wrong.
std::string clean_identity(std::string_view text);

// The 18 characters by which two numbers are the same person: a disability card (20 or 22
// characters) gives its first 18, 15 digits are widened (19 + check digit). Nothing where the
// number is not valid: wrong length, impossible date (or one that lies after today), or wrong check
// digit. Input may be raw; it is cleaned first.
std::optional<std::string> link_identity(std::string_view text);
inline bool valid_identity(std::string_view text) { return link_identity(text).has_value(); }

// Of a valid number only.
std::optional<Date> birth_of(std::string_view identity);
std::optional<Sex> sex_of(std::string_view identity);
// The check character for 17 digits. Requires: 17 digits.
char check_character(std::string_view seventeen);
// True for a number that a spreadsheet has rounded: 4.31199E+17, or 18 digits ending in 000 that
// came as a number.
bool has_lost_digits(std::string_view raw, bool came_as_number);
// 431199********1234: never for a public notice, which carries no digit at all.
std::string mask_identity(std::string_view text);

} // namespace jingzhun::base
