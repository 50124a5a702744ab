// Notices on a screen: the public page, and the poster with the code that leads to it.
#pragma once

#include "report/case_file.hpp"

#include <string>

namespace jingzhun::report {

// For everybody, at any width: what the notice says and shows, and until when; both languages, no
// number that could be a person's. Nothing of the case besides.
std::string public_notice_html(CaseFile const &file, work::Case const &one,
                               work::Notice const &notice);
// That there is no such notice, or no longer.
std::string no_notice_html(base::Language language);
// As notice_html, with `address` as a code to be read by telephones.
std::string notice_poster_html(CaseFile const &file, work::Case const &one,
                               work::Notice const &notice, std::string const &address);
// Runs of seven digits and more as asterisks: no year or amount is so long, numbers of persons are.
std::string without_long_numbers(std::string_view text);

} // namespace jingzhun::report
